#include "credentials_wrap.h"

#include <utility>

#include "convert.h"
#include "promise_worker.h"

namespace node_sspi {

namespace {

// Any 128 random bits; they name this class of this addon.
constexpr napi_type_tag kTypeTag = {0x5c1f3d0a9be24e67, 0x93d7a8f14c2b6e05};

std::optional<sspi::Identity> ToIdentity(const Napi::Value& value) {
  if (!value.IsObject()) return std::nullopt;
  const Napi::Object object = value.As<Napi::Object>();
  sspi::Identity identity;
  const Napi::Value user = object.Get("user");
  identity.has_user = user.IsString();
  if (identity.has_user) {
    identity.user = ToText(user);
    identity.domain = ToText(object.Get("domain"));
    identity.password = ToSecretText(object.Get("password"));
  }
  identity.package_list = ToText(object.Get("packageList"));
  return identity;
}

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
struct AcquireCall {
  sspi::AcquireParameters parameters;
  sspi::Credentials::Result result;
};

}  // namespace

Napi::Function CredentialsWrap::Define(Napi::Env env) {
  return DefineClass(env, "Credentials",
                     {InstanceMethod<&CredentialsWrap::Acquire>("acquire"),
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
  auto call = std::make_shared<AcquireCall>();
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
        Napi::Object result = Napi::Object::New(env);
        result.Set("status", FromUlong(env, static_cast<ULONG>(call->result.status)));
        result.Set("syscall", call->result.syscall);
        result.Set("expiry", Napi::BigInt::New(env, static_cast<int64_t>(call->result.expiry)));
        return result;
      });
}

void CredentialsWrap::Close(const Napi::CallbackInfo&) { credentials_.reset(); }

}  // namespace node_sspi
