// Memory of this DLL's own, which the addon forbids itself to hand to JavaScript.
#undef NODE_API_NO_EXTERNAL_BUFFERS_ALLOWED

#include "guarded_memory.h"

#include "win32.h"

namespace scripted {

namespace {

size_t PageSize() {
  SYSTEM_INFO info;
  GetSystemInfo(&info);
  return info.dwPageSize;
}

void Free(Napi::Env, void*, void* block) { VirtualFree(block, 0, MEM_RELEASE); }

}  // namespace

Napi::Value GuardedMemory(const Napi::CallbackInfo& info) {
  const size_t size = info[0].As<Napi::Number>().Uint32Value();
  const bool at_end = info[1].ToBoolean();
  const size_t page = PageSize();
  const size_t usable = (size + page - 1) / page * page;
  // What is reserved and not committed cannot be read or written.
  auto* block = static_cast<unsigned char*>(
      VirtualAlloc(nullptr, usable + 2 * page, MEM_RESERVE, PAGE_NOACCESS));
  unsigned char* first = block + page;
  if (block == nullptr || VirtualAlloc(first, usable, MEM_COMMIT, PAGE_READWRITE) == nullptr) {
    throw Napi::Error::New(info.Env(), "no guarded memory");
  }
  unsigned char* start = at_end ? first + usable - size : first;
  return Napi::ArrayBuffer::New(info.Env(), start, size, Free, static_cast<void*>(block));
}

void Touch(const Napi::CallbackInfo& info) {
  auto* start = static_cast<volatile unsigned char*>(info[0].As<Napi::ArrayBuffer>().Data());
  start[info[1].As<Napi::Number>().Int32Value()] = 0;
}

}  // namespace scripted
