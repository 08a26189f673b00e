#include "message_run.h"

#include <array>
#include <exception>
#include <utility>
#include <vector>

#include "convert.h"
#include "promise_worker.h"

namespace node_sspi {

namespace {

constexpr const char* kContradiction = "a message reaches outside its control block or its memory";

// A control block, which nobody detaches or resizes, and what keeps it where it is.
struct Control {
  uint32_t* words = nullptr;
  size_t count = 0;
  Napi::ObjectReference reference;
};

void ReadControl(const Napi::Value& value, Control* control) {
  napi_typedarray_type type = napi_int8_array;
  size_t length = 0;
  void* data = nullptr;
  if (napi_get_typedarray_info(value.Env(), value, &type, &length, &data, nullptr, nullptr) !=
          napi_ok ||
      type != napi_uint32_array || length < sizeof(sspi::BlockWords) / sizeof(uint32_t)) {
    throw Napi::TypeError::New(value.Env(), "expected a control block");
  }
  control->words = static_cast<uint32_t*>(data);
  control->count = length;
  control->reference = Napi::Persistent(value.As<Napi::Object>());
}

bool ReadMemory(napi_env env, napi_value value, sspi::Memory* memory) {
  void* data = nullptr;
  if (napi_get_arraybuffer_info(env, value, &data, &memory->size) != napi_ok) return false;
  memory->data = static_cast<unsigned char*>(data);
  return true;
}

sspi::Memory ToMemory(const Napi::Value& value) {
  sspi::Memory memory{nullptr, 0};
  if (!ReadMemory(value.Env(), value, &memory)) {
    throw Napi::TypeError::New(value.Env(), "expected an ArrayBuffer");
  }
  return memory;
}

sspi::MessageMethod ToMethod(const Napi::Value& value) {
  const unsigned long method = ToUlong(value);
  if (method >= sspi::kMessageMethods) throw Napi::RangeError::New(value.Env(), "no such method");
  return static_cast<sspi::MessageMethod>(method);
}

// What a bound function works with.
struct Binding {
  std::shared_ptr<MessageSlot> slot;
  sspi::MessageMethod method;
  Control control;
  sspi::Memory memory{nullptr, 0};
  Napi::ObjectReference memory_reference;

  void Run(napi_env env, const sspi::Memories& memories) const {
    const char* problem = kContradiction;
    try {
      if (sspi::RunMessages(slot->target.get(), slot->closed, method, control.words, control.count,
                            memories)) {
        return;
      }
    } catch (const std::exception&) {
      problem = "out of memory";
    }
    napi_throw_type_error(env, nullptr, problem);
  }
};

napi_value RunBound(napi_env env, napi_callback_info info) {
  void* data = nullptr;
  napi_get_cb_info(env, info, nullptr, nullptr, nullptr, &data);
  const auto* binding = static_cast<const Binding*>(data);
  binding->Run(env, {&binding->memory, 1});
  return nullptr;
}

// More would be memories of as many buffers apart from each other.
constexpr size_t kMemories = 256;
constexpr size_t kFewMemories = 4;

bool ReadMemories(napi_env env, const napi_value* values, sspi::Memory* memories, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (!ReadMemory(env, values[i], &memories[i])) {
      napi_throw_type_error(env, nullptr, "expected an ArrayBuffer");
      return false;
    }
  }
  return true;
}

void RunWithMany(napi_env env, napi_callback_info info, const Binding& binding) {
  std::array<napi_value, kMemories> values;
  std::array<sspi::Memory, kMemories> memories;
  size_t count = kMemories;
  napi_get_cb_info(env, info, &count, values.data(), nullptr, nullptr);
  if (count > kMemories) count = kMemories;
  if (!ReadMemories(env, values.data(), memories.data(), count)) return;
  binding.Run(env, {memories.data(), static_cast<uint32_t>(count)});
}

napi_value RunWith(napi_env env, napi_callback_info info) {
  std::array<napi_value, kFewMemories> values;
  std::array<sspi::Memory, kFewMemories> memories;
  size_t count = kFewMemories;
  void* data = nullptr;
  napi_get_cb_info(env, info, &count, values.data(), nullptr, &data);
  const auto* binding = static_cast<const Binding*>(data);
  if (count > kFewMemories) {
    RunWithMany(env, info, *binding);
  } else if (ReadMemories(env, values.data(), memories.data(), count)) {
    binding->Run(env, {memories.data(), static_cast<uint32_t>(count)});
  }
  return nullptr;
}

void Delete(Napi::Env, Binding* binding) { delete binding; }

}  // namespace

Napi::Value BindMessages(const Napi::CallbackInfo& info, const std::shared_ptr<MessageSlot>& slot) {
  const Napi::Env env = info.Env();
  auto binding = std::make_unique<Binding>();
  binding->slot = slot;
  binding->method = ToMethod(info[0]);
  ReadControl(info[1], &binding->control);
  const bool has_memory = !info[2].IsUndefined();
  if (has_memory) {
    binding->memory = ToMemory(info[2]);
    binding->memory_reference = Napi::Persistent(info[2].As<Napi::Object>());
  }
  napi_value function = nullptr;
  NAPI_THROW_IF_FAILED(env,
                       napi_create_function(env, nullptr, 0, has_memory ? RunBound : RunWith,
                                            binding.get(), &function),
                       Napi::Value());
  Napi::Function bound(env, function);
  // The function is the only way to the binding, and so they go together.
  bound.AddFinalizer(Delete, binding.get());
  [[maybe_unused]] const Binding* owned = binding.release();
  return bound;
}

Napi::Value RunMessagesAsync(const Napi::CallbackInfo& info,
                             const std::shared_ptr<MessageSlot>& slot) {
  struct Call {
    std::shared_ptr<sspi::MessageTarget> target;
    SECURITY_STATUS closed;
    sspi::MessageMethod method;
    Control control;
    std::vector<sspi::Memory> memories;
    std::vector<Napi::ObjectReference> references;
    bool sound = true;
  };
  auto call = std::make_shared<Call>();
  call->target = slot->target;
  call->closed = slot->closed;
  call->method = ToMethod(info[0]);
  ReadControl(info[1], &call->control);
  for (size_t i = 2; i < info.Length(); ++i) {
    call->memories.push_back(ToMemory(info[i]));
    call->references.push_back(Napi::Persistent(info[i].As<Napi::Object>()));
  }
  return PromiseWorker::Run(
      info.Env(), "secur32.message",
      [call] {
        call->sound = sspi::RunMessages(
            call->target.get(), call->closed, call->method, call->control.words,
            call->control.count,
            {call->memories.data(), static_cast<uint32_t>(call->memories.size())});
      },
      [call](Napi::Env env) -> Napi::Value {
        if (!call->sound) throw Napi::TypeError::New(env, kContradiction);
        return env.Undefined();
      });
}

}  // namespace node_sspi
