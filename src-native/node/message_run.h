#ifndef SECUR32_NODE_MESSAGE_RUN_H_
#define SECUR32_NODE_MESSAGE_RUN_H_

#include <napi.h>

#include <memory>

#include "../sspi/message_block.h"

namespace node_sspi {

// Where functions that outlive a context find it: close() empties the slot. What is empty answers
// `closed`.
struct MessageSlot {
  std::shared_ptr<sspi::MessageTarget> target;
  SECURITY_STATUS closed;
};

// bindMessages(method, control, memory?): makes a function that runs the messages of this control
// block. It finds the block by the data of its callback: to unwrap an object, or to read a typed
// array, costs a third of sealing a short message. With a memory the function takes no arguments,
// and the caller has made sure that nobody has detached it; without one, it is given ArrayBuffers.
Napi::Value BindMessages(const Napi::CallbackInfo& info, const std::shared_ptr<MessageSlot>& slot);

// runMessages(method, control, ...memories): the same once, on the thread pool. Nobody else may
// have the control block or the memories until the promise is settled.
Napi::Value RunMessagesAsync(const Napi::CallbackInfo& info,
                             const std::shared_ptr<MessageSlot>& slot);

}  // namespace node_sspi

#endif  // SECUR32_NODE_MESSAGE_RUN_H_
