#include "leg_call.h"

#include <utility>

#include "convert.h"

namespace node_sspi {

namespace {

Napi::Array FromInputs(Napi::Env env, const std::vector<sspi::HandshakeBuffer>& buffers) {
  Napi::Array array = Napi::Array::New(env, buffers.size());
  for (uint32_t i = 0; i < buffers.size(); ++i) {
    Napi::Object object = Napi::Object::New(env);
    object.Set("type", FromUlong(env, buffers[i].type));
    object.Set("size", FromUlong(env, buffers[i].size));
    array.Set(i, object);
  }
  return array;
}

}  // namespace

std::vector<sspi::HandshakeBuffer> ToHandshakeBuffers(const Napi::Value& value) {
  const Napi::Array array = value.As<Napi::Array>();
  std::vector<sspi::HandshakeBuffer> buffers;
  buffers.reserve(array.Length());
  for (uint32_t i = 0; i < array.Length(); ++i) {
    const Napi::Object object = array.Get(i).As<Napi::Object>();
    const ULONG type = ToUlong(object.Get("type"));
    const Napi::Value data = object.Get("data");
    // An input has data, an output a size to fill.
    std::vector<unsigned char> memory =
        data.IsUndefined() ? std::vector<unsigned char>(ToUlong(object.Get("size")))
                           : ToBytes(data);
    const ULONG size = static_cast<ULONG>(memory.size());
    buffers.push_back({type, size, std::move(memory)});
  }
  return buffers;
}

Napi::Array FromOutputs(Napi::Env env, const std::vector<sspi::HandshakeBuffer>& buffers) {
  Napi::Array array = Napi::Array::New(env, buffers.size());
  for (uint32_t i = 0; i < buffers.size(); ++i) {
    const sspi::HandshakeBuffer& buffer = buffers[i];
    Napi::Object object = Napi::Object::New(env);
    object.Set("type", FromUlong(env, buffer.type));
    // A size beyond the memory says how much a package would have needed.
    const size_t size = buffer.size <= buffer.memory.size() ? buffer.size : 0;
    object.Set("size", FromUlong(env, buffer.size));
    object.Set("data", Napi::Buffer<unsigned char>::Copy(env, buffer.memory.data(), size));
    array.Set(i, object);
  }
  return array;
}

Napi::Object FromLeg(Napi::Env env, const sspi::Leg& leg) {
  Napi::Object result = Napi::Object::New(env);
  result.Set("status", FromUlong(env, static_cast<ULONG>(leg.status)));
  if (leg.syscall != nullptr) result.Set("syscall", leg.syscall);
  result.Set("flags", FromUlong(env, leg.granted));
  result.Set("expiry", Napi::BigInt::New(env, static_cast<int64_t>(leg.expiry)));
  result.Set("inputs", FromInputs(env, leg.inputs));
  result.Set("outputs", FromOutputs(env, leg.outputs));
  return result;
}

}  // namespace node_sspi
