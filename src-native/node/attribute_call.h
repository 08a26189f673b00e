#ifndef SECUR32_NODE_ATTRIBUTE_CALL_H_
#define SECUR32_NODE_ATTRIBUTE_CALL_H_

#include <napi.h>

#include <memory>
#include <utility>

#include "../sspi/attribute_structure.h"
#include "convert.h"
#include "promise_worker.h"

namespace node_sspi {

// { status, values }, as lib/binding.ts describes it.
Napi::Object FromAttribute(Napi::Env env, const sspi::AttributeResult& answer);

// The bytes of a structure, or an array of its members.
sspi::AttributeInput ToAttributeInput(const Napi::Value& value);

// Asks for the attribute that is the first argument. `owner` is a context that may be closed.
template <typename Owner>
Napi::Value QueryAttribute(const Napi::CallbackInfo& info, Owner* owner,
                           sspi::AttributeResult (*query)(Owner&, ULONG)) {
  sspi::AttributeResult answer{SEC_E_INVALID_HANDLE, {}};
  if (owner != nullptr) answer = query(*owner, ToUlong(info[0]));
  return FromAttribute(info.Env(), answer);
}

// The same on the thread pool.
template <typename Owner>
Napi::Value QueryAttributeAsync(const Napi::CallbackInfo& info, std::shared_ptr<Owner> owner,
                                sspi::AttributeResult (*query)(Owner&, ULONG)) {
  auto answer = std::make_shared<sspi::AttributeResult>();
  answer->status = SEC_E_INVALID_HANDLE;
  return PromiseWorker::Run(
      info.Env(), "secur32.queryAttribute",
      [owner = std::move(owner), attribute = ToUlong(info[0]), query, answer] {
        if (owner) *answer = query(*owner, attribute);
      },
      [answer](Napi::Env env) -> Napi::Value { return FromAttribute(env, *answer); });
}

}  // namespace node_sspi

#endif  // SECUR32_NODE_ATTRIBUTE_CALL_H_
