#include "message_block.h"

#include <optional>

#include "wine.h"

namespace sspi {

namespace {

constexpr size_t kBlockWords = sizeof(BlockWords) / sizeof(uint32_t);
constexpr size_t kMessageWords = sizeof(MessageWords) / sizeof(uint32_t);
constexpr size_t kBufferWords = sizeof(BufferWords) / sizeof(uint32_t);

// The sealed input, typed DATA, is what Schannel may leave of a record that holds no message.
bool IsInput(const MessageWords& message, const BufferWords* buffers, const BufferPlace& data) {
  for (uint32_t i = 0; i < message.count; ++i) {
    const BufferPlace& given = buffers[i].given;
    if (given.memory == data.memory && message.base + given.offset == data.offset &&
        given.size == data.size) {
      return true;
    }
  }
  return false;
}

BufferPlace ResultOf(const MessageWords& message, const BufferWords* words,
                     MessageBuffers& buffers) {
  constexpr BufferPlace nothing{SECBUFFER_EMPTY, kNoMemory, 0, 0};
  if (message.result == kNoResult) return nothing;
  if (message.result != kDataResult) return buffers.Join(message.result);
  const BufferPlace* data = buffers.Find(SECBUFFER_DATA);
  if (data == nullptr) return nothing;
  return message.status != SEC_E_OK && IsInput(message, words, *data) ? nothing : *data;
}

bool EndsRun(MessageMethod method, SECURITY_STATUS status, const MessageWords& message,
             const MessageBuffers& buffers) {
  if (status < 0) return true;
  if (method != MessageMethod::kOpen) return false;
  if (message.qop != 0 && message.found_qop == message.qop) return true;
  return status != SEC_E_OK || buffers.Find(SECBUFFER_EXTRA) != nullptr;
}

// Others wait for the guard, when somebody wants to change what it guards.
constexpr uint32_t kMessagesOfGuard = 64;

}  // namespace

bool RunMessages(MessageTarget* target, SECURITY_STATUS closed, MessageMethod method,
                 uint32_t* words, size_t word_count, const Memories& memories) {
  auto* block = reinterpret_cast<BlockWords*>(words);
  uint32_t* at = words + kBlockWords;
  size_t left = word_count - kBlockWords;
  uint64_t base = block->base;
  MessageBuffers buffers;
  // For many messages at once: to take it costs more than what else is done for a short one.
  std::optional<WineUse> guard;
  for (block->done = 0; block->done < block->count;) {
    if (block->done % kMessagesOfGuard == 0) {
      guard.reset();
      guard.emplace(target != nullptr && target->schannel());
    }
    if (left < kMessageWords) return false;
    auto* message = reinterpret_cast<MessageWords*>(at);
    auto* buffer_words = reinterpret_cast<BufferWords*>(at + kMessageWords);
    left -= kMessageWords;
    if (message->count > left / kBufferWords) return false;
    left -= kBufferWords * message->count;
    at += kMessageWords + kBufferWords * message->count;

    message->base = static_cast<uint32_t>(base);
    message->memory = kNoMemory;
    if (!buffers.Assign(buffer_words, message->count, memories, base)) return false;
    SECURITY_STATUS status = closed;
    ULONG qop = message->qop;
    if (target != nullptr) {
      status = target->CallMessage(method, buffers, message->sequence_number, &qop);
    }
    buffers.Report();
    message->status = static_cast<uint32_t>(status);
    message->found_qop = qop;
    ++block->done;
    if (status >= 0) {
      BufferPlace result = ResultOf(*message, buffer_words, buffers);
      if (block->packed != 0 && result.memory < memories.count) {
        if (block->done > 1) buffers.Move(result, static_cast<uint32_t>(base));
        base = uint64_t{result.offset} + result.size;
      }
      message->memory = result.memory;
      message->offset = result.offset;
      message->size = result.size;
    }
    if (EndsRun(method, status, *message, buffers)) break;
  }
  return true;
}

}  // namespace sspi
