#include "credentials.h"

#include <cstdio>
#include <stdexcept>
#include <utility>

namespace bench {

namespace {

unsigned short* Text(std::wstring& text) { return reinterpret_cast<unsigned short*>(text.data()); }

ULONG Length(const std::wstring& text) { return static_cast<ULONG>(text.size()); }

}  // namespace

void Require(SECURITY_STATUS status, const char* call) {
  if (status == SEC_E_OK) return;
  char text[96];
  std::snprintf(text, sizeof text, "%s returned 0x%08lX", call, static_cast<ULONG>(status));
  throw std::runtime_error(text);
}

Credentials::Credentials(EndpointOptions options, bool server)
    : options_(std::move(options)), server_(server), schannel_(options_.package == L"Schannel") {
  SecInvalidateHandle(&handle_);
  if (schannel_) {
    AcquireSchannel();
  } else {
    Acquire();
  }
}

Credentials::~Credentials() {
  if (SecIsValidHandle(&handle_)) FreeCredentialsHandle(&handle_);
  if (store_ != nullptr) CertCloseStore(store_, 0);
}

void Credentials::Acquire() {
  auto& [user, domain, password] = options_.account;
  SEC_WINNT_AUTH_IDENTITY_W identity{};
  identity.User = Text(user);
  identity.UserLength = Length(user);
  identity.Domain = Text(domain);
  identity.DomainLength = Length(domain);
  identity.Password = Text(password);
  identity.PasswordLength = Length(password);
  identity.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE;
  const ULONG use = server_ ? SECPKG_CRED_INBOUND : SECPKG_CRED_OUTBOUND;
  Require(AcquireCredentialsHandleW(nullptr, options_.package.data(), use, nullptr,
                                    user.empty() ? nullptr : &identity, nullptr, nullptr, &handle_,
                                    nullptr),
          "AcquireCredentialsHandle");
}

void Credentials::AcquireSchannel() {
  SCHANNEL_CRED cred{};
  cred.dwVersion = SCHANNEL_CRED_VERSION;
  cred.dwFlags = SCH_USE_STRONG_CRYPTO;
  const CERT_CONTEXT* certificate = nullptr;
  if (server_) {
    CRYPT_DATA_BLOB blob{static_cast<DWORD>(options_.pfx.size()), options_.pfx.data()};
    store_ = PFXImportCertStore(&blob, options_.passphrase.c_str(), 0);
    if (store_ == nullptr) throw std::runtime_error("PFXImportCertStore failed");
    certificate =
        CertFindCertificateInStore(store_, X509_ASN_ENCODING, 0, CERT_FIND_ANY, nullptr, nullptr);
    cred.cCreds = 1;
    cred.paCred = &certificate;
    cred.dwFlags |= SCH_CRED_NO_SYSTEM_MAPPER;
  } else {
    cred.dwFlags |=
        SCH_CRED_MANUAL_CRED_VALIDATION | SCH_CRED_NO_SERVERNAME_CHECK | SCH_CRED_NO_DEFAULT_CREDS;
  }
  const ULONG use = server_ ? SECPKG_CRED_INBOUND : SECPKG_CRED_OUTBOUND;
  const SECURITY_STATUS status = AcquireCredentialsHandleW(
      nullptr, options_.package.data(), use, nullptr, &cred, nullptr, nullptr, &handle_, nullptr);
  if (certificate != nullptr) CertFreeCertificateContext(certificate);
  Require(status, "AcquireCredentialsHandle");
}

}  // namespace bench
