#include "credentials.h"

#include "wine.h"

namespace sspi {

namespace {

// What pAuthData points to, for each kind of package.
struct AuthData {
  explicit AuthData(const AcquireParameters& parameters, std::vector<const CERT_CONTEXT*> contexts)
      : certificates(std::move(contexts)) {
    if (parameters.schannel) {
      SetSchannel(*parameters.schannel);
    } else if (parameters.identity) {
      pointer = identity.emplace(*parameters.identity).pointer();
    }
  }

  AuthData(const AuthData&) = delete;
  AuthData& operator=(const AuthData&) = delete;

  void SetSchannel(const SchannelOptions& from) {
    const DWORD count = static_cast<DWORD>(certificates.size());
    const CERT_CONTEXT** list = certificates.empty() ? nullptr : certificates.data();
    if (!from.sch_credentials) {
      schannel_cred.dwVersion = SCHANNEL_CRED_VERSION;
      schannel_cred.cCreds = count;
      schannel_cred.paCred = list;
      schannel_cred.grbitEnabledProtocols = from.enabled_protocols;
      schannel_cred.dwFlags = from.flags;
      pointer = &schannel_cred;
      return;
    }
    sch_credentials.dwVersion = SCH_CREDENTIALS_VERSION;
    sch_credentials.cCreds = count;
    sch_credentials.paCred = list;
    sch_credentials.dwFlags = from.flags;
    if (from.enabled_protocols != 0) {
      // This structure names what is off, not what is on.
      // https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-tls_parameters
      tls_parameters.grbitDisabledProtocols = ~from.enabled_protocols;
      sch_credentials.cTlsParameters = 1;
      sch_credentials.pTlsParameters = &tls_parameters;
    }
    pointer = &sch_credentials;
  }

  std::vector<const CERT_CONTEXT*> certificates;
  std::optional<IdentityData> identity;
  SCHANNEL_CRED schannel_cred{};
  SCH_CREDENTIALS sch_credentials{};
  TLS_PARAMETERS tls_parameters{};
  void* pointer = nullptr;
};

// The first failure is written to the result.
template <typename Result>
std::vector<Certificate> OpenCertificates(AcquireParameters& parameters, Result* result) {
  std::vector<Certificate> certificates;
  if (!parameters.schannel) return certificates;
  for (CertificateSource& source : parameters.schannel->certificates) {
    certificates.push_back(Certificate::Open(source, &result->status, &result->syscall));
    if (result->status != SEC_E_OK) break;
  }
  return certificates;
}

std::vector<const CERT_CONTEXT*> ContextsOf(const std::vector<Certificate>& certificates) {
  std::vector<const CERT_CONTEXT*> contexts;
  contexts.reserve(certificates.size());
  for (const Certificate& each : certificates) contexts.push_back(each.context());
  return contexts;
}

wchar_t* PrincipalOf(AcquireParameters& parameters) {
  return parameters.principal ? parameters.principal->data() : nullptr;
}

}  // namespace

Credentials::Result Credentials::Acquire(AcquireParameters& parameters) {
  Result result;
  auto credentials = std::make_shared<Credentials>();
  credentials->schannel_ = parameters.schannel.has_value();
  // From the import of a key to its use: Wine puts every imported key in the one container of the
  // user, which other credentials may just be deleting. Released before the credentials are, whose
  // end takes it too.
  const WineChange guard(credentials->schannel_);
  credentials->certificates_ = OpenCertificates(parameters, &result);
  if (result.status != SEC_E_OK) return result;

  const AuthData auth_data(parameters, ContextsOf(credentials->certificates_));
  SecHandle handle;
  SecInvalidateHandle(&handle);
  TimeStamp expiry{};
  result.syscall = "AcquireCredentialsHandle";
  result.status =
      AcquireCredentialsHandleW(PrincipalOf(parameters), parameters.package.data(), parameters.use,
                                nullptr, auth_data.pointer, nullptr, nullptr, &handle, &expiry);
  if (result.status < 0) return result;
  credentials->handle_.Adopt(handle);
  result.expiry = expiry.QuadPart;
  result.credentials = std::move(credentials);
  return result;
}

// https://learn.microsoft.com/windows/win32/secauthn/addcredentials
Credentials::Addition Credentials::Add(AcquireParameters& parameters) {
  Addition result;
  const WineChange guard(schannel_);
  result.certificates = OpenCertificates(parameters, &result);
  if (result.status != SEC_E_OK) return result;

  const AuthData auth_data(parameters, ContextsOf(result.certificates));
  TimeStamp expiry{};
  result.syscall = "AddCredentials";
  result.status = AddCredentialsW(handle(), PrincipalOf(parameters), parameters.package.data(),
                                  parameters.use, auth_data.pointer, nullptr, nullptr, &expiry);
  result.expiry = expiry.QuadPart;
  return result;
}

void Credentials::Keep(std::vector<Certificate> certificates) {
  for (Certificate& each : certificates) certificates_.push_back(std::move(each));
}

}  // namespace sspi
