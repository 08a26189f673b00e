#ifndef SECUR32_NODE_LEG_CALL_H_
#define SECUR32_NODE_LEG_CALL_H_

#include <napi.h>

#include <memory>
#include <utility>
#include <vector>

#include "../sspi/handshake_buffers.h"
#include "promise_worker.h"

namespace node_sspi {

// The buffers of a handshake call, as lib/binding.ts describes them: NativeInput, NativeOutput.
std::vector<sspi::HandshakeBuffer> ToHandshakeBuffers(const Napi::Value& value);
Napi::Array FromOutputs(Napi::Env env, const std::vector<sspi::HandshakeBuffer>& buffers);

// What one handshake call answered: NativeLeg.
Napi::Object FromLeg(Napi::Env env, const sspi::Leg& leg);

// Runs a leg on the thread pool; `context` is empty after close().
template <typename Context>
Napi::Promise RunLeg(Napi::Env env, const char* name, std::shared_ptr<Context> context,
                     void (Context::*side)(sspi::Leg&), sspi::Leg leg) {
  auto call = std::make_shared<sspi::Leg>(std::move(leg));
  return PromiseWorker::Run(
      env, name,
      [context = std::move(context), side, call] {
        if (context) {
          (context.get()->*side)(*call);
        } else {
          call->status = SEC_E_INVALID_HANDLE;
        }
      },
      [call](Napi::Env on) -> Napi::Value { return FromLeg(on, *call); });
}

}  // namespace node_sspi

#endif  // SECUR32_NODE_LEG_CALL_H_
