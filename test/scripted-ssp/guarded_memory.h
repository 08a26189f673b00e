#ifndef SECUR32_TEST_SCRIPTED_SSP_GUARDED_MEMORY_H_
#define SECUR32_TEST_SCRIPTED_SSP_GUARDED_MEMORY_H_

#include <napi.h>

namespace scripted {

// guardedMemory and touch of guarded-memory.ts.
Napi::Value GuardedMemory(const Napi::CallbackInfo& info);
void Touch(const Napi::CallbackInfo& info);

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_GUARDED_MEMORY_H_
