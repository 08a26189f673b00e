#include "certificate.h"

#include <ncrypt.h>

#include "wine.h"

namespace sspi {

namespace {

std::vector<unsigned char> KeyProviderInfo(const CERT_CONTEXT* context) {
  DWORD size = 0;
  if (!CertGetCertificateContextProperty(context, CERT_KEY_PROV_INFO_PROP_ID, nullptr, &size)) {
    return {};
  }
  std::vector<unsigned char> info(size);
  if (!CertGetCertificateContextProperty(context, CERT_KEY_PROV_INFO_PROP_ID, info.data(), &size)) {
    return {};
  }
  return info;
}

void DeleteCngKey(const CRYPT_KEY_PROV_INFO& info) {
  NCRYPT_PROV_HANDLE provider = 0;
  if (NCryptOpenStorageProvider(&provider, info.pwszProvName, 0) != ERROR_SUCCESS) return;
  NCRYPT_KEY_HANDLE key = 0;
  const DWORD flags = (info.dwFlags & CRYPT_MACHINE_KEYSET) | NCRYPT_SILENT_FLAG;
  if (NCryptOpenKey(provider, &key, info.pwszContainerName, 0, flags) == ERROR_SUCCESS) {
    // Frees the handle when it succeeds.
    if (NCryptDeleteKey(key, NCRYPT_SILENT_FLAG) != ERROR_SUCCESS) NCryptFreeObject(key);
  }
  NCryptFreeObject(provider);
}

void DeleteKey(const CRYPT_KEY_PROV_INFO& info) {
  // Type 0 says that the key is CNG's.
  // https://learn.microsoft.com/windows/win32/api/wincrypt/ns-wincrypt-crypt_key_prov_info
  if (info.dwProvType == 0) {
    DeleteCngKey(info);
    return;
  }
  HCRYPTPROV ignored = 0;
  const DWORD flags = (info.dwFlags & CRYPT_MACHINE_KEYSET) | CRYPT_DELETEKEYSET | CRYPT_SILENT;
  CryptAcquireContextW(&ignored, info.pwszContainerName, info.pwszProvName, info.dwProvType, flags);
}

// Wine's importer says nothing of why it failed: a wrong password or bytes that are no PFX.
SECURITY_STATUS LastError() {
  const DWORD error = GetLastError();
  return HRESULT_FROM_WIN32(error == ERROR_SUCCESS ? DWORD{ERROR_INVALID_DATA} : error);
}

}  // namespace

Certificate Certificate::Open(CertificateSource& source, SECURITY_STATUS* status,
                              const char** syscall) {
  Certificate certificate;
  if (source.pfx.size() != 0) {
    certificate.ImportPfx(source, status, syscall);
  } else {
    certificate.FindInStore(source, status, syscall);
  }
  return certificate;
}

Certificate::~Certificate() {
  if (imported_key_.empty()) return;
  const WineChange guard(true);
  context_.reset();
  store_.reset();
  DeleteKey(*reinterpret_cast<const CRYPT_KEY_PROV_INFO*>(imported_key_.data()));
}

void Certificate::ImportPfx(const CertificateSource& source, SECURITY_STATUS* status,
                            const char** syscall) {
  *syscall = "PFXImportCertStore";
  CRYPT_DATA_BLOB blob{static_cast<DWORD>(source.pfx.size()), const_cast<BYTE*>(source.pfx.data())};
  const wchar_t* passphrase = source.passphrase.size() == 0 ? L"" : source.passphrase.data();
  // Not PKCS12_NO_PERSIST_KEY: Schannel runs in LSA and cannot use a key that lives only in this
  // process (SEC_E_NO_CREDENTIALS). The key is put in a container instead, and deleted with us.
  SetLastError(ERROR_SUCCESS);
  store_.reset(PFXImportCertStore(&blob, passphrase, CRYPT_USER_KEYSET));
  if (!store_) {
    *status = LastError();
    return;
  }
  // Not CERT_FIND_HAS_PRIVATE_KEY: Wine does not know it.
  const CERT_CONTEXT* found = nullptr;
  while ((found = CertEnumCertificatesInStore(store_.get(), found)) != nullptr) {
    std::vector<unsigned char> key = KeyProviderInfo(found);
    if (key.empty()) continue;
    if (context_) {
      // A second key of the same file is not used, but the import has put it on disk too.
      DeleteKey(*reinterpret_cast<const CRYPT_KEY_PROV_INFO*>(key.data()));
      continue;
    }
    context_.reset(CertDuplicateCertificateContext(found));
    imported_key_ = std::move(key);
  }
  *status = context_ ? SEC_E_OK : SEC_E_NO_CREDENTIALS;
}

void Certificate::FindInStore(const CertificateSource& source, SECURITY_STATUS* status,
                              const char** syscall) {
  const DWORD location =
      source.local_machine ? CERT_SYSTEM_STORE_LOCAL_MACHINE : CERT_SYSTEM_STORE_CURRENT_USER;
  *syscall = "CertOpenStore";
  store_.reset(CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0,
                             location | CERT_STORE_READONLY_FLAG | CERT_STORE_OPEN_EXISTING_FLAG,
                             source.store_name.c_str()));
  if (!store_) {
    *status = LastError();
    return;
  }
  *syscall = "CertFindCertificateInStore";
  CRYPT_HASH_BLOB hash{static_cast<DWORD>(source.thumbprint.size()),
                       const_cast<BYTE*>(source.thumbprint.data())};
  context_.reset(CertFindCertificateInStore(store_.get(), X509_ASN_ENCODING, 0, CERT_FIND_SHA1_HASH,
                                            &hash, nullptr));
  *status = context_ ? SEC_E_OK : LastError();
}

}  // namespace sspi
