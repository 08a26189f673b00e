#ifndef SECUR32_NODE_SECURITY_CONTEXT_WRAP_H_
#define SECUR32_NODE_SECURITY_CONTEXT_WRAP_H_

#include <napi.h>

#include <memory>

#include "../sspi/security_context.h"
#include "message_run.h"

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
  Napi::Value BindMessages(const Napi::CallbackInfo& info);
  Napi::Value RunMessages(const Napi::CallbackInfo& info);
  Napi::Value QueryAttribute(const Napi::CallbackInfo& info);
  Napi::Value QueryToken(const Napi::CallbackInfo& info);
  Napi::Value Impersonate(const Napi::CallbackInfo& info);
  Napi::Value Export(const Napi::CallbackInfo& info);
  Napi::Value Import(const Napi::CallbackInfo& info);
  Napi::Value QueryAttributeBytes(const Napi::CallbackInfo& info);
  Napi::Value SetAttribute(const Napi::CallbackInfo& info);
  void Close(const Napi::CallbackInfo& info);

  using TokenCall = SECURITY_STATUS (sspi::SecurityContext::*)(sspi::HandshakeBuffer&);
  Napi::Value PassToken(const Napi::CallbackInfo& info, const char* name, TokenCall method);

  // Threads that work on the context share it, so that close() never waits and never frees early.
  std::shared_ptr<sspi::SecurityContext> context_;
  const std::shared_ptr<MessageSlot> slot_ =
      std::make_shared<MessageSlot>(MessageSlot{nullptr, SEC_E_INVALID_HANDLE});
};

}  // namespace node_sspi

#endif  // SECUR32_NODE_SECURITY_CONTEXT_WRAP_H_
