#include "security_context_wrap.h"

#include <array>
#include <utility>
#include <vector>

#include "../sspi/attributes.h"
#include "convert.h"
#include "credentials_wrap.h"
#include "message_call.h"
#include "message_copy.h"
#include "promise_worker.h"

namespace node_sspi {

namespace {

std::vector<sspi::HandshakeBuffer> ToHandshakeBuffers(const Napi::Value& value) {
  const Napi::Array array = value.As<Napi::Array>();
  std::vector<sspi::HandshakeBuffer> buffers;
  buffers.reserve(array.Length());
  for (uint32_t i = 0; i < array.Length(); ++i) {
    const Napi::Object object = array.Get(i).As<Napi::Object>();
    const ULONG type = ToUlong(object.Get("type"));
    const Napi::Value data = object.Get("data");
    // An input has data, an output a size to fill.
    std::vector<unsigned char> memory =
        data.IsUndefined() ? std::vector<unsigned char>(ToUlong(object.Get("size")))
                           : ToBytes(data);
    const ULONG size = static_cast<ULONG>(memory.size());
    buffers.push_back({type, size, std::move(memory)});
  }
  return buffers;
}

Napi::Array FromInputs(Napi::Env env, const std::vector<sspi::HandshakeBuffer>& buffers) {
  Napi::Array array = Napi::Array::New(env, buffers.size());
  for (uint32_t i = 0; i < buffers.size(); ++i) {
    Napi::Object object = Napi::Object::New(env);
    object.Set("type", FromUlong(env, buffers[i].type));
    object.Set("size", FromUlong(env, buffers[i].size));
    array.Set(i, object);
  }
  return array;
}

Napi::Array FromOutputs(Napi::Env env, const std::vector<sspi::HandshakeBuffer>& buffers) {
  Napi::Array array = Napi::Array::New(env, buffers.size());
  for (uint32_t i = 0; i < buffers.size(); ++i) {
    const sspi::HandshakeBuffer& buffer = buffers[i];
    Napi::Object object = Napi::Object::New(env);
    object.Set("type", FromUlong(env, buffer.type));
    // A size beyond the memory says how much a package would have needed.
    const size_t size = buffer.size <= buffer.memory.size() ? buffer.size : 0;
    object.Set("size", FromUlong(env, buffer.size));
    object.Set("data", Napi::Buffer<unsigned char>::Copy(env, buffer.memory.data(), size));
    array.Set(i, object);
  }
  return array;
}

Napi::Object FromLeg(Napi::Env env, const sspi::Leg& leg) {
  Napi::Object result = Napi::Object::New(env);
  result.Set("status", FromUlong(env, static_cast<ULONG>(leg.status)));
  result.Set("flags", FromUlong(env, leg.granted));
  result.Set("expiry", Napi::BigInt::New(env, static_cast<int64_t>(leg.expiry)));
  result.Set("inputs", FromInputs(env, leg.inputs));
  result.Set("outputs", FromOutputs(env, leg.outputs));
  return result;
}

using Side = void (sspi::SecurityContext::*)(sspi::Leg&);

Napi::Promise RunLeg(Napi::Env env, const char* name,
                     std::shared_ptr<sspi::SecurityContext> context, Side side, sspi::Leg leg) {
  auto call = std::make_shared<sspi::Leg>(std::move(leg));
  return PromiseWorker::Run(
      env, name,
      [context = std::move(context), side, call] {
        if (context) {
          (context.get()->*side)(*call);
        } else {
          call->status = SEC_E_INVALID_HANDLE;
        }
      },
      [call](Napi::Env on) -> Napi::Value { return FromLeg(on, *call); });
}

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
  MessageCall message(info);
  SECURITY_STATUS status = SEC_E_INVALID_HANDLE;
  if (context_) {
    const MessageCall::Control& control = *message.control();
    status = (context_.get()->*call)(control.qop, message.buffers(), control.sequence_number);
    message.Report();
  }
  return FromUlong(info.Env(), static_cast<ULONG>(status));
}

Napi::Value SecurityContextWrap::Check(const Napi::CallbackInfo& info, CheckCall call) {
  MessageCall message(info);
  SECURITY_STATUS status = SEC_E_INVALID_HANDLE;
  if (context_) {
    ULONG qop = 0;
    status = (context_.get()->*call)(message.buffers(), message.control()->sequence_number, &qop);
    message.control()->qop = qop;
    message.Report();
  }
  return FromUlong(info.Env(), static_cast<ULONG>(status));
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
