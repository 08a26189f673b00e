#include "message_call.h"

#include <memory>

namespace node_sspi {

namespace {

constexpr size_t kInlineMemories = 8;

[[noreturn]] void Reject(Napi::Env env, const char* message) {
  throw Napi::TypeError::New(env, message);
}

}  // namespace

MessageCall::MessageCall(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  napi_typedarray_type type = napi_int8_array;
  size_t length = 0;
  void* data = nullptr;
  if (napi_get_typedarray_info(env, info[0], &type, &length, &data, nullptr, nullptr) != napi_ok ||
      type != napi_uint32_array || length < 3) {
    Reject(env, "expected a control block");
  }
  control_ = static_cast<Control*>(data);
  if (control_->count > (length - 3) / 4) Reject(env, "the control block is too short");

  const size_t memory_count = info.Length() - 1;
  std::array<sspi::Memory, kInlineMemories> inline_memories;
  std::vector<sspi::Memory> more_memories;
  sspi::Memory* memories = inline_memories.data();
  if (memory_count > kInlineMemories) {
    more_memories.resize(memory_count);
    memories = more_memories.data();
  }
  for (size_t i = 0; i < memory_count; ++i) {
    void* bytes = nullptr;
    if (napi_get_arraybuffer_info(env, info[i + 1], &bytes, &memories[i].size) != napi_ok) {
      Reject(env, "expected an ArrayBuffer");
    }
    memories[i].data = static_cast<unsigned char*>(bytes);
  }
  if (!buffers_.Assign(words(), control_->count, memories, static_cast<uint32_t>(memory_count))) {
    Reject(env, "a buffer reaches outside its memory");
  }
}

}  // namespace node_sspi
