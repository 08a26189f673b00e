#ifndef SECUR32_NODE_CHANGE_PASSWORD_H_
#define SECUR32_NODE_CHANGE_PASSWORD_H_

#include <napi.h>

namespace node_sspi {

// changePassword of lib/binding.ts.
Napi::Value ChangePassword(const Napi::CallbackInfo& info);

}  // namespace node_sspi

#endif  // SECUR32_NODE_CHANGE_PASSWORD_H_
