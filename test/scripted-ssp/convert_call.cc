#include "convert_call.h"

#include "win32.h"

namespace scripted {

namespace {

Napi::Value FromNumber(Napi::Env env, double number) { return Napi::Number::New(env, number); }

Napi::Value FromBytes(Napi::Env env, const std::vector<unsigned char>& bytes) {
  return Napi::Buffer<unsigned char>::Copy(env, bytes.data(), bytes.size());
}

Napi::Value FromText(Napi::Env env, const std::optional<std::wstring>& text) {
  if (!text) return env.Null();
  return Napi::String::New(env, std::u16string(text->begin(), text->end()));
}

Napi::Object FromBuffer(Napi::Env env, const BufferRecord& buffer) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("type", FromNumber(env, buffer.type & ~SECBUFFER_ATTRMASK));
  object.Set("flags", FromNumber(env, buffer.type & SECBUFFER_ATTRMASK));
  object.Set("size", FromNumber(env, buffer.size));
  object.Set("null", Napi::Boolean::New(env, buffer.null));
  object.Set("order", FromNumber(env, buffer.order));
  object.Set("offset", FromNumber(env, static_cast<double>(buffer.offset)));
  object.Set("data", FromBytes(env, buffer.data));
  return object;
}

Napi::Array FromBuffers(Napi::Env env, const std::vector<BufferRecord>& buffers) {
  Napi::Array array = Napi::Array::New(env, buffers.size());
  for (uint32_t i = 0; i < buffers.size(); ++i) array.Set(i, FromBuffer(env, buffers[i]));
  return array;
}

Napi::Value FromAuthData(Napi::Env env, const std::optional<AuthDataRecord>& from) {
  if (!from) return env.Null();
  Napi::Object object = Napi::Object::New(env);
  object.Set("kind", from->kind);
  object.Set("version", FromNumber(env, from->version));
  object.Set("length", FromNumber(env, from->length));
  object.Set("flags", FromNumber(env, from->flags));
  object.Set("user", FromText(env, from->user));
  object.Set("domain", FromText(env, from->domain));
  object.Set("password", FromText(env, from->password));
  object.Set("packageList", FromText(env, from->package_list));
  object.Set("bytes", FromBytes(env, from->bytes));
  return object;
}

}  // namespace

Napi::Object FromCall(Napi::Env env, const Call& call) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("function", call.function);
  object.Set("credentials", FromNumber(env, static_cast<double>(call.credentials)));
  object.Set("context", FromNumber(env, static_cast<double>(call.context)));
  object.Set("qop", FromNumber(env, call.qop));
  object.Set("sequenceNumber", FromNumber(env, call.sequence_number));
  object.Set("flags", FromNumber(env, call.flags));
  object.Set("attribute", FromNumber(env, call.attribute));
  object.Set("target", FromText(env, call.target));
  object.Set("buffers", FromBuffers(env, call.buffers));
  object.Set("outputs", FromBuffers(env, call.outputs));
  object.Set("authData", FromAuthData(env, call.auth_data));
  object.Set("bytes", FromBytes(env, call.bytes));
  Napi::Array pointed = Napi::Array::New(env, call.pointed.size());
  for (uint32_t i = 0; i < call.pointed.size(); ++i)
    pointed.Set(i, FromBytes(env, call.pointed[i]));
  object.Set("pointed", pointed);
  object.Set("token", FromNumber(env, static_cast<double>(call.token)));
  object.Set("thread", FromNumber(env, call.thread));
  object.Set("started", FromNumber(env, call.started));
  object.Set("ended", call.ended ? FromNumber(env, *call.ended) : env.Null());
  object.Set("status", FromNumber(env, call.status));
  return object;
}

}  // namespace scripted
