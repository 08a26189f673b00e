#ifndef SECUR32_TEST_SCRIPTED_SSP_PROCESS_CONTROLS_H_
#define SECUR32_TEST_SCRIPTED_SSP_PROCESS_CONTROLS_H_

#include <napi.h>

namespace scripted {

// The controls of process-controls.ts.
void DefineProcessControls(Napi::Env env, Napi::Object exports);

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_PROCESS_CONTROLS_H_
