#ifndef SECUR32_SSPI_MESSAGE_TARGET_H_
#define SECUR32_SSPI_MESSAGE_TARGET_H_

#include <cstdint>

#include "message_buffers.h"
#include "win32.h"

namespace sspi {

// The calls on messages, with the numbers that lib/message/calls.ts has for them.
enum class MessageMethod : uint32_t { kSeal = 0, kOpen = 1, kSign = 2, kVerify = 3 };
inline constexpr uint32_t kMessageMethods = 4;

// What messages are sealed and opened with: a context of Secur32, or of a hosted package.
class MessageTarget {
 public:
  virtual ~MessageTarget() = default;

  // Whether WineUse is to be held meanwhile, for Wine's Schannel.
  virtual bool schannel() const = 0;

  // `qop` goes in for the calls that protect, and comes out of those that check.
  virtual SECURITY_STATUS CallMessage(MessageMethod method, MessageBuffers& message,
                                      ULONG sequence_number, ULONG* qop) = 0;
};

}  // namespace sspi

#endif  // SECUR32_SSPI_MESSAGE_TARGET_H_
