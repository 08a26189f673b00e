#ifndef SECUR32_NODE_SECURITY_CONTEXT_WRAP_H_
#define SECUR32_NODE_SECURITY_CONTEXT_WRAP_H_

#include <napi.h>

#include <memory>

#include "../sspi/security_context.h"

namespace node_sspi {

// The native side of lib/security-context.ts. Every method answers SEC_E_INVALID_HANDLE after
// close(), or where there is no handle yet.
class SecurityContextWrap : public Napi::ObjectWrap<SecurityContextWrap> {
 public:
  static Napi::Function Define(Napi::Env env);

  explicit SecurityContextWrap(const Napi::CallbackInfo& info);

 private:
  Napi::Value Initialize(const Napi::CallbackInfo& info);
  Napi::Value Accept(const Napi::CallbackInfo& info);
  Napi::Value CompleteAuthToken(const Napi::CallbackInfo& info);
  Napi::Value ApplyControlToken(const Napi::CallbackInfo& info);
  Napi::Value EncryptMessage(const Napi::CallbackInfo& info);
  Napi::Value DecryptMessage(const Napi::CallbackInfo& info);
  Napi::Value MakeSignature(const Napi::CallbackInfo& info);
  Napi::Value VerifySignature(const Napi::CallbackInfo& info);
  Napi::Value EncryptMessageAsync(const Napi::CallbackInfo& info);
  Napi::Value DecryptMessageAsync(const Napi::CallbackInfo& info);
  Napi::Value MakeSignatureAsync(const Napi::CallbackInfo& info);
  Napi::Value VerifySignatureAsync(const Napi::CallbackInfo& info);
  Napi::Value QueryAttribute(const Napi::CallbackInfo& info);
  void Close(const Napi::CallbackInfo& info);

  using TokenCall = SECURITY_STATUS (sspi::SecurityContext::*)(sspi::HandshakeBuffer&);
  Napi::Value PassToken(const Napi::CallbackInfo& info, const char* name, TokenCall method);

  // The four message calls are of two forms: one that protects, one that checks and says how well.
  using ProtectCall = SECURITY_STATUS (sspi::SecurityContext::*)(ULONG, sspi::MessageBuffers&,
                                                                 ULONG);
  using CheckCall = SECURITY_STATUS (sspi::SecurityContext::*)(sspi::MessageBuffers&, ULONG,
                                                               ULONG*);
  Napi::Value Protect(const Napi::CallbackInfo& info, ProtectCall call);
  Napi::Value Check(const Napi::CallbackInfo& info, CheckCall call);
  Napi::Value ProtectAsync(const Napi::CallbackInfo& info, ProtectCall call);
  Napi::Value CheckAsync(const Napi::CallbackInfo& info, CheckCall call);

  // Threads that work on the context share it, so that close() never waits and never frees early.
  std::shared_ptr<sspi::SecurityContext> context_;
};

}  // namespace node_sspi

#endif  // SECUR32_NODE_SECURITY_CONTEXT_WRAP_H_
