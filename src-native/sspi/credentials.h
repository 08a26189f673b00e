#ifndef SECUR32_SSPI_CREDENTIALS_H_
#define SECUR32_SSPI_CREDENTIALS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "certificate.h"
#include "sec_handle.h"
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

  static Result Acquire(AcquireParameters& parameters);

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

}  // namespace sspi

#endif  // SECUR32_SSPI_CREDENTIALS_H_
