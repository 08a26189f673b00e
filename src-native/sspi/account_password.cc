#include "account_password.h"

#include <array>

#include "secur32_function.h"

namespace sspi {

namespace {

using ChangeFunction = SECURITY_STATUS SEC_ENTRY(SEC_WCHAR* package, SEC_WCHAR* domain,
                                                 SEC_WCHAR* user, SEC_WCHAR* old_password,
                                                 SEC_WCHAR* new_password, BOOLEAN impersonating,
                                                 ULONG reserved, PSecBufferDesc output);

// The package writes what it says of the new password here. None documents how long it is.
constexpr size_t kResponseSize = 4096;

}  // namespace

// https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-changeaccountpasswordw
SECURITY_STATUS ChangeAccountPassword(PasswordChange& change) {
  static ChangeFunction* const function = Secur32Function<ChangeFunction>("ChangeAccountPasswordW");
  if (function == nullptr) return SEC_E_UNSUPPORTED_FUNCTION;
  std::array<unsigned char, kResponseSize> response{};
  SecBuffer buffer{kResponseSize, SECBUFFER_CHANGE_PASS_RESPONSE, response.data()};
  SecBufferDesc desc{SECBUFFER_VERSION, 1, &buffer};
  // This thread is never the client of a context: it is one of the pool.
  return function(change.package.data(), change.domain.data(), change.user.data(),
                  change.old_password.data(), change.new_password.data(), FALSE, 0, &desc);
}

}  // namespace sspi
