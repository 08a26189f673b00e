#ifndef SECUR32_NODE_MESSAGE_COPY_H_
#define SECUR32_NODE_MESSAGE_COPY_H_

#include <napi.h>

#include <vector>

#include "message_call.h"

namespace node_sspi {

// The arguments of a message call in memory of their own, for another thread: JavaScript may
// change, transfer or collect what it gave. The buffers lie one behind the other.
class MessageCopy {
 public:
  explicit MessageCopy(const Napi::CallbackInfo& info);

  MessageCopy(const MessageCopy&) = delete;
  MessageCopy& operator=(const MessageCopy&) = delete;

  MessageCall::Control* control() { return reinterpret_cast<MessageCall::Control*>(words_.data()); }
  sspi::MessageBuffers& buffers() { return buffers_; }

  // Writes the buffers' new types, places and sizes into the copy of the control block.
  void Report();

  // The control block as a Uint32Array, and the memory that its offsets are in as an ArrayBuffer.
  Napi::Value ControlToJavaScript(Napi::Env env) const;
  Napi::Value MemoryToJavaScript(Napi::Env env) const;

 private:
  sspi::BufferWords* buffer_words() { return reinterpret_cast<sspi::BufferWords*>(control() + 1); }

  std::vector<uint32_t> words_;
  std::vector<unsigned char> memory_;
  sspi::MessageBuffers buffers_;
};

}  // namespace node_sspi

#endif  // SECUR32_NODE_MESSAGE_COPY_H_
