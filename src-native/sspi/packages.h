#ifndef SECUR32_SSPI_PACKAGES_H_
#define SECUR32_SSPI_PACKAGES_H_

#include <string>
#include <vector>

#include "win32.h"

namespace sspi {

// A SecPkgInfoW that owns its text.
struct SecurityPackage {
  explicit SecurityPackage(const SecPkgInfoW& info);

  ULONG capabilities;
  USHORT version;
  USHORT rpc_id;
  ULONG max_token;
  std::wstring name;
  std::wstring comment;
};

struct PackagesResult {
  SECURITY_STATUS status;
  std::vector<SecurityPackage> packages;
};

PackagesResult EnumeratePackages();

// The result holds one package, or none when the status is an error.
PackagesResult QueryPackage(const std::wstring& name);

}  // namespace sspi

#endif  // SECUR32_SSPI_PACKAGES_H_
