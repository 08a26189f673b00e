#include "identity.h"

namespace sspi {

namespace {

// The structures have non-const text, which is only read.
unsigned short* Units(const std::wstring& text) {
  return reinterpret_cast<unsigned short*>(const_cast<wchar_t*>(text.c_str()));
}
unsigned short* Units(const SecretText& text) {
  return reinterpret_cast<unsigned short*>(const_cast<wchar_t*>(text.data()));
}

ULONG Length(const std::wstring& text) { return static_cast<ULONG>(text.size()); }

template <typename Structure>
void SetUser(const Identity& identity, Structure* target) {
  target->Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE;
  if (!identity.has_user) return;
  target->User = Units(identity.user);
  target->UserLength = Length(identity.user);
  target->Domain = Units(identity.domain);
  target->DomainLength = Length(identity.domain);
  target->Password = Units(identity.password);
  target->PasswordLength = TextLength(identity.password);
}

}  // namespace

IdentityData::IdentityData(const Identity& identity) {
  if (identity.package_list.empty()) {
    SetUser(identity, &plain_);
    return;
  }
  // Only the extended structure has a package list.
  // https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-sec_winnt_auth_identity_exw
  extended_.Version = SEC_WINNT_AUTH_IDENTITY_VERSION;
  extended_.Length = sizeof(extended_);
  SetUser(identity, &extended_);
  extended_.PackageList = Units(identity.package_list);
  extended_.PackageListLength = Length(identity.package_list);
  pointer_ = &extended_;
}

}  // namespace sspi
