#ifndef SECUR32_SSPI_MESSAGE_BUFFERS_H_
#define SECUR32_SSPI_MESSAGE_BUFFERS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "win32.h"

namespace sspi {

// In place of the index of a memory: pvBuffer is NULL, or nothing is to be copied.
inline constexpr uint32_t kNoMemory = 0xFFFFFFFF;
// Only after a call: the buffer does not lie, with all of its size, inside one that was given.
inline constexpr uint32_t kForeignMemory = 0xFFFFFFFE;

// One SecBuffer as plain numbers.
struct BufferPlace {
  uint32_t type;    // SECBUFFER_* with its attribute flags
  uint32_t memory;  // index of the memory that it lies in, or one of the two above
  uint32_t offset;  // bytes from the start of that memory
  uint32_t size;    // cbBuffer, bytes
};

// A buffer as it is given, where its bytes are to be copied from, and what the call made of it.
struct BufferWords {
  BufferPlace given;  // its offset counts from the base of the message
  uint32_t source_memory;
  uint32_t source_offset;
  BufferPlace found;
};

// Bytes that buffers lie in.
struct Memory {
  unsigned char* data;
  size_t size;
};

struct Memories {
  const Memory* at;
  uint32_t count;
};

// The SecBuffer array of one message call, made from plain numbers and read back into them.
class MessageBuffers {
 public:
  // False when a buffer reaches outside its memory; no call may be made then. Copies what is to be
  // copied.
  bool Assign(BufferWords* words, uint32_t count, const Memories& memories, uint64_t base);

  PSecBufferDesc desc() { return &desc_; }

  // Writes what the call left: types, sizes, and where each buffer lies now, since a package may
  // point a buffer into another one.
  void Report();

  // Whether a buffer of this type, without attribute flags, has been reported; the first one.
  const BufferPlace* Find(uint32_t type) const;

  // Moves the parts of a reported message together, in an order of indexes, the first in the lowest
  // four bits, the last one behind them 0xF: each part moves up to the one behind it. Nowhere means
  // that they have not the room for it, or lie elsewhere.
  BufferPlace Join(uint32_t order);

  // Moves a run of bytes in its memory.
  void Move(BufferPlace& run, uint32_t offset);

 private:
  // As many as a call of any documented layout has, so that those need no allocation.
  static constexpr uint32_t kInline = 8;

  unsigned char* StartOf(const BufferPlace& given);
  bool Copy(const BufferWords& words);
  const BufferPlace* FindHolder(const SecBuffer& buffer);
  BufferPlace Gather(uint32_t order);
  BufferPlace Reassemble(const std::array<const BufferPlace*, kInline>& parts, uint32_t count);

  SecBufferDesc desc_{SECBUFFER_VERSION, 0, nullptr};
  // What the descriptor says before the call, which the package may change.
  SecBuffer* buffers_ = nullptr;
  uint32_t count_ = 0;
  std::array<SecBuffer, kInline> inline_buffers_;
  std::vector<SecBuffer> more_buffers_;
  BufferWords* words_ = nullptr;
  Memories memories_{nullptr, 0};
  uint32_t base_ = 0;
  // What an empty buffer points to when its memory has no address: packages may look at the header
  // of a record before they look at the size.
  unsigned char no_bytes_[64] = {};
};

}  // namespace sspi

#endif  // SECUR32_SSPI_MESSAGE_BUFFERS_H_
