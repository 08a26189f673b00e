#ifndef SECUR32_TEST_SCRIPTED_SSP_AUTH_DATA_H_
#define SECUR32_TEST_SCRIPTED_SSP_AUTH_DATA_H_

#include <optional>

#include "call.h"

namespace scripted {

// Reads what pAuthData points to; nothing for NULL.
std::optional<AuthDataRecord> ReadAuthData(const void* auth_data, bool stream);

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_AUTH_DATA_H_
