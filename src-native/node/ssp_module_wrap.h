#ifndef SECUR32_NODE_SSP_MODULE_WRAP_H_
#define SECUR32_NODE_SSP_MODULE_WRAP_H_

#include <napi.h>

#include <memory>

#include "../sspi/ssp_module.h"

namespace node_sspi {

// The native side of lib/ssp/ssp-module.ts: empty until load() succeeds, empty again after close().
class SspModuleWrap : public Napi::ObjectWrap<SspModuleWrap> {
 public:
  static Napi::Function Define(Napi::Env env);

  // A package of the module of a JavaScript object, which is checked by its type tag.
  static sspi::SspPackage FromArguments(const Napi::Value& module, const Napi::Value& index);

  explicit SspModuleWrap(const Napi::CallbackInfo& info);

 private:
  Napi::Value Load(const Napi::CallbackInfo& info);
  void Close(const Napi::CallbackInfo& info);

  std::shared_ptr<sspi::SspModule> module_;
};

}  // namespace node_sspi

#endif  // SECUR32_NODE_SSP_MODULE_WRAP_H_
