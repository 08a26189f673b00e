#include "security_context_wrap.h"

#include <array>
#include <utility>
#include <vector>

#include "../sspi/attributes.h"
#include "convert.h"
#include "credentials_wrap.h"
#include "leg_call.h"
#include "message_call.h"
#include "message_copy.h"
#include "promise_worker.h"

namespace node_sspi {

namespace {

template <typename Call>
Napi::Promise RunMessage(const Napi::CallbackInfo& info, Call call) {
  auto message = std::make_shared<MessageCopy>(info);
  auto status = std::make_shared<SECURITY_STATUS>(SEC_E_OK);
  return PromiseWorker::Run(
      info.Env(), "secur32.message",
      [call = std::move(call), message, status] {
        *status = call(*message);
        message->Report();
      },
      [message, status](Napi::Env env) -> Napi::Value {
        Napi::Object result = Napi::Object::New(env);
        result.Set("status", FromUlong(env, static_cast<ULONG>(*status)));
        result.Set("control", message->ControlToJavaScript(env));
        result.Set("memory", message->MemoryToJavaScript(env));
        return result;
      });
}

struct ToJavaScript {
  Napi::Env env;

  Napi::Value operator()(std::monostate) const { return env.Null(); }
  Napi::Value operator()(double number) const { return Napi::Number::New(env, number); }
  Napi::Value operator()(const std::wstring& text) const { return FromText(env, text); }
  Napi::Value operator()(const sspi::SecretBytes& bytes) const {
    return Napi::Buffer<unsigned char>::Copy(env, bytes.data(), bytes.size());
  }
  Napi::Value operator()(const sspi::SecurityPackage& package) const {
    return FromPackage(env, package);
  }
};

}  // namespace

Napi::Function SecurityContextWrap::Define(Napi::Env env) {
  using Self = SecurityContextWrap;
  return DefineClass(
      env, "SecurityContext",
      {InstanceMethod<&Self::Initialize>("initialize"), InstanceMethod<&Self::Accept>("accept"),
       InstanceMethod<&Self::CompleteAuthToken>("completeAuthToken"),
       InstanceMethod<&Self::ApplyControlToken>("applyControlToken"),
       InstanceMethod<&Self::EncryptMessage>("encryptMessage"),
       InstanceMethod<&Self::DecryptMessage>("decryptMessage"),
       InstanceMethod<&Self::MakeSignature>("makeSignature"),
       InstanceMethod<&Self::VerifySignature>("verifySignature"),
       InstanceMethod<&Self::EncryptMessageAsync>("encryptMessageAsync"),
       InstanceMethod<&Self::DecryptMessageAsync>("decryptMessageAsync"),
       InstanceMethod<&Self::MakeSignatureAsync>("makeSignatureAsync"),
       InstanceMethod<&Self::VerifySignatureAsync>("verifySignatureAsync"),
       InstanceMethod<&Self::QueryAttribute>("queryAttribute"),
       InstanceMethod<&Self::Close>("close")});
}

SecurityContextWrap::SecurityContextWrap(const Napi::CallbackInfo& info)
    : Napi::ObjectWrap<SecurityContextWrap>(info) {
  auto credentials = CredentialsWrap::FromArgument(info[0]);
  if (!credentials) throw Napi::Error::New(info.Env(), "the credentials are closed");
  context_ = std::make_shared<sspi::SecurityContext>(std::move(credentials));
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

Napi::Value SecurityContextWrap::Protect(const Napi::CallbackInfo& info, ProtectCall call) {
  return ProtectMessage(info, context_.get(), call, SEC_E_INVALID_HANDLE);
}

Napi::Value SecurityContextWrap::Check(const Napi::CallbackInfo& info, CheckCall call) {
  return CheckMessage(info, context_.get(), call, SEC_E_INVALID_HANDLE);
}

Napi::Value SecurityContextWrap::ProtectAsync(const Napi::CallbackInfo& info, ProtectCall call) {
  return RunMessage(info, [context = context_, call](MessageCopy& message) {
    const MessageCall::Control& control = *message.control();
    return context ? (context.get()->*call)(control.qop, message.buffers(), control.sequence_number)
                   : SEC_E_INVALID_HANDLE;
  });
}

Napi::Value SecurityContextWrap::CheckAsync(const Napi::CallbackInfo& info, CheckCall call) {
  return RunMessage(info, [context = context_, call](MessageCopy& message) {
    if (!context) return SEC_E_INVALID_HANDLE;
    ULONG qop = 0;
    MessageCall::Control& control = *message.control();
    const SECURITY_STATUS status =
        (context.get()->*call)(message.buffers(), control.sequence_number, &qop);
    control.qop = qop;
    return status;
  });
}

Napi::Value SecurityContextWrap::EncryptMessage(const Napi::CallbackInfo& info) {
  return Protect(info, &sspi::SecurityContext::EncryptMessage);
}

Napi::Value SecurityContextWrap::DecryptMessage(const Napi::CallbackInfo& info) {
  return Check(info, &sspi::SecurityContext::DecryptMessage);
}

Napi::Value SecurityContextWrap::MakeSignature(const Napi::CallbackInfo& info) {
  return Protect(info, &sspi::SecurityContext::MakeSignature);
}

Napi::Value SecurityContextWrap::VerifySignature(const Napi::CallbackInfo& info) {
  return Check(info, &sspi::SecurityContext::VerifySignature);
}

Napi::Value SecurityContextWrap::EncryptMessageAsync(const Napi::CallbackInfo& info) {
  return ProtectAsync(info, &sspi::SecurityContext::EncryptMessage);
}

Napi::Value SecurityContextWrap::DecryptMessageAsync(const Napi::CallbackInfo& info) {
  return CheckAsync(info, &sspi::SecurityContext::DecryptMessage);
}

Napi::Value SecurityContextWrap::MakeSignatureAsync(const Napi::CallbackInfo& info) {
  return ProtectAsync(info, &sspi::SecurityContext::MakeSignature);
}

Napi::Value SecurityContextWrap::VerifySignatureAsync(const Napi::CallbackInfo& info) {
  return CheckAsync(info, &sspi::SecurityContext::VerifySignature);
}

Napi::Value SecurityContextWrap::QueryAttribute(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  sspi::AttributeResult answer{SEC_E_INVALID_HANDLE, {}};
  if (context_) answer = sspi::QueryContextAttribute(*context_, ToUlong(info[0]));
  Napi::Array values = Napi::Array::New(env, answer.values.size());
  for (uint32_t i = 0; i < answer.values.size(); ++i) {
    values.Set(i, std::visit(ToJavaScript{env}, answer.values[i]));
  }
  Napi::Object result = Napi::Object::New(env);
  result.Set("status", FromUlong(env, static_cast<ULONG>(answer.status)));
  result.Set("values", values);
  return result;
}

void SecurityContextWrap::Close(const Napi::CallbackInfo&) { context_.reset(); }

}  // namespace node_sspi
