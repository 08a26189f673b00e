#include "security_context_wrap.h"

#include <array>
#include <utility>
#include <vector>

#include "../sspi/attributes.h"
#include "../sspi/context_token.h"
#include "../sspi/impersonation.h"
#include "attribute_call.h"
#include "convert.h"
#include "credentials_wrap.h"
#include "leg_call.h"
#include "promise_worker.h"

namespace node_sspi {

Napi::Function SecurityContextWrap::Define(Napi::Env env) {
  using Self = SecurityContextWrap;
  return DefineClass(
      env, "SecurityContext",
      {InstanceMethod<&Self::Initialize>("initialize"), InstanceMethod<&Self::Accept>("accept"),
       InstanceMethod<&Self::CompleteAuthToken>("completeAuthToken"),
       InstanceMethod<&Self::ApplyControlToken>("applyControlToken"),
       InstanceMethod<&Self::BindMessages>("bindMessages"),
       InstanceMethod<&Self::RunMessages>("runMessages"),
       InstanceMethod<&Self::QueryAttribute>("queryAttribute"),
       InstanceMethod<&Self::QueryToken>("queryToken"),
       InstanceMethod<&Self::Impersonate>("impersonate"),
       InstanceMethod<&Self::Export>("exportContext"),
       InstanceMethod<&Self::Import>("importContext"),
       InstanceMethod<&Self::QueryAttributeBytes>("queryAttributeBytes"),
       InstanceMethod<&Self::SetAttribute>("setAttribute"), InstanceMethod<&Self::Close>("close")});
}

SecurityContextWrap::SecurityContextWrap(const Napi::CallbackInfo& info)
    : Napi::ObjectWrap<SecurityContextWrap>(info) {
  // A context that is imported has none.
  std::shared_ptr<sspi::Credentials> credentials;
  if (!info[0].IsNull()) {
    credentials = CredentialsWrap::FromArgument(info[0]);
    if (!credentials) throw Napi::Error::New(info.Env(), "the credentials are closed");
  }
  context_ = std::make_shared<sspi::SecurityContext>(std::move(credentials));
  slot_->target = context_;
}

Napi::Value SecurityContextWrap::Initialize(const Napi::CallbackInfo& info) {
  sspi::Leg leg;
  if (info[0].IsString()) leg.target = ToText(info[0]);
  leg.flags = ToUlong(info[1]);
  leg.inputs = ToHandshakeBuffers(info[2]);
  leg.outputs = ToHandshakeBuffers(info[3]);
  return RunLeg(info.Env(), "secur32.initialize", context_, &sspi::SecurityContext::Initialize,
                std::move(leg));
}

Napi::Value SecurityContextWrap::Accept(const Napi::CallbackInfo& info) {
  sspi::Leg leg;
  leg.flags = ToUlong(info[0]);
  leg.inputs = ToHandshakeBuffers(info[1]);
  leg.outputs = ToHandshakeBuffers(info[2]);
  return RunLeg(info.Env(), "secur32.accept", context_, &sspi::SecurityContext::Accept,
                std::move(leg));
}

Napi::Value SecurityContextWrap::PassToken(const Napi::CallbackInfo& info, const char* name,
                                           TokenCall method) {
  struct Call {
    std::vector<sspi::HandshakeBuffer> buffers;
    SECURITY_STATUS status = SEC_E_INVALID_HANDLE;
  };
  auto call = std::make_shared<Call>();
  call->buffers = ToHandshakeBuffers(info[0]);
  return PromiseWorker::Run(
      info.Env(), name,
      [context = context_, call, method] {
        if (context) call->status = (context.get()->*method)(call->buffers.at(0));
      },
      [call](Napi::Env env) -> Napi::Value {
        Napi::Object result = Napi::Object::New(env);
        result.Set("status", FromUlong(env, static_cast<ULONG>(call->status)));
        result.Set("outputs", FromOutputs(env, call->buffers));
        return result;
      });
}

Napi::Value SecurityContextWrap::CompleteAuthToken(const Napi::CallbackInfo& info) {
  return PassToken(info, "secur32.completeAuthToken", &sspi::SecurityContext::CompleteAuthToken);
}

Napi::Value SecurityContextWrap::ApplyControlToken(const Napi::CallbackInfo& info) {
  return PassToken(info, "secur32.applyControlToken", &sspi::SecurityContext::ApplyControlToken);
}

Napi::Value SecurityContextWrap::BindMessages(const Napi::CallbackInfo& info) {
  return node_sspi::BindMessages(info, slot_);
}

Napi::Value SecurityContextWrap::RunMessages(const Napi::CallbackInfo& info) {
  return RunMessagesAsync(info, slot_);
}

Napi::Value SecurityContextWrap::QueryAttribute(const Napi::CallbackInfo& info) {
  return node_sspi::QueryAttribute(info, context_.get(), &sspi::QueryContextAttribute);
}

Napi::Value SecurityContextWrap::QueryAttributeBytes(const Napi::CallbackInfo& info) {
  return node_sspi::QueryAttribute(info, context_.get(), &sspi::QueryContextAttributeBytes);
}

Napi::Value SecurityContextWrap::SetAttribute(const Napi::CallbackInfo& info) {
  SECURITY_STATUS status = SEC_E_INVALID_HANDLE;
  const sspi::AttributeInput input = ToAttributeInput(info[1]);
  if (context_) status = sspi::SetContextAttribute(*context_, ToUlong(info[0]), input);
  return FromUlong(info.Env(), static_cast<ULONG>(status));
}

Napi::Value SecurityContextWrap::QueryToken(const Napi::CallbackInfo& info) {
  sspi::ContextToken token;
  token.status = SEC_E_INVALID_HANDLE;
  if (context_) token = sspi::QueryContextToken(*context_);
  return FromContextToken(info.Env(), token);
}

Napi::Value SecurityContextWrap::Impersonate(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  Napi::Object result = Napi::Object::New(env);
  SECURITY_STATUS status = SEC_E_INVALID_HANDLE;
  // Shared, since the callback may close it.
  const std::shared_ptr<sspi::SecurityContext> context = context_;
  if (context) {
    const sspi::Impersonation impersonation(*context);
    status = impersonation.status();
    if (status >= 0) result.Set("value", info[0].As<Napi::Function>().Call({}));
  }
  result.Set("status", FromUlong(env, static_cast<ULONG>(status)));
  return result;
}

Napi::Value SecurityContextWrap::Export(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  SECURITY_STATUS status = SEC_E_INVALID_HANDLE;
  sspi::SecretBytes packed;
  if (context_) status = context_->Export(ToUlong(info[0]), &packed);
  Napi::Object result = Napi::Object::New(env);
  result.Set("status", FromUlong(env, static_cast<ULONG>(status)));
  result.Set("packed", Napi::Buffer<unsigned char>::Copy(env, packed.data(), packed.size()));
  return result;
}

Napi::Value SecurityContextWrap::Import(const Napi::CallbackInfo& info) {
  sspi::SecretBytes packed = ToSecretBytes(info[1]);
  SECURITY_STATUS status = SEC_E_INVALID_HANDLE;
  if (context_) status = context_->Import(ToText(info[0]), packed);
  return FromUlong(info.Env(), static_cast<ULONG>(status));
}

void SecurityContextWrap::Close(const Napi::CallbackInfo&) {
  slot_->target.reset();
  context_.reset();
}

}  // namespace node_sspi
