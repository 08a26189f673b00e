#ifndef SECUR32_NODE_MESSAGE_CALL_H_
#define SECUR32_NODE_MESSAGE_CALL_H_

#include <napi.h>

#include <array>
#include <cstdint>
#include <vector>

#include "../sspi/message_buffers.h"
#include "convert.h"

namespace node_sspi {

// The arguments of a message call: one control block, then the ArrayBuffers that the
// message lies in. Numbers cross in one typed array because each value or property that native code
// asks V8 for costs about as much as sealing a short message. lib/message/control-block.ts writes
// it.
class MessageCall {
 public:
  struct Control {
    uint32_t qop;
    uint32_t sequence_number;
    uint32_t count;
    // `count` times sspi::BufferWords follow.
  };

  explicit MessageCall(const Napi::CallbackInfo& info);

  Control* control() { return control_; }
  sspi::MessageBuffers& buffers() { return buffers_; }

  // Writes the buffers' new types, places and sizes into the control block.
  void Report() { buffers_.Report(words()); }

 private:
  sspi::BufferWords* words() { return reinterpret_cast<sspi::BufferWords*>(control_ + 1); }

  Control* control_ = nullptr;
  sspi::MessageBuffers buffers_;
};

// The message calls are of two forms: one that protects, one that checks and says how well. Without
// a context they answer `closed`.

template <typename Context>
Napi::Value ProtectMessage(const Napi::CallbackInfo& info, Context* context,
                           SECURITY_STATUS (Context::*call)(ULONG, sspi::MessageBuffers&, ULONG),
                           SECURITY_STATUS closed) {
  MessageCall message(info);
  SECURITY_STATUS status = closed;
  if (context != nullptr) {
    const MessageCall::Control& control = *message.control();
    status = (context->*call)(control.qop, message.buffers(), control.sequence_number);
    message.Report();
  }
  return FromUlong(info.Env(), static_cast<ULONG>(status));
}

template <typename Context>
Napi::Value CheckMessage(const Napi::CallbackInfo& info, Context* context,
                         SECURITY_STATUS (Context::*call)(sspi::MessageBuffers&, ULONG, ULONG*),
                         SECURITY_STATUS closed) {
  MessageCall message(info);
  SECURITY_STATUS status = closed;
  if (context != nullptr) {
    ULONG qop = 0;
    status = (context->*call)(message.buffers(), message.control()->sequence_number, &qop);
    message.control()->qop = qop;
    message.Report();
  }
  return FromUlong(info.Env(), static_cast<ULONG>(status));
}

}  // namespace node_sspi

#endif  // SECUR32_NODE_MESSAGE_CALL_H_
