#include "message_buffers.h"

#include <algorithm>
#include <cstring>

namespace sspi {

namespace {

constexpr uint32_t kLastPart = 0xF;
constexpr BufferPlace kNowhere{SECBUFFER_DATA, kForeignMemory, 0, 0};

bool Lies(const Memory& memory, uint64_t offset, uint32_t size) {
  return offset <= memory.size && size <= memory.size - offset;
}

// Whether a buffer lies, with all of its size, in so many bytes.
inline bool Holds(const unsigned char* start, uint32_t size, const SecBuffer& buffer) {
  const auto* data = static_cast<const unsigned char*>(buffer.pvBuffer);
  if (data < start) return false;
  const auto before = static_cast<size_t>(data - start);
  return before <= size && buffer.cbBuffer <= size - before;
}

uint32_t EndOf(const BufferPlace& place) { return place.offset + place.size; }

}  // namespace

unsigned char* MessageBuffers::StartOf(const BufferPlace& given) {
  if (given.memory == kNoMemory) return nullptr;
  unsigned char* data = memories_.at[given.memory].data;
  return data == nullptr ? no_bytes_ : data + base_ + given.offset;
}

bool MessageBuffers::Copy(const BufferWords& words) {
  const BufferPlace& given = words.given;
  if (given.memory == kNoMemory || words.source_memory >= memories_.count) return false;
  const Memory& source = memories_.at[words.source_memory];
  if (!Lies(source, words.source_offset, given.size)) return false;
  if (source.data == nullptr) return true;
  unsigned char* to = StartOf(given);
  const unsigned char* from = source.data + words.source_offset;
  if (given.size != 0 && to != from) std::memmove(to, from, given.size);
  return true;
}

bool MessageBuffers::Assign(BufferWords* words, uint32_t count, const Memories& memories,
                            uint64_t base) {
  count_ = count;
  buffers_ = inline_buffers_.data();
  if (count > kInline) {
    more_buffers_.resize(count);
    buffers_ = more_buffers_.data();
  }
  if (base > UINT32_MAX) return false;
  words_ = words;
  memories_ = memories;
  base_ = static_cast<uint32_t>(base);
  for (uint32_t i = 0; i < count; ++i) {
    const BufferPlace& given = words[i].given;
    if (given.memory < memories.count) {
      if (!Lies(memories.at[given.memory], base + given.offset, given.size)) return false;
    } else if (given.memory != kNoMemory || given.size != 0) {
      return false;
    }
    buffers_[i] = {given.size, given.type, StartOf(given)};
    if (words[i].source_memory != kNoMemory && !Copy(words[i])) return false;
  }
  desc_ = {SECBUFFER_VERSION, count, buffers_};
  return true;
}

const BufferPlace* MessageBuffers::FindHolder(const SecBuffer& buffer) {
  for (uint32_t i = 0; i < count_; ++i) {
    const BufferPlace& given = words_[i].given;
    if (Holds(StartOf(given), given.size, buffer)) return &given;
  }
  return nullptr;
}

void MessageBuffers::Report() {
  for (uint32_t i = 0; i < count_; ++i) {
    const SecBuffer& buffer = buffers_[i];
    BufferPlace& found = words_[i].found;
    const BufferPlace* holder = &words_[i].given;
    // Nearly always a buffer stays where it was.
    if (!Holds(StartOf(*holder), holder->size, buffer)) holder = FindHolder(buffer);
    if (holder == nullptr) {
      const uint32_t memory = buffer.pvBuffer == nullptr ? kNoMemory : kForeignMemory;
      found = {buffer.BufferType, memory, 0, buffer.cbBuffer};
      continue;
    }
    const auto* data = static_cast<const unsigned char*>(buffer.pvBuffer);
    const auto within = static_cast<uint32_t>(data - StartOf(*holder));
    found = {buffer.BufferType, holder->memory, base_ + holder->offset + within, buffer.cbBuffer};
  }
}

const BufferPlace* MessageBuffers::Find(uint32_t type) const {
  for (uint32_t i = 0; i < count_; ++i) {
    if (words_[i].found.type == type) return &words_[i].found;
  }
  return nullptr;
}

BufferPlace MessageBuffers::Join(uint32_t order) {
  BufferPlace run = kNowhere;
  uint32_t left = order;
  for (uint32_t i = 0; i < kInline && (left & kLastPart) != kLastPart; ++i, left >>= 4) {
    if ((left & kLastPart) >= count_) return kNowhere;
    const BufferPlace& part = words_[left & kLastPart].found;
    if (part.memory == kNoMemory) continue;
    if (part.memory >= memories_.count) return kNowhere;
    if (run.memory == kForeignMemory) {
      run = part;
    } else if (part.memory == run.memory && part.offset == EndOf(run)) {
      run.size += part.size;
    } else {
      return Gather(order);
    }
  }
  return run;
}

// For parts that do not touch, or lie in another order.
BufferPlace MessageBuffers::Gather(uint32_t order) {
  std::array<const BufferPlace*, kInline> parts{};
  uint32_t count = 0;
  for (; count < kInline && (order & kLastPart) != kLastPart; order >>= 4) {
    if ((order & kLastPart) >= count_) return kNowhere;
    const BufferPlace& part = words_[order & kLastPart].found;
    if (part.memory == kNoMemory) continue;
    if (part.memory >= memories_.count) return kNowhere;
    parts[count++] = &part;
  }
  if (count == 0) return kNowhere;
  for (uint32_t i = 1; i < count; ++i) {
    if (parts[i - 1]->memory != parts[i]->memory) return kNowhere;
    if (EndOf(*parts[i - 1]) > parts[i]->offset) return Reassemble(parts, count);
  }
  BufferPlace run = *parts[count - 1];
  for (uint32_t i = count - 1; i-- > 0;) {
    BufferPlace part = *parts[i];
    Move(part, run.offset - part.size);
    run.offset = part.offset;
    run.size += part.size;
  }
  return run;
}

// For a package that put the parts in another order: the room of the message takes them.
BufferPlace MessageBuffers::Reassemble(const std::array<const BufferPlace*, kInline>& parts,
                                       uint32_t count) {
  const uint32_t memory = parts[0]->memory;
  uint64_t start = UINT64_MAX;
  uint64_t end = 0;
  for (uint32_t i = 0; i < count_; ++i) {
    const BufferPlace& given = words_[i].given;
    if (given.memory != memory) continue;
    start = std::min(start, uint64_t{base_} + given.offset);
    end = std::max(end, uint64_t{base_} + given.offset + given.size);
  }
  unsigned char* data = memories_.at[memory].data;
  std::vector<unsigned char> bytes;
  for (uint32_t i = 0; i < count; ++i) {
    if (parts[i]->memory != memory) return kNowhere;
    if (parts[i]->size == 0) continue;
    const unsigned char* part = data + parts[i]->offset;
    bytes.insert(bytes.end(), part, part + parts[i]->size);
  }
  if (bytes.size() > end - start) return kNowhere;
  if (!bytes.empty()) std::memcpy(data + start, bytes.data(), bytes.size());
  return {SECBUFFER_DATA, memory, static_cast<uint32_t>(start),
          static_cast<uint32_t>(bytes.size())};
}

void MessageBuffers::Move(BufferPlace& run, uint32_t offset) {
  if (run.offset == offset) return;
  unsigned char* data = memories_.at[run.memory].data;
  if (run.size != 0) std::memmove(data + offset, data + run.offset, run.size);
  run.offset = offset;
}

}  // namespace sspi
