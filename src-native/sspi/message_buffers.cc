#include "message_buffers.h"

namespace sspi {

namespace {

bool Contains(const unsigned char* start, size_t size, const unsigned char* data, size_t length) {
  if (data < start) return false;
  const size_t before = static_cast<size_t>(data - start);
  return before <= size && length <= size - before;
}

}  // namespace

bool MessageBuffers::Assign(const BufferWords* words, uint32_t count, const Memory* memories,
                            uint32_t memory_count) {
  SecBuffer* buffers = inline_buffers_.data();
  given_ = inline_given_.data();
  if (count > kInline) {
    more_buffers_ = std::make_unique<SecBuffer[]>(count);
    more_given_ = std::make_unique<Given[]>(count);
    buffers = more_buffers_.get();
    given_ = more_given_.get();
  }
  for (uint32_t i = 0; i < count; ++i) {
    const BufferWords& from = words[i];
    unsigned char* start = nullptr;
    if (from.memory != kNoMemory) {
      if (from.memory >= memory_count) return false;
      const Memory& memory = memories[from.memory];
      if (from.offset > memory.size || from.size > memory.size - from.offset) return false;
      start = memory.data == nullptr ? no_bytes_ : memory.data + from.offset;
    } else if (from.size != 0) {
      return false;
    }
    buffers[i] = {from.size, from.type, start};
    given_[i] = {from, start};
  }
  desc_ = {SECBUFFER_VERSION, count, buffers};
  return true;
}

const MessageBuffers::Given* MessageBuffers::FindGiven(uint32_t index) const {
  const SecBuffer& buffer = desc_.pBuffers[index];
  const auto* data = static_cast<const unsigned char*>(buffer.pvBuffer);
  const auto holds = [&](const Given& given) {
    return given.start != nullptr && Contains(given.start, given.words.size, data, buffer.cbBuffer);
  };
  // Nearly always a buffer stays where it was.
  if (holds(given_[index])) return &given_[index];
  for (uint32_t i = 0; i < desc_.cBuffers; ++i) {
    if (holds(given_[i])) return &given_[i];
  }
  return nullptr;
}

void MessageBuffers::Report(BufferWords* words) const {
  for (uint32_t i = 0; i < desc_.cBuffers; ++i) {
    const SecBuffer& buffer = desc_.pBuffers[i];
    words[i] = {buffer.BufferType, kNoMemory, 0, buffer.cbBuffer};
    if (buffer.pvBuffer == nullptr) continue;
    const Given* given = FindGiven(i);
    if (given == nullptr) {
      words[i].memory = kForeignMemory;
      continue;
    }
    const auto* data = static_cast<const unsigned char*>(buffer.pvBuffer);
    words[i].memory = given->words.memory;
    words[i].offset = given->words.offset + static_cast<uint32_t>(data - given->start);
  }
}

}  // namespace sspi
