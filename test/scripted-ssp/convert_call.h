#ifndef SECUR32_TEST_SCRIPTED_SSP_CONVERT_CALL_H_
#define SECUR32_TEST_SCRIPTED_SSP_CONVERT_CALL_H_

#include <napi.h>

#include "call.h"

namespace scripted {

// Describes a call as index.ts does.
Napi::Object FromCall(Napi::Env env, const Call& call);

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_CONVERT_CALL_H_
