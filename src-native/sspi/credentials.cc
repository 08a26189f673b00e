#include "credentials.h"

#include "wine.h"

namespace sspi {

namespace {

// The calls take non-const text that they only read.
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

// What pAuthData points to, for each kind of package.
struct AuthData {
  explicit AuthData(const AcquireParameters& parameters, std::vector<const CERT_CONTEXT*> contexts)
      : certificates(std::move(contexts)) {
    if (parameters.schannel) {
      SetSchannel(*parameters.schannel);
    } else if (parameters.identity) {
      SetIdentity(*parameters.identity);
    }
  }

  AuthData(const AuthData&) = delete;
  AuthData& operator=(const AuthData&) = delete;

  void SetIdentity(const Identity& from) {
    if (from.package_list.empty()) {
      SetUser(from, &identity);
      pointer = &identity;
      return;
    }
    // Only the extended structure has a package list.
    // https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-sec_winnt_auth_identity_exw
    identity_ex.Version = SEC_WINNT_AUTH_IDENTITY_VERSION;
    identity_ex.Length = sizeof(identity_ex);
    SetUser(from, &identity_ex);
    identity_ex.PackageList = Units(from.package_list);
    identity_ex.PackageListLength = Length(from.package_list);
    pointer = &identity_ex;
  }

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
  SEC_WINNT_AUTH_IDENTITY_W identity{};
  SEC_WINNT_AUTH_IDENTITY_EXW identity_ex{};
  SCHANNEL_CRED schannel_cred{};
  SCH_CREDENTIALS sch_credentials{};
  TLS_PARAMETERS tls_parameters{};
  void* pointer = nullptr;
};

}  // namespace

Credentials::Result Credentials::Acquire(AcquireParameters& parameters) {
  Result result;
  auto credentials = std::make_shared<Credentials>();
  credentials->schannel_ = parameters.schannel.has_value();
  // From the import of a key to its use: Wine puts every imported key in the one container of the
  // user, which other credentials may just be deleting. Released before the credentials are, whose
  // end takes it too.
  const WineChange guard(credentials->schannel_);
  std::vector<const CERT_CONTEXT*> contexts;
  if (parameters.schannel) {
    for (CertificateSource& source : parameters.schannel->certificates) {
      Certificate certificate = Certificate::Open(source, &result.status, &result.syscall);
      if (result.status != SEC_E_OK) return result;
      contexts.push_back(certificate.context());
      credentials->certificates_.push_back(std::move(certificate));
    }
  }

  const AuthData auth_data(parameters, std::move(contexts));
  SecHandle handle;
  SecInvalidateHandle(&handle);
  TimeStamp expiry{};
  wchar_t* principal = parameters.principal ? parameters.principal->data() : nullptr;
  result.syscall = "AcquireCredentialsHandle";
  result.status =
      AcquireCredentialsHandleW(principal, parameters.package.data(), parameters.use, nullptr,
                                auth_data.pointer, nullptr, nullptr, &handle, &expiry);
  if (result.status < 0) return result;
  credentials->handle_.Adopt(handle);
  result.expiry = expiry.QuadPart;
  result.credentials = std::move(credentials);
  return result;
}

}  // namespace sspi
