#include <napi.h>

#include "node/change_password.h"
#include "node/convert.h"
#include "node/credentials_wrap.h"
#include "node/security_context_wrap.h"
#include "node/ssp_context_wrap.h"
#include "node/ssp_module_wrap.h"
#include "sspi/packages.h"
#include "sspi/status_message.h"
#include "sspi/wine.h"

namespace node_sspi {

namespace {

Napi::Value FromPackages(Napi::Env env, const sspi::PackagesResult& from) {
  Napi::Array packages = Napi::Array::New(env, from.packages.size());
  for (uint32_t i = 0; i < from.packages.size(); ++i) {
    packages.Set(i, FromPackage(env, from.packages[i]));
  }
  Napi::Object result = Napi::Object::New(env);
  result.Set("status", FromUlong(env, static_cast<ULONG>(from.status)));
  result.Set("packages", packages);
  return result;
}

}  // namespace

// All that JavaScript can reach; lib/binding.ts has the types.
class Secur32 : public Napi::Addon<Secur32> {
 public:
  Secur32(Napi::Env env, Napi::Object exports) {
    DefineAddon(exports, {
                             InstanceValue("Credentials", CredentialsWrap::Define(env)),
                             InstanceValue("SecurityContext", SecurityContextWrap::Define(env)),
                             InstanceValue("SspModule", SspModuleWrap::Define(env)),
                             InstanceValue("SspCredentials", SspCredentialsWrap::Define(env)),
                             InstanceValue("SspContext", SspContextWrap::Define(env)),
                             InstanceMethod<&Secur32::EnumeratePackages>("enumeratePackages"),
                             InstanceMethod<&Secur32::QueryPackage>("queryPackage"),
                             InstanceMethod<&Secur32::ChangePassword>("changePassword"),
                             InstanceMethod<&Secur32::StatusMessage>("statusMessage"),
                             InstanceMethod<&Secur32::WineVersion>("wineVersion"),
                         });
  }

 private:
  Napi::Value EnumeratePackages(const Napi::CallbackInfo& info) {
    return FromPackages(info.Env(), sspi::EnumeratePackages());
  }

  Napi::Value QueryPackage(const Napi::CallbackInfo& info) {
    return FromPackages(info.Env(), sspi::QueryPackage(ToText(info[0])));
  }

  Napi::Value ChangePassword(const Napi::CallbackInfo& info) {
    return node_sspi::ChangePassword(info);
  }

  Napi::Value StatusMessage(const Napi::CallbackInfo& info) {
    return FromText(info.Env(), sspi::StatusMessage(ToUlong(info[0])));
  }

  Napi::Value WineVersion(const Napi::CallbackInfo& info) {
    const char* version = sspi::WineVersion();
    if (version == nullptr) return info.Env().Null();
    return Napi::String::New(info.Env(), version);
  }
};

}  // namespace node_sspi

using node_sspi::Secur32;
NODE_API_ADDON(Secur32)
