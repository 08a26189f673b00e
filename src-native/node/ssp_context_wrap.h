#ifndef SECUR32_NODE_SSP_CONTEXT_WRAP_H_
#define SECUR32_NODE_SSP_CONTEXT_WRAP_H_

#include <napi.h>

#include <memory>

#include "../sspi/ssp_context.h"
#include "message_run.h"

namespace node_sspi {

// The native side of lib/ssp/ssp-credentials.ts: empty until acquire() succeeds, empty again after
// close().
class SspCredentialsWrap : public Napi::ObjectWrap<SspCredentialsWrap> {
 public:
  static Napi::Function Define(Napi::Env env);

  // The credentials of a JavaScript object, checked by its type tag; empty after close().
  static std::shared_ptr<sspi::SspCredentials> FromArgument(const Napi::Value& value);

  explicit SspCredentialsWrap(const Napi::CallbackInfo& info);

 private:
  Napi::Value Acquire(const Napi::CallbackInfo& info);
  void Close(const Napi::CallbackInfo& info);

  std::shared_ptr<sspi::SspCredentials> credentials_;
};

// The native side of lib/ssp/ssp-context.ts. Every method answers with an invalid handle after
// close(), or where there is no handle yet.
class SspContextWrap : public Napi::ObjectWrap<SspContextWrap> {
 public:
  static Napi::Function Define(Napi::Env env);

  explicit SspContextWrap(const Napi::CallbackInfo& info);

 private:
  Napi::Value Initialize(const Napi::CallbackInfo& info);
  Napi::Value Accept(const Napi::CallbackInfo& info);
  Napi::Value BindMessages(const Napi::CallbackInfo& info);
  Napi::Value RunMessages(const Napi::CallbackInfo& info);
  Napi::Value QueryAttribute(const Napi::CallbackInfo& info);
  Napi::Value Import(const Napi::CallbackInfo& info);
  Napi::Value Export(const Napi::CallbackInfo& info);
  void Close(const Napi::CallbackInfo& info);

  std::shared_ptr<sspi::SspContext> context_;
  const std::shared_ptr<MessageSlot> slot_ =
      std::make_shared<MessageSlot>(MessageSlot{nullptr, sspi::kStatusInvalidHandle});
};

}  // namespace node_sspi

#endif  // SECUR32_NODE_SSP_CONTEXT_WRAP_H_
