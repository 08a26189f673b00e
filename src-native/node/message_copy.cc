#include "message_copy.h"

#include <cstring>

namespace node_sspi {

namespace {

constexpr size_t kControlWords = sizeof(MessageCall::Control) / sizeof(uint32_t);
constexpr size_t kBufferWords = sizeof(sspi::BufferWords) / sizeof(uint32_t);

}  // namespace

MessageCopy::MessageCopy(const Napi::CallbackInfo& info) {
  MessageCall given(info);
  const uint32_t count = given.control()->count;
  words_.resize(kControlWords + kBufferWords * count);
  std::memcpy(words_.data(), given.control(), words_.size() * sizeof(uint32_t));

  const SecBuffer* from = given.buffers().desc()->pBuffers;
  for (uint32_t i = 0; i < count; ++i) {
    sspi::BufferWords& words = buffer_words()[i];
    if (words.memory == sspi::kNoMemory) continue;
    words.memory = 0;
    words.offset = static_cast<uint32_t>(memory_.size());
    const auto* data = static_cast<const unsigned char*>(from[i].pvBuffer);
    memory_.insert(memory_.end(), data, data + words.size);
  }
  const sspi::Memory memory{memory_.data(), memory_.size()};
  if (!buffers_.Assign(buffer_words(), count, &memory, 1)) {
    throw Napi::RangeError::New(info.Env(), "the buffers are too long together");
  }
}

void MessageCopy::Report() { buffers_.Report(buffer_words()); }

Napi::Value MessageCopy::ControlToJavaScript(Napi::Env env) const {
  Napi::Uint32Array control = Napi::Uint32Array::New(env, words_.size());
  std::memcpy(control.Data(), words_.data(), words_.size() * sizeof(uint32_t));
  return control;
}

Napi::Value MessageCopy::MemoryToJavaScript(Napi::Env env) const {
  Napi::ArrayBuffer memory = Napi::ArrayBuffer::New(env, memory_.size());
  if (!memory_.empty()) std::memcpy(memory.Data(), memory_.data(), memory_.size());
  return memory;
}

}  // namespace node_sspi
