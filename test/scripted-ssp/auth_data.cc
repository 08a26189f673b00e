#include "auth_data.h"

#include <cstring>

#include "secrets.h"
#include "win32.h"
// After windows.h, which it needs.
#include <schannel.h>

namespace scripted {

namespace {

std::optional<std::wstring> Text(const unsigned short* text, ULONG length) {
  if (text == nullptr) return std::nullopt;
  return std::wstring(reinterpret_cast<const wchar_t*>(text), length);
}

template <typename Identity>
void ReadUser(const Identity& from, AuthDataRecord* to) {
  to->flags = from.Flags;
  to->user = Text(from.User, from.UserLength);
  to->domain = Text(from.Domain, from.DomainLength);
  if (Secrets::Instance().noted) to->password = Text(from.Password, from.PasswordLength);
}

}  // namespace

std::optional<AuthDataRecord> ReadAuthData(const void* auth_data, bool stream) {
  if (auth_data == nullptr) return std::nullopt;
  AuthDataRecord record;
  ULONG first[2];
  std::memcpy(first, auth_data, sizeof(first));
  if (stream) {
    record.kind = "schannel";
    record.version = first[0];
    const auto* bytes = static_cast<const unsigned char*>(auth_data);
    record.bytes.assign(bytes, bytes + sizeof(SCHANNEL_CRED));
    return record;
  }
  // A plain identity begins with a pointer, which is hardly ever these two numbers.
  if (first[0] == SEC_WINNT_AUTH_IDENTITY_VERSION &&
      first[1] == sizeof(SEC_WINNT_AUTH_IDENTITY_EXW)) {
    const auto* identity = static_cast<const SEC_WINNT_AUTH_IDENTITY_EXW*>(auth_data);
    record.kind = "extended";
    record.version = identity->Version;
    record.length = identity->Length;
    ReadUser(*identity, &record);
    record.package_list = Text(identity->PackageList, identity->PackageListLength);
    return record;
  }
  record.kind = "plain";
  ReadUser(*static_cast<const SEC_WINNT_AUTH_IDENTITY_W*>(auth_data), &record);
  return record;
}

}  // namespace scripted
