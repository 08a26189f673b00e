#include "structure.h"

#include <cstring>

#include "win32.h"

namespace scripted {

namespace {

// Wine's FreeContextBuffer frees to the heap of the process.
unsigned char* Allocate(size_t size) {
  return static_cast<unsigned char*>(HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, size));
}

size_t SizeOf(const std::wstring& text) { return (text.size() + 1) * sizeof(wchar_t); }

void* AllocateText(const std::wstring& text) {
  unsigned char* memory = Allocate(SizeOf(text));
  std::memcpy(memory, text.c_str(), SizeOf(text));
  return memory;
}

void* AllocateBytes(const std::vector<unsigned char>& bytes) {
  unsigned char* memory = Allocate(bytes.size());
  if (!bytes.empty()) std::memcpy(memory, bytes.data(), bytes.size());
  return memory;
}

// Its texts lie behind it, in one allocation.
void* AllocatePackageInfo(const PackageInfo& from) {
  const size_t name_size = SizeOf(from.name);
  unsigned char* memory = Allocate(sizeof(SecPkgInfoW) + name_size + SizeOf(from.comment));
  unsigned char* name = memory + sizeof(SecPkgInfoW);
  std::memcpy(name, from.name.c_str(), name_size);
  std::memcpy(name + name_size, from.comment.c_str(), SizeOf(from.comment));
  auto* info = reinterpret_cast<SecPkgInfoW*>(memory);
  info->fCapabilities = from.capabilities;
  info->wVersion = 1;
  info->wRPCID = SECPKG_ID_NONE;
  info->cbMaxToken = from.max_token;
  info->Name = reinterpret_cast<SEC_WCHAR*>(name);
  info->Comment = reinterpret_cast<SEC_WCHAR*>(name + name_size);
  return memory;
}

class Writer {
 public:
  explicit Writer(void* structure) : next_(static_cast<unsigned char*>(structure)) {}

  void operator()(std::monostate) { Write<void*>(nullptr); }
  void operator()(uint32_t number) { Write<ULONG>(number); }
  void operator()(const std::wstring& text) { Write(AllocateText(text)); }
  void operator()(const std::vector<unsigned char>& bytes) { Write(AllocateBytes(bytes)); }
  void operator()(const PackageInfo& info) { Write(AllocatePackageInfo(info)); }
  void operator()(const InlineBytes& inline_bytes) {
    for (const unsigned char byte : inline_bytes.bytes) *next_++ = byte;
  }

 private:
  template <typename T>
  void Write(T value) {
    while (reinterpret_cast<uintptr_t>(next_) % alignof(T) != 0) ++next_;
    std::memcpy(next_, &value, sizeof(value));
    next_ += sizeof(value);
  }

  unsigned char* next_;
};

}  // namespace

void WriteStructure(const std::vector<Member>& members, void* structure) {
  Writer writer(structure);
  for (const Member& member : members) std::visit(writer, member);
}

}  // namespace scripted
