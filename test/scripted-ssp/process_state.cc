#include "process_state.h"

#include <algorithm>

#include "win32.h"
// After windows.h, which it needs.
#include <psapi.h>

namespace scripted {

namespace {

constexpr size_t kChunk = size_t{1} << 20;

constexpr DWORD kReadable =
    PAGE_READONLY | PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READ | PAGE_EXECUTE_READWRITE;

// SystemExtendedHandleInformation: all handles of all processes.
constexpr auto kSystemHandles = static_cast<SYSTEM_INFORMATION_CLASS>(64);
constexpr auto kInfoLengthMismatch = static_cast<NTSTATUS>(0xC0000004);

struct SystemHandle {
  void* object;
  ULONG_PTR process;
  ULONG_PTR value;
  ULONG access;
  USHORT creator;
  USHORT type;
  ULONG attributes;
  ULONG reserved;
};

struct SystemHandles {
  ULONG_PTR count;
  ULONG_PTR reserved;
  SystemHandle handles[1];
};

// Where regions are copied to, since they may vanish while they are read. It is no part of what is
// searched, and is wiped.
class Scratch {
 public:
  Scratch()
      : bytes_(static_cast<unsigned char*>(
            VirtualAlloc(nullptr, kChunk, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE))) {}
  ~Scratch() {
    SecureZeroMemory(bytes_, kChunk);
    VirtualFree(bytes_, 0, MEM_RELEASE);
  }

  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const unsigned char* bytes() const { return bytes_; }

  // Returns how many bytes could be read.
  size_t Read(const unsigned char* from, size_t size) {
    SIZE_T read = 0;
    ReadProcessMemory(GetCurrentProcess(), from, bytes_, std::min(size, kChunk), &read);
    return read;
  }

 private:
  unsigned char* const bytes_;
};

bool IsSearched(const MEMORY_BASIC_INFORMATION& region, const Scratch& scratch) {
  return region.State == MEM_COMMIT && region.Type == MEM_PRIVATE &&
         (region.Protect & kReadable) != 0 && (region.Protect & PAGE_GUARD) == 0 &&
         region.AllocationBase != scratch.bytes();
}

size_t CountInChunk(const unsigned char* bytes, size_t size,
                    const std::vector<unsigned char>& masked, unsigned char mask) {
  size_t count = 0;
  const auto same = [mask](unsigned char a, unsigned char b) { return a == (b ^ mask); };
  const unsigned char* const end = bytes + size;
  const unsigned char* found = bytes;
  while ((found = std::search(found, end, masked.begin(), masked.end(), same)) != end) {
    ++count;
    ++found;
  }
  return count;
}

// Chunks overlap by all but one byte of the pattern, which so is found once wherever it lies.
size_t CountInRegion(const MEMORY_BASIC_INFORMATION& region, Scratch& scratch,
                     const std::vector<unsigned char>& masked, unsigned char mask) {
  const auto* from = static_cast<const unsigned char*>(region.BaseAddress);
  const unsigned char* const end = from + region.RegionSize;
  size_t count = 0;
  while (from < end) {
    const size_t read = scratch.Read(from, static_cast<size_t>(end - from));
    count += CountInChunk(scratch.bytes(), read, masked, mask);
    if (read < masked.size()) break;
    from += from + read < end ? read - masked.size() + 1 : read;
  }
  return count;
}

}  // namespace

// Not GetProcessHandleCount, which is always 0 on Wine.
uint32_t HandleCount() {
  std::vector<unsigned char> memory(size_t{1} << 20);
  ULONG size = 0;
  while (NtQuerySystemInformation(kSystemHandles, memory.data(), static_cast<ULONG>(memory.size()),
                                  &size) == kInfoLengthMismatch) {
    memory.resize(memory.size() * 2);
  }
  const auto* handles = reinterpret_cast<const SystemHandles*>(memory.data());
  const auto is_own = [own = GetCurrentProcessId()](const SystemHandle& handle) {
    return handle.process == own;
  };
  return static_cast<uint32_t>(
      std::count_if(handles->handles, handles->handles + handles->count, is_own));
}

size_t PrivateBytes() {
  PROCESS_MEMORY_COUNTERS counters{};
  GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof(counters));
  return counters.PagefileUsage;
}

size_t CountInMemory(const std::vector<unsigned char>& masked, unsigned char mask) {
  Scratch scratch;
  size_t count = 0;
  const unsigned char* address = nullptr;
  MEMORY_BASIC_INFORMATION region;
  while (VirtualQuery(address, &region, sizeof(region)) == sizeof(region)) {
    if (IsSearched(region, scratch)) count += CountInRegion(region, scratch, masked, mask);
    address = static_cast<const unsigned char*>(region.BaseAddress) + region.RegionSize;
  }
  return count;
}

}  // namespace scripted
