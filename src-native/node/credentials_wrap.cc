#include "credentials_wrap.h"

#include <utility>

#include "../sspi/credential_attributes.h"
#include "attribute_call.h"
#include "convert.h"
#include "promise_worker.h"

namespace node_sspi {

namespace {

// Any 128 random bits; they name this class of this addon.
constexpr napi_type_tag kTypeTag = {0x5c1f3d0a9be24e67, 0x93d7a8f14c2b6e05};

sspi::CertificateSource ToCertificateSource(const Napi::Object& object) {
  sspi::CertificateSource source;
  const Napi::Value pfx = object.Get("pfx");
  if (!pfx.IsUndefined()) {
    source.pfx = ToSecretBytes(pfx);
    source.passphrase = ToSecretText(object.Get("passphrase"));
    return source;
  }
  source.local_machine = object.Get("localMachine").ToBoolean();
  source.store_name = ToText(object.Get("storeName"));
  source.thumbprint = ToBytes(object.Get("thumbprint"));
  return source;
}

std::optional<sspi::SchannelOptions> ToSchannelOptions(const Napi::Value& value) {
  if (!value.IsObject()) return std::nullopt;
  const Napi::Object object = value.As<Napi::Object>();
  sspi::SchannelOptions options;
  options.sch_credentials = object.Get("schCredentials").ToBoolean();
  options.flags = ToUlong(object.Get("flags"));
  options.enabled_protocols = ToUlong(object.Get("enabledProtocols"));
  const Napi::Array certificates = object.Get("certificates").As<Napi::Array>();
  for (uint32_t i = 0; i < certificates.Length(); ++i) {
    options.certificates.push_back(ToCertificateSource(certificates.Get(i).As<Napi::Object>()));
  }
  return options;
}

sspi::AcquireParameters ToParameters(const Napi::Object& object) {
  sspi::AcquireParameters parameters;
  parameters.package = ToText(object.Get("package"));
  parameters.use = ToUlong(object.Get("use"));
  const Napi::Value principal = object.Get("principal");
  if (principal.IsString()) parameters.principal = ToText(principal);
  parameters.identity = ToIdentity(object.Get("identity"));
  parameters.schannel = ToSchannelOptions(object.Get("schannel"));
  return parameters;
}

// What goes to the thread pool and comes back.
template <typename Result>
struct AcquireCall {
  sspi::AcquireParameters parameters;
  Result result;
};

// NativeAcquireResult of lib/binding.ts.
template <typename Result>
Napi::Object FromResult(Napi::Env env, const Result& from) {
  Napi::Object result = Napi::Object::New(env);
  result.Set("status", FromUlong(env, static_cast<ULONG>(from.status)));
  result.Set("syscall", from.syscall);
  result.Set("expiry", Napi::BigInt::New(env, static_cast<int64_t>(from.expiry)));
  return result;
}

}  // namespace

Napi::Function CredentialsWrap::Define(Napi::Env env) {
  return DefineClass(env, "Credentials",
                     {InstanceMethod<&CredentialsWrap::Acquire>("acquire"),
                      InstanceMethod<&CredentialsWrap::Add>("add"),
                      InstanceMethod<&CredentialsWrap::QueryAttribute>("queryAttribute"),
                      InstanceMethod<&CredentialsWrap::QueryAttributeBytes>("queryAttributeBytes"),
                      InstanceMethod<&CredentialsWrap::SetAttribute>("setAttribute"),
                      InstanceMethod<&CredentialsWrap::Close>("close")});
}

CredentialsWrap::CredentialsWrap(const Napi::CallbackInfo& info)
    : Napi::ObjectWrap<CredentialsWrap>(info) {
  info.This().As<Napi::Object>().TypeTag(&kTypeTag);
}

std::shared_ptr<sspi::Credentials> CredentialsWrap::FromArgument(const Napi::Value& value) {
  if (!value.IsObject() || !value.As<Napi::Object>().CheckTypeTag(&kTypeTag)) {
    throw Napi::TypeError::New(value.Env(), "expected credentials of this addon");
  }
  return Unwrap(value.As<Napi::Object>())->credentials_;
}

Napi::Value CredentialsWrap::Acquire(const Napi::CallbackInfo& info) {
  auto call = std::make_shared<AcquireCall<sspi::Credentials::Result>>();
  call->parameters = ToParameters(info[0].As<Napi::Object>());
  auto receiver =
      std::make_shared<Napi::ObjectReference>(Napi::Persistent(info.This().As<Napi::Object>()));
  return PromiseWorker::Run(
      info.Env(), "secur32.acquire",
      [call] {
        call->result = sspi::Credentials::Acquire(call->parameters);
        call->parameters = {};  // wipes the secrets before anything else can happen
      },
      [this, call, receiver](Napi::Env env) -> Napi::Value {
        credentials_ = std::move(call->result.credentials);
        return FromResult(env, call->result);
      });
}

Napi::Value CredentialsWrap::Add(const Napi::CallbackInfo& info) {
  auto call = std::make_shared<AcquireCall<sspi::Credentials::Addition>>();
  call->parameters = ToParameters(info[0].As<Napi::Object>());
  call->result.status = SEC_E_INVALID_HANDLE;
  return PromiseWorker::Run(
      info.Env(), "secur32.add",
      [call, credentials = credentials_] {
        if (credentials) call->result = credentials->Add(call->parameters);
        call->parameters = {};
      },
      [call, credentials = credentials_](Napi::Env env) -> Napi::Value {
        if (call->result.status >= 0) credentials->Keep(std::move(call->result.certificates));
        return FromResult(env, call->result);
      });
}

Napi::Value CredentialsWrap::QueryAttribute(const Napi::CallbackInfo& info) {
  return QueryAttributeAsync(info, credentials_, &sspi::QueryCredentialsAttribute);
}

Napi::Value CredentialsWrap::QueryAttributeBytes(const Napi::CallbackInfo& info) {
  return QueryAttributeAsync(info, credentials_, &sspi::QueryCredentialsAttributeBytes);
}

Napi::Value CredentialsWrap::SetAttribute(const Napi::CallbackInfo& info) {
  auto input = std::make_shared<sspi::AttributeInput>(ToAttributeInput(info[1]));
  auto status = std::make_shared<SECURITY_STATUS>(SEC_E_INVALID_HANDLE);
  return PromiseWorker::Run(
      info.Env(), "secur32.setAttribute",
      [credentials = credentials_, attribute = ToUlong(info[0]), input, status] {
        if (credentials) *status = sspi::SetCredentialsAttribute(*credentials, attribute, *input);
        *input = {};  // wipes the secrets before anything else can happen
      },
      [status](Napi::Env env) -> Napi::Value {
        return FromUlong(env, static_cast<ULONG>(*status));
      });
}

void CredentialsWrap::Close(const Napi::CallbackInfo&) { credentials_.reset(); }

}  // namespace node_sspi
