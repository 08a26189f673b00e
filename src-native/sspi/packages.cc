#include "packages.h"

#include "context_buffer.h"

namespace sspi {

namespace {

std::wstring TextOrEmpty(const wchar_t* text) {
  return text == nullptr ? std::wstring() : std::wstring(text);
}

}  // namespace

SecurityPackage::SecurityPackage(const SecPkgInfoW& info)
    : capabilities(info.fCapabilities),
      version(info.wVersion),
      rpc_id(info.wRPCID),
      max_token(info.cbMaxToken),
      name(TextOrEmpty(info.Name)),
      comment(TextOrEmpty(info.Comment)) {}

PackagesResult EnumeratePackages() {
  ULONG count = 0;
  PSecPkgInfoW list = nullptr;
  PackagesResult result{EnumerateSecurityPackagesW(&count, &list), {}};
  const ContextBuffer owner(list);
  if (result.status != SEC_E_OK || list == nullptr) return result;
  for (ULONG i = 0; i < count; ++i) result.packages.emplace_back(list[i]);
  return result;
}

PackagesResult QueryPackage(const std::wstring& name) {
  PSecPkgInfoW info = nullptr;
  // The parameter is not const in sspi.h; the function only reads it.
  PackagesResult result{QuerySecurityPackageInfoW(const_cast<wchar_t*>(name.c_str()), &info), {}};
  const ContextBuffer owner(info);
  if (result.status == SEC_E_OK && info != nullptr) result.packages.emplace_back(*info);
  return result;
}

}  // namespace sspi
