#ifndef SECUR32_SSPI_SSP_CONTEXT_H_
#define SECUR32_SSPI_SSP_CONTEXT_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "attribute_structure.h"
#include "handshake_buffers.h"
#include "identity.h"
#include "message_target.h"
#include "secret.h"
#include "ssp_module.h"

namespace sspi {

// Credentials that a hosted package made.
class SspCredentials {
 public:
  struct Parameters {
    SspPackage package;
    std::optional<std::wstring> principal;
    ULONG use = 0;  // SECPKG_CRED_*
    // What AuthorizationData points to: an identity, or these bytes, unless there are none.
    std::optional<Identity> identity;
    SecretBytes auth_data;
  };
  struct Result;

  static Result Acquire(Parameters& parameters);

  // Takes over the handle.
  SspCredentials(SspPackage package, LSA_SEC_HANDLE handle)
      : package_(std::move(package)), handle_(handle) {}
  ~SspCredentials();

  SspCredentials(const SspCredentials&) = delete;
  SspCredentials& operator=(const SspCredentials&) = delete;

  LSA_SEC_HANDLE handle() const { return handle_; }
  const SspPackage& package() const { return package_; }

 private:
  SspPackage package_;
  LSA_SEC_HANDLE handle_;
};

struct SspCredentials::Result {
  SspStatus status;
  long long expiry = 0;
  std::shared_ptr<SspCredentials> credentials;  // set when the status says that a handle exists
};

// A context that a hosted package made, reached through the package's own functions. A function
// that the package does not have is SEC_E_UNSUPPORTED_FUNCTION. The rules for threads are those of
// SecurityContext.
class SspContext final : public MessageTarget {
 public:
  // For a handshake.
  explicit SspContext(std::shared_ptr<SspCredentials> credentials)
      : package_(credentials->package()), credentials_(std::move(credentials)) {}
  // For Import().
  explicit SspContext(SspPackage package) : package_(std::move(package)) {}
  ~SspContext() override;

  SspContext(const SspContext&) = delete;
  SspContext& operator=(const SspContext&) = delete;

  void Initialize(Leg& leg);
  void Accept(Leg& leg);

  // What another context of the package was exported to, and the reverse: in the user's process
  // only. With SECPKG_CONTEXT_EXPORT_DELETE_OLD user mode has no context afterwards.
  SspStatus Import(SecretBytes& packed);
  SspStatus Export(ULONG flags, SecretBytes* packed);

  // What is hosted here is not Wine's own Schannel.
  bool schannel() const override { return false; }
  SECURITY_STATUS CallMessage(MessageMethod method, MessageBuffers& message, ULONG sequence_number,
                              ULONG* qop) override;

  // Of user mode where it has the function, and otherwise of LSA mode.
  AttributeResult QueryAttribute(ULONG attribute) const;

 private:
  // What a leg gives beside its buffers.
  struct Outcome;

  template <typename Call>
  void Run(Leg& leg, bool exists, Call call);
  NTSTATUS Map(Outcome& outcome);
  void Disown();
  SECURITY_STATUS QueryAttribute(ULONG attribute, void* structure) const;

  SspPackage package_;
  std::shared_ptr<SspCredentials> credentials_;  // none of a context that was imported
  // Zero is a handle like any other: the optional says whether there is one.
  std::optional<LSA_SEC_HANDLE> handle_;
  // Whether the package's user mode has the context, beside LSA mode or alone, and has to let it
  // go.
  bool in_user_mode_ = false;
};

}  // namespace sspi

#endif  // SECUR32_SSPI_SSP_CONTEXT_H_
