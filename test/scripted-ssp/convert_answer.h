#ifndef SECUR32_TEST_SCRIPTED_SSP_CONVERT_ANSWER_H_
#define SECUR32_TEST_SCRIPTED_SSP_CONVERT_ANSWER_H_

#include <napi.h>

#include "answer.h"

namespace scripted {

// Reads an answer as index.ts describes it.
Answer ToAnswer(const Napi::Object& object);

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_CONVERT_ANSWER_H_
