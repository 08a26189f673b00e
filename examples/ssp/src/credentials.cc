#include "credentials.h"

#include "host.h"

namespace reference {

namespace {

constexpr std::string_view kLabel = "ReferenceSsp secret";
constexpr ULONG kLongestUser = 256;
// Nothing slows a guess down, so that the secret has to be one that cannot be guessed.
constexpr ULONG kShortestSecret = 16;
constexpr ULONG kLongestSecret = 1024;

// Text of the caller, which may be of another process; wiped at the end.
class ClientText {
 public:
  ClientText(const unsigned short* text, ULONG length) : text_(length, L'\0') {
    CopyFromClient(text_.data(), text, length * sizeof(wchar_t));
  }
  ~ClientText() { SecureZeroMemory(text_.data(), text_.size() * sizeof(wchar_t)); }

  ClientText(const ClientText&) = delete;
  ClientText& operator=(const ClientText&) = delete;

  const std::wstring& text() const { return text_; }

 private:
  std::wstring text_;
};

template <typename Identity>
Credentials Parse(ULONG use, const Identity& identity) {
  Require((identity.Flags & SEC_WINNT_AUTH_IDENTITY_UNICODE) != 0 &&
              identity.UserLength <= kLongestUser && identity.PasswordLength >= kShortestSecret &&
              identity.PasswordLength <= kLongestSecret,
          SEC_E_UNKNOWN_CREDENTIALS);
  const ClientText user(identity.User, identity.UserLength);
  const ClientText password(identity.Password, identity.PasswordLength);
  return {use, user.text(), Extract(ViewOf(kLabel), ViewOf(password.text()))};
}

}  // namespace

Credentials Credentials::Read(ULONG use, void* auth_data) {
  Require(auth_data != nullptr, SEC_E_NO_CREDENTIALS);
  // A plain identity begins with a pointer, which is hardly ever these two numbers.
  ULONG start[2] = {};
  CopyFromClient(start, auth_data, sizeof(start));
  if (start[0] == SEC_WINNT_AUTH_IDENTITY_VERSION &&
      start[1] == sizeof(SEC_WINNT_AUTH_IDENTITY_EXW)) {
    SEC_WINNT_AUTH_IDENTITY_EXW identity{};
    CopyFromClient(&identity, auth_data, sizeof(identity));
    return Parse(use, identity);
  }
  SEC_WINNT_AUTH_IDENTITY_W identity{};
  CopyFromClient(&identity, auth_data, sizeof(identity));
  return Parse(use, identity);
}

}  // namespace reference
