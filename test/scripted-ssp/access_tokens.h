#ifndef SECUR32_TEST_SCRIPTED_SSP_ACCESS_TOKENS_H_
#define SECUR32_TEST_SCRIPTED_SSP_ACCESS_TOKENS_H_

#include <cstddef>

#include "win32.h"

namespace scripted {

// A new access token of the current user, for the caller to close. nullptr when there is none.
HANDLE GiveAccessToken();

// How many of those given since the last reset are still open in this process.
size_t OpenAccessTokens();

void ForgetAccessTokens();

// Lets this thread act as the current user, by a token of its own.
NTSTATUS ImpersonateOnThread();

// Whether this thread has a token of its own.
bool IsImpersonating();

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_ACCESS_TOKENS_H_
