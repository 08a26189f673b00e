#ifndef SECUR32_SSPI_SECURITY_CONTEXT_H_
#define SECUR32_SSPI_SECURITY_CONTEXT_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "credentials.h"
#include "message_buffers.h"
#include "sec_handle.h"

namespace sspi {

// A buffer of a handshake call, which owns its bytes: the call runs on another thread.
struct HandshakeBuffer {
  ULONG type;                         // SECBUFFER_* with its attribute flags
  ULONG size;                         // cbBuffer; after the call as the package left it
  std::vector<unsigned char> memory;  // empty for a buffer with no memory
};

// One leg of a handshake: what goes in, and, after the call, what came out.
struct Leg {
  std::optional<std::wstring> target;  // not used by Accept
  ULONG flags = 0;                     // ISC_REQ_* or ASC_REQ_*
  ULONG data_representation = SECURITY_NATIVE_DREP;
  std::vector<HandshakeBuffer> inputs;
  std::vector<HandshakeBuffer> outputs;

  SECURITY_STATUS status = SEC_E_OK;
  ULONG granted = 0;  // ISC_RET_* or ASC_RET_*
  long long expiry = 0;
};

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
