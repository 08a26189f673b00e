#ifndef SECUR32_SSPI_IDENTITY_H_
#define SECUR32_SSPI_IDENTITY_H_

#include <string>

#include "secret.h"

namespace sspi {

// A user other than the current one, or, with has_user false, only a restriction of Negotiate.
struct Identity {
  bool has_user = false;
  std::wstring user;
  std::wstring domain;
  SecretText password;
  std::wstring package_list;
};

// The structure that packages take for an identity, which has to live as long.
class IdentityData {
 public:
  explicit IdentityData(const Identity& identity);

  IdentityData(const IdentityData&) = delete;
  IdentityData& operator=(const IdentityData&) = delete;

  void* pointer() { return pointer_; }

 private:
  SEC_WINNT_AUTH_IDENTITY_W plain_{};
  SEC_WINNT_AUTH_IDENTITY_EXW extended_{};
  void* pointer_ = &plain_;
};

}  // namespace sspi

#endif  // SECUR32_SSPI_IDENTITY_H_
