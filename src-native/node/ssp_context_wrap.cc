#include "ssp_context_wrap.h"

#include <utility>

#include "attribute_call.h"
#include "convert.h"
#include "leg_call.h"
#include "promise_worker.h"
#include "ssp_module_wrap.h"

namespace node_sspi {

namespace {

// Any 128 random bits; they name the class of the credentials.
constexpr napi_type_tag kTypeTag = {0x7d40c2ea58b13f96, 0xe1963b7f04ad528c};

// What goes to the thread pool and comes back.
struct AcquireCall {
  sspi::SspCredentials::Parameters parameters;
  sspi::SspCredentials::Result result;
};

Napi::Object FromSspStatus(Napi::Env env, const sspi::SspStatus& from) {
  Napi::Object result = Napi::Object::New(env);
  result.Set("status", FromUlong(env, static_cast<ULONG>(from.status)));
  result.Set("syscall", from.syscall);
  return result;
}

}  // namespace

Napi::Function SspCredentialsWrap::Define(Napi::Env env) {
  return DefineClass(env, "SspCredentials",
                     {InstanceMethod<&SspCredentialsWrap::Acquire>("acquire"),
                      InstanceMethod<&SspCredentialsWrap::Close>("close")});
}

SspCredentialsWrap::SspCredentialsWrap(const Napi::CallbackInfo& info)
    : Napi::ObjectWrap<SspCredentialsWrap>(info) {
  info.This().As<Napi::Object>().TypeTag(&kTypeTag);
}

std::shared_ptr<sspi::SspCredentials> SspCredentialsWrap::FromArgument(const Napi::Value& value) {
  if (!value.IsObject() || !value.As<Napi::Object>().CheckTypeTag(&kTypeTag)) {
    throw Napi::TypeError::New(value.Env(), "expected credentials of a hosted package");
  }
  return Unwrap(value.As<Napi::Object>())->credentials_;
}

Napi::Value SspCredentialsWrap::Acquire(const Napi::CallbackInfo& info) {
  auto call = std::make_shared<AcquireCall>();
  call->parameters.package = SspModuleWrap::FromArguments(info[0], info[1]);
  const Napi::Object object = info[2].As<Napi::Object>();
  const Napi::Value principal = object.Get("principal");
  if (principal.IsString()) call->parameters.principal = ToText(principal);
  call->parameters.use = ToUlong(object.Get("use"));
  call->parameters.identity = ToIdentity(object.Get("identity"));
  const Napi::Value auth_data = object.Get("authData");
  if (!auth_data.IsUndefined()) call->parameters.auth_data = ToSecretBytes(auth_data);
  auto receiver =
      std::make_shared<Napi::ObjectReference>(Napi::Persistent(info.This().As<Napi::Object>()));
  return PromiseWorker::Run(
      info.Env(), "secur32.ssp.acquire",
      [call] {
        call->result = sspi::SspCredentials::Acquire(call->parameters);
        call->parameters = {};  // wipes the secrets before anything else can happen
      },
      [this, call, receiver](Napi::Env env) -> Napi::Value {
        credentials_ = std::move(call->result.credentials);
        Napi::Object result = FromSspStatus(env, call->result.status);
        result.Set("expiry", Napi::BigInt::New(env, static_cast<int64_t>(call->result.expiry)));
        return result;
      });
}

void SspCredentialsWrap::Close(const Napi::CallbackInfo&) { credentials_.reset(); }

Napi::Function SspContextWrap::Define(Napi::Env env) {
  using Self = SspContextWrap;
  return DefineClass(
      env, "SspContext",
      {InstanceMethod<&Self::Initialize>("initialize"), InstanceMethod<&Self::Accept>("accept"),
       InstanceMethod<&Self::BindMessages>("bindMessages"),
       InstanceMethod<&Self::RunMessages>("runMessages"),
       InstanceMethod<&Self::QueryAttribute>("queryAttribute"),
       InstanceMethod<&Self::Import>("import"), InstanceMethod<&Self::Export>("export"),
       InstanceMethod<&Self::Close>("close")});
}

SspContextWrap::SspContextWrap(const Napi::CallbackInfo& info)
    : Napi::ObjectWrap<SspContextWrap>(info) {
  if (info.Length() == 2) {
    context_ = std::make_shared<sspi::SspContext>(SspModuleWrap::FromArguments(info[0], info[1]));
    slot_->target = context_;
    return;
  }
  auto credentials = SspCredentialsWrap::FromArgument(info[0]);
  if (!credentials) throw Napi::Error::New(info.Env(), "the credentials are closed");
  context_ = std::make_shared<sspi::SspContext>(std::move(credentials));
  slot_->target = context_;
}

Napi::Value SspContextWrap::Initialize(const Napi::CallbackInfo& info) {
  sspi::Leg leg;
  if (info[0].IsString()) leg.target = ToText(info[0]);
  leg.flags = ToUlong(info[1]);
  leg.inputs = ToHandshakeBuffers(info[2]);
  leg.outputs = ToHandshakeBuffers(info[3]);
  return RunLeg(info.Env(), "secur32.ssp.initialize", context_, &sspi::SspContext::Initialize,
                std::move(leg));
}

Napi::Value SspContextWrap::Accept(const Napi::CallbackInfo& info) {
  sspi::Leg leg;
  leg.flags = ToUlong(info[0]);
  leg.inputs = ToHandshakeBuffers(info[1]);
  leg.outputs = ToHandshakeBuffers(info[2]);
  return RunLeg(info.Env(), "secur32.ssp.accept", context_, &sspi::SspContext::Accept,
                std::move(leg));
}

Napi::Value SspContextWrap::BindMessages(const Napi::CallbackInfo& info) {
  return node_sspi::BindMessages(info, slot_);
}

Napi::Value SspContextWrap::RunMessages(const Napi::CallbackInfo& info) {
  return RunMessagesAsync(info, slot_);
}

Napi::Value SspContextWrap::QueryAttribute(const Napi::CallbackInfo& info) {
  sspi::AttributeResult answer{sspi::kStatusInvalidHandle, {}};
  if (context_) answer = context_->QueryAttribute(ToUlong(info[0]));
  return FromAttribute(info.Env(), answer);
}

Napi::Value SspContextWrap::Import(const Napi::CallbackInfo& info) {
  auto packed = std::make_shared<sspi::SecretBytes>(ToSecretBytes(info[0]));
  auto status = std::make_shared<sspi::SspStatus>();
  return PromiseWorker::Run(
      info.Env(), "secur32.ssp.import",
      [context = context_, packed, status] { *status = context->Import(*packed); },
      [status](Napi::Env env) -> Napi::Value { return FromSspStatus(env, *status); });
}

Napi::Value SspContextWrap::Export(const Napi::CallbackInfo& info) {
  sspi::SspStatus status{sspi::kStatusInvalidHandle, "SpExportContext"};
  sspi::SecretBytes packed;
  if (context_) status = context_->Export(ToUlong(info[0]), &packed);
  Napi::Object result = FromSspStatus(info.Env(), status);
  result.Set("packed", Napi::Buffer<unsigned char>::Copy(info.Env(), packed.data(), packed.size()));
  return result;
}

void SspContextWrap::Close(const Napi::CallbackInfo&) {
  slot_->target.reset();
  context_.reset();
}

}  // namespace node_sspi
