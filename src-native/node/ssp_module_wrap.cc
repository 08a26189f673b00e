#include "ssp_module_wrap.h"

#include <utility>
#include <vector>

#include "convert.h"

namespace node_sspi {

namespace {

// Any 128 random bits; they name this class of this addon.
constexpr napi_type_tag kTypeTag = {0x2b8e61f4d7c94a13, 0xb05a3e976d18c4f2};

// null where the table does not reach so far.
Napi::Value FromEntry(Napi::Env env, sspi::TableEntry entry) {
  if (entry == sspi::TableEntry::kNoFunction) return env.Null();
  return Napi::Boolean::New(env, entry == sspi::TableEntry::kFunction);
}

Napi::Array FromTables(Napi::Env env, const std::vector<sspi::TableEntries>& tables) {
  Napi::Array array = Napi::Array::New(env, tables.size());
  for (uint32_t i = 0; i < tables.size(); ++i) {
    Napi::Array entries = Napi::Array::New(env, tables[i].size());
    for (uint32_t j = 0; j < tables[i].size(); ++j) {
      entries.Set(j, FromEntry(env, tables[i][j]));
    }
    array.Set(i, entries);
  }
  return array;
}

Napi::Array FromInfos(Napi::Env env, const std::vector<sspi::PackagesResult>& infos) {
  Napi::Array array = Napi::Array::New(env, infos.size());
  for (uint32_t i = 0; i < infos.size(); ++i) {
    Napi::Object object = Napi::Object::New(env);
    object.Set("status", FromUlong(env, static_cast<ULONG>(infos[i].status)));
    if (!infos[i].packages.empty()) {
      object.Set("package", FromPackage(env, infos[i].packages.front()));
    }
    array.Set(i, object);
  }
  return array;
}

}  // namespace

Napi::Function SspModuleWrap::Define(Napi::Env env) {
  return DefineClass(env, "SspModule",
                     {InstanceMethod<&SspModuleWrap::Load>("load"),
                      InstanceMethod<&SspModuleWrap::Close>("close")});
}

SspModuleWrap::SspModuleWrap(const Napi::CallbackInfo& info)
    : Napi::ObjectWrap<SspModuleWrap>(info) {
  info.This().As<Napi::Object>().TypeTag(&kTypeTag);
}

sspi::SspPackage SspModuleWrap::FromArguments(const Napi::Value& module, const Napi::Value& index) {
  if (!module.IsObject() || !module.As<Napi::Object>().CheckTypeTag(&kTypeTag)) {
    throw Napi::TypeError::New(module.Env(), "expected a module of this addon");
  }
  sspi::SspPackage package(Unwrap(module.As<Napi::Object>())->module_, ToUlong(index));
  if (!package.exists()) throw Napi::Error::New(module.Env(), "there is no such package");
  return package;
}

Napi::Value SspModuleWrap::Load(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  sspi::SspModule::LoadResult loaded = sspi::SspModule::Load(ToText(info[0]));
  module_ = std::move(loaded.module);
  Napi::Object result = Napi::Object::New(env);
  result.Set("status", FromUlong(env, static_cast<ULONG>(loaded.status.status)));
  result.Set("syscall", loaded.status.syscall);
  result.Set("lsaVersion", FromUlong(env, loaded.lsa_version));
  result.Set("userVersion", FromUlong(env, loaded.user_version));
  result.Set("lsaCount", FromUlong(env, loaded.lsa_count));
  result.Set("userCount", FromUlong(env, loaded.user_count));
  result.Set("lsaTables", FromTables(env, loaded.lsa_tables));
  result.Set("userTables", FromTables(env, loaded.user_tables));
  result.Set("infos", FromInfos(env, loaded.packages));
  return result;
}

void SspModuleWrap::Close(const Napi::CallbackInfo&) { module_.reset(); }

}  // namespace node_sspi
