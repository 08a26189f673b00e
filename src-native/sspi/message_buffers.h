#ifndef SECUR32_SSPI_MESSAGE_BUFFERS_H_
#define SECUR32_SSPI_MESSAGE_BUFFERS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "win32.h"

namespace sspi {

// In place of the index of a memory: pvBuffer is NULL.
inline constexpr uint32_t kNoMemory = 0xFFFFFFFF;
// Only after a call: the buffer does not lie, with all of its size, inside one that was given.
inline constexpr uint32_t kForeignMemory = 0xFFFFFFFE;

// One SecBuffer as plain numbers.
struct BufferWords {
  uint32_t type;    // SECBUFFER_* with its attribute flags
  uint32_t memory;  // index of the memory that it lies in, or one of the two above
  uint32_t offset;  // bytes from the start of that memory
  uint32_t size;    // cbBuffer, bytes
};

// Bytes that buffers lie in.
struct Memory {
  unsigned char* data;
  size_t size;
};

// The SecBuffer array of one message call, made from plain numbers and read back into them.
class MessageBuffers {
 public:
  // False when a buffer reaches outside its memory; no call may be made then.
  bool Assign(const BufferWords* words, uint32_t count, const Memory* memories,
              uint32_t memory_count);

  PSecBufferDesc desc() { return &desc_; }

  // Writes what the call left: types, sizes, and where each buffer lies now, since a package may
  // point a buffer into another one.
  void Report(BufferWords* words) const;

 private:
  // As many as a call of any documented layout has, so that those need no allocation.
  static constexpr uint32_t kInline = 8;

  struct Given {
    BufferWords words;
    const unsigned char* start;
  };

  const Given* FindGiven(uint32_t index) const;

  SecBufferDesc desc_{SECBUFFER_VERSION, 0, nullptr};
  std::array<SecBuffer, kInline> inline_buffers_;
  std::array<Given, kInline> inline_given_;
  std::unique_ptr<SecBuffer[]> more_buffers_;
  std::unique_ptr<Given[]> more_given_;
  Given* given_ = nullptr;
  // What an empty buffer points to when its memory has no address: packages may look at the header
  // of a record before they look at the size.
  unsigned char no_bytes_[64] = {};
};

}  // namespace sspi

#endif  // SECUR32_SSPI_MESSAGE_BUFFERS_H_
