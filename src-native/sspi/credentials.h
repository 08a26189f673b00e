#ifndef SECUR32_SSPI_CREDENTIALS_H_
#define SECUR32_SSPI_CREDENTIALS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "certificate.h"
#include "identity.h"
#include "sec_handle.h"

namespace sspi {

struct SchannelOptions {
  // SCH_CREDENTIALS, the only structure that can ask for TLS 1.3; otherwise SCHANNEL_CRED.
  bool sch_credentials = false;
  DWORD flags = 0;              // SCH_CRED_*
  DWORD enabled_protocols = 0;  // SP_PROT_*, 0 for the system's choice
  std::vector<CertificateSource> certificates;
};

struct AcquireParameters {
  std::wstring package;
  std::optional<std::wstring> principal;
  ULONG use = 0;  // SECPKG_CRED_*
  std::optional<Identity> identity;
  std::optional<SchannelOptions> schannel;
};

class Credentials {
 public:
  struct Result;
  struct Addition;

  static Result Acquire(AcquireParameters& parameters);

  // Adds others to these, on any thread. What the result has must then go to Keep().
  Addition Add(AcquireParameters& parameters);
  void Keep(std::vector<Certificate> certificates);

  PCredHandle handle() { return handle_.get(); }
  bool schannel() const { return schannel_; }

 private:
  // Before the handle, so that it outlives it: Schannel uses the private key until the end.
  std::vector<Certificate> certificates_;
  UniqueCredHandle handle_;
  bool schannel_ = false;
};

struct Credentials::Result {
  SECURITY_STATUS status = SEC_E_OK;
  const char* syscall = "AcquireCredentialsHandle";  // the function that the status is from
  long long expiry = 0;  // FILETIME in local time, 0 when the package states none
  std::shared_ptr<Credentials> credentials;  // set when the status says that a handle exists
};

struct Credentials::Addition {
  SECURITY_STATUS status = SEC_E_OK;
  const char* syscall = "AddCredentials";
  long long expiry = 0;
  std::vector<Certificate> certificates;
};

}  // namespace sspi

#endif  // SECUR32_SSPI_CREDENTIALS_H_
