#ifndef SECUR32_SSPI_SECURITY_CONTEXT_H_
#define SECUR32_SSPI_SECURITY_CONTEXT_H_

#include <memory>
#include <string>
#include <utility>

#include "credentials.h"
#include "handshake_buffers.h"
#include "message_target.h"
#include "sec_handle.h"

namespace sspi {

// A CtxtHandle with what must outlive it. Legs may run on any thread, one at a time and beside
// nothing else; one encrypting and one decrypting call may overlap. The callers see to it.
class SecurityContext final : public MessageTarget {
 public:
  // Without credentials for a context that is imported, which makes no legs.
  explicit SecurityContext(std::shared_ptr<Credentials> credentials)
      : credentials_(std::move(credentials)) {}

  // Fills a context that has no handle with what Export gave.
  SECURITY_STATUS Import(std::wstring package, SecretBytes& packed);
  // With SECPKG_CONTEXT_EXPORT_DELETE_OLD the context has no handle afterwards.
  SECURITY_STATUS Export(ULONG flags, SecretBytes* packed);

  void Initialize(Leg& leg);
  void Accept(Leg& leg);
  SECURITY_STATUS CompleteAuthToken(HandshakeBuffer& token);
  SECURITY_STATUS ApplyControlToken(HandshakeBuffer& token);

  SECURITY_STATUS CallMessage(MessageMethod method, MessageBuffers& message, ULONG sequence_number,
                              ULONG* qop) override;

  // For attributes.cc. SEC_E_INVALID_HANDLE before the first leg.
  SECURITY_STATUS QueryAttribute(ULONG attribute, void* value);
  SECURITY_STATUS SetAttribute(ULONG attribute, void* value, ULONG size);
  bool schannel() const override { return credentials_ && credentials_->schannel(); }

  // The handle is the caller's.
  SECURITY_STATUS QueryToken(HANDLE* token);

  // Of the calling thread; see impersonation.h.
  SECURITY_STATUS Impersonate();
  SECURITY_STATUS Revert();

 private:
  using TokenCall = SECURITY_STATUS(SEC_ENTRY*)(PCtxtHandle, PSecBufferDesc);
  SECURITY_STATUS PassToken(TokenCall call, HandshakeBuffer& token);
  template <typename Call>
  void RunLeg(Leg& leg, const Call& call);

  std::shared_ptr<Credentials> credentials_;
  UniqueCtxtHandle handle_;
};

}  // namespace sspi

#endif  // SECUR32_SSPI_SECURITY_CONTEXT_H_
