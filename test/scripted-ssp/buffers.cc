#include "buffers.h"

#include <algorithm>
#include <cstring>

namespace scripted {

namespace {

// A page that no one can read: following a pointer to it ends the process.
void* ForeignMemory() {
  static void* const page = VirtualAlloc(nullptr, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_NOACCESS);
  return page;
}

ULONG PlainType(const SecBuffer& buffer) { return buffer.BufferType & ~SECBUFFER_ATTRMASK; }

}  // namespace

std::vector<unsigned char> CopyOf(const void* memory, size_t size) {
  if (memory == nullptr) return {};
  const auto* bytes = static_cast<const unsigned char*>(memory);
  return {bytes, bytes + size};
}

std::vector<BufferRecord> Record(const SecBufferDesc* desc, Contents contents) {
  std::vector<BufferRecord> records;
  if (desc == nullptr) return records;
  std::vector<const unsigned char*> addresses;
  for (ULONG i = 0; i < desc->cBuffers; ++i) {
    if (desc->pBuffers[i].pvBuffer != nullptr) addresses.push_back(Bytes(&desc->pBuffers[i]));
  }
  std::ranges::sort(addresses);
  for (ULONG i = 0; i < desc->cBuffers; ++i) {
    const SecBuffer& buffer = desc->pBuffers[i];
    const unsigned char* data = Bytes(&buffer);
    BufferRecord record{buffer.BufferType, buffer.cbBuffer, data == nullptr, 0, 0, {}};
    if (data != nullptr) {
      const auto place = std::ranges::lower_bound(addresses, data);
      record.order = static_cast<uint32_t>(place - addresses.begin());
      record.offset = static_cast<uint64_t>(data - addresses.front());
      if (contents == Contents::kCopied) record.data = CopyOf(data, buffer.cbBuffer);
    }
    records.push_back(std::move(record));
  }
  return records;
}

GivenBuffers::GivenBuffers(PSecBufferDesc desc) : desc_(desc) {
  if (desc != nullptr) given_.assign(desc->pBuffers, desc->pBuffers + desc->cBuffers);
}

bool GivenBuffers::Apply(const std::vector<BufferEdit>& edits) {
  return std::ranges::all_of(edits, [&](const BufferEdit& edit) { return Apply(edit); });
}

bool GivenBuffers::Apply(const BufferEdit& edit) {
  if (edit.index >= given_.size() || edit.of >= given_.size()) return false;
  const SecBuffer& given = given_[edit.index];
  SecBuffer& buffer = desc_->pBuffers[edit.index];
  if (!edit.bytes.empty()) {
    if (edit.at > given.cbBuffer || edit.bytes.size() > given.cbBuffer - edit.at) return false;
    std::memcpy(Bytes(&given) + edit.at, edit.bytes.data(), edit.bytes.size());
  }
  if (edit.type) buffer.BufferType = *edit.type;
  if (edit.size) buffer.cbBuffer = *edit.size;
  switch (edit.place) {
    case BufferEdit::Place::kSame:
      break;
    case BufferEdit::Place::kInside:
      buffer.pvBuffer = Bytes(&given_[edit.of]) + edit.offset;
      break;
    case BufferEdit::Place::kForeign:
      buffer.pvBuffer = ForeignMemory();
      break;
    case BufferEdit::Place::kNull:
      buffer.pvBuffer = nullptr;
      break;
  }
  return true;
}

std::vector<PSecBuffer> FindAll(PSecBufferDesc desc, ULONG type) {
  std::vector<PSecBuffer> found;
  if (desc == nullptr) return found;
  for (ULONG i = 0; i < desc->cBuffers; ++i) {
    if (PlainType(desc->pBuffers[i]) == type) found.push_back(&desc->pBuffers[i]);
  }
  return found;
}

PSecBuffer Find(PSecBufferDesc desc, ULONG type) {
  const std::vector<PSecBuffer> found = FindAll(desc, type);
  return found.empty() ? nullptr : found.front();
}

}  // namespace scripted
