#ifndef SECUR32_SSPI_MESSAGE_BLOCK_H_
#define SECUR32_SSPI_MESSAGE_BLOCK_H_

#include <cstddef>
#include <cstdint>

#include "message_buffers.h"
#include "message_target.h"

namespace sspi {

// A control block: messages that one crossing seals, opens, signs or verifies, as plain numbers.
// lib/message/control-block.ts writes it, and reads what the calls left.
struct BlockWords {
  uint32_t count;
  uint32_t done;    // how many messages a call was made for
  uint32_t base;    // where the first message begins in its memory, bytes
  uint32_t packed;  // whether each message begins where the result of the one before it ends
};

// What a message results in: nothing, its first DATA, or its parts in an order of
// MessageBuffers::Join.
inline constexpr uint32_t kNoResult = 0xFFFFFFFF;
inline constexpr uint32_t kDataResult = 0xFFFFFFFE;

struct MessageWords {
  uint32_t qop;  // to protect with; of those that open, the one behind which a run ends, 0 for none
  uint32_t sequence_number;
  uint32_t count;   // of the BufferWords that follow
  uint32_t result;  // one of the two above, or an order
  uint32_t status;
  uint32_t found_qop;
  uint32_t base;    // where the message began
  uint32_t memory;  // of the result: kNoMemory if there is none
  uint32_t offset;
  uint32_t size;
};

// Makes the calls of a block, until one fails, or, of those that open, one says more than that the
// message was opened, leaves something over, or finds the quality of protection that is not wanted.
// Without a target each is answered with `closed`. False when the block contradicts itself, or
// reaches outside the memories: the calls before that have been made.
bool RunMessages(MessageTarget* target, SECURITY_STATUS closed, MessageMethod method,
                 uint32_t* words, size_t word_count, const Memories& memories);

}  // namespace sspi

#endif  // SECUR32_SSPI_MESSAGE_BLOCK_H_
