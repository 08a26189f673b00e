#ifndef SECUR32_TEST_SCRIPTED_SSP_PLAY_H_
#define SECUR32_TEST_SCRIPTED_SSP_PLAY_H_

#include <utility>

#include "ledger.h"
#include "win32.h"

namespace scripted {

// What a test gets whose script asks for something impossible.
inline constexpr NTSTATUS kScriptMistake = SEC_E_INTERNAL_ERROR;

// Plays one call: notes it, waits if it is to, and leaves the answer to `perform`, which gets the
// Answer and returns the status.
template <typename Perform>
NTSTATUS Play(Call call, Perform perform) {
  size_t place = 0;
  const Answer answer = Ledger::Instance().Begin(std::move(call), &place);
  const NTSTATUS status = perform(answer);
  Ledger::Instance().End(place, static_cast<uint32_t>(status));
  return status;
}

// The scripted status, or what the package does by itself.
template <typename Toy>
NTSTATUS StatusOf(const Answer& answer, Toy toy) {
  return answer.status ? static_cast<NTSTATUS>(*answer.status) : toy();
}

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_PLAY_H_
