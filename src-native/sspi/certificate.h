#ifndef SECUR32_SSPI_CERTIFICATE_H_
#define SECUR32_SSPI_CERTIFICATE_H_

#include <memory>
#include <string>
#include <vector>

#include "secret.h"
#include "win32.h"

namespace sspi {

struct CertStoreCloser {
  void operator()(void* store) const { CertCloseStore(store, 0); }
};
struct CertContextDeleter {
  void operator()(const CERT_CONTEXT* context) const { CertFreeCertificateContext(context); }
};
using UniqueCertStore = std::unique_ptr<void, CertStoreCloser>;
using UniqueCertContext = std::unique_ptr<const CERT_CONTEXT, CertContextDeleter>;

// Where to take a certificate with its private key from: a PFX, or, when that is empty, a store of
// this machine.
struct CertificateSource {
  SecretBytes pfx;
  SecretText passphrase;
  bool local_machine = false;
  std::wstring store_name;
  std::vector<unsigned char> thumbprint;  // SHA-1, 20 bytes
};

class Certificate {
 public:
  // On failure the certificate has no context, and the status and the name of the function that
  // failed are written.
  static Certificate Open(CertificateSource& source, SECURITY_STATUS* status, const char** syscall);

  Certificate(Certificate&&) = default;
  ~Certificate();

  const CERT_CONTEXT* context() const { return context_.get(); }

 private:
  Certificate() = default;
  void ImportPfx(const CertificateSource& source, SECURITY_STATUS* status, const char** syscall);
  void FindInStore(const CertificateSource& source, SECURITY_STATUS* status, const char** syscall);

  UniqueCertStore store_;
  UniqueCertContext context_;
  // The CRYPT_KEY_PROV_INFO of a key that an import put on disk. Empty for a key of a store.
  std::vector<unsigned char> imported_key_;
};

}  // namespace sspi

#endif  // SECUR32_SSPI_CERTIFICATE_H_
