#ifndef SECUR32_TEST_SCRIPTED_SSP_SESSION_KEY_H_
#define SECUR32_TEST_SCRIPTED_SSP_SESSION_KEY_H_

#include "win32.h"

namespace scripted {

// Answers SECPKG_ATTR_SESSION_KEY with the key that a test has set, unmasked nowhere but there.
NTSTATUS WriteSessionKey(void* structure);

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_SESSION_KEY_H_
