#ifndef SECUR32_NODE_CREDENTIALS_WRAP_H_
#define SECUR32_NODE_CREDENTIALS_WRAP_H_

#include <napi.h>

#include <memory>

#include "../sspi/credentials.h"

namespace node_sspi {

// The native side of lib/credentials.ts: empty until acquire() succeeds, empty again after close().
class CredentialsWrap : public Napi::ObjectWrap<CredentialsWrap> {
 public:
  static Napi::Function Define(Napi::Env env);

  // The credentials of a JavaScript object, checked by its type tag: V8 checks the receiver of a
  // method, but not the arguments.
  static std::shared_ptr<sspi::Credentials> FromArgument(const Napi::Value& value);

  explicit CredentialsWrap(const Napi::CallbackInfo& info);

 private:
  Napi::Value Acquire(const Napi::CallbackInfo& info);
  Napi::Value Add(const Napi::CallbackInfo& info);
  Napi::Value QueryAttribute(const Napi::CallbackInfo& info);
  Napi::Value QueryAttributeBytes(const Napi::CallbackInfo& info);
  Napi::Value SetAttribute(const Napi::CallbackInfo& info);
  void Close(const Napi::CallbackInfo& info);

  std::shared_ptr<sspi::Credentials> credentials_;
};

}  // namespace node_sspi

#endif  // SECUR32_NODE_CREDENTIALS_WRAP_H_
