#ifndef SECUR32_SSPI_SECURITY_CONTEXT_H_
#define SECUR32_SSPI_SECURITY_CONTEXT_H_

#include <memory>
#include <utility>

#include "credentials.h"
#include "handshake_buffers.h"
#include "message_buffers.h"
#include "sec_handle.h"

namespace sspi {

// A CtxtHandle with what must outlive it. Legs may run on any thread, one at a time and beside
// nothing else; one encrypting and one decrypting call may overlap. The callers see to it.
class SecurityContext {
 public:
  explicit SecurityContext(std::shared_ptr<Credentials> credentials)
      : credentials_(std::move(credentials)) {}

  void Initialize(Leg& leg);
  void Accept(Leg& leg);
  SECURITY_STATUS CompleteAuthToken(HandshakeBuffer& token);
  SECURITY_STATUS ApplyControlToken(HandshakeBuffer& token);

  SECURITY_STATUS EncryptMessage(ULONG qop, MessageBuffers& message, ULONG sequence_number);
  SECURITY_STATUS DecryptMessage(MessageBuffers& message, ULONG sequence_number, ULONG* qop);

  SECURITY_STATUS MakeSignature(ULONG qop, MessageBuffers& message, ULONG sequence_number);
  SECURITY_STATUS VerifySignature(MessageBuffers& message, ULONG sequence_number, ULONG* qop);

  // For the attribute table. SEC_E_INVALID_HANDLE before the first leg.
  SECURITY_STATUS QueryAttribute(ULONG attribute, void* value);

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
