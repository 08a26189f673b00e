#include "process_controls.h"

#include "process_state.h"
#include "secrets.h"

namespace scripted {

namespace {

std::vector<unsigned char> ToBytes(const Napi::Value& value) {
  const auto bytes = value.As<Napi::Uint8Array>();
  return std::vector<unsigned char>(bytes.Data(), bytes.Data() + bytes.ByteLength());
}

unsigned char ToByte(const Napi::Value& value) {
  return static_cast<unsigned char>(value.As<Napi::Number>().Uint32Value());
}

Napi::Value Handles(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), HandleCount());
}

Napi::Value Private(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), static_cast<double>(PrivateBytes()));
}

Napi::Value Count(const Napi::CallbackInfo& info) {
  const size_t count = CountInMemory(ToBytes(info[0]), ToByte(info[1]));
  return Napi::Number::New(info.Env(), static_cast<double>(count));
}

void NotePasswords(const Napi::CallbackInfo& info) {
  Secrets::Instance().noted = info[0].ToBoolean();
}

void SetSessionKey(const Napi::CallbackInfo& info) {
  Secrets& secrets = Secrets::Instance();
  const std::lock_guard<std::mutex> lock(secrets.mutex);
  secrets.masked_key = ToBytes(info[0]);
  secrets.mask = ToByte(info[1]);
}

}  // namespace

void DefineProcessControls(Napi::Env env, Napi::Object exports) {
  exports.Set("handleCount", Napi::Function::New<Handles>(env, "handleCount"));
  exports.Set("privateBytes", Napi::Function::New<Private>(env, "privateBytes"));
  exports.Set("countInMemory", Napi::Function::New<Count>(env, "countInMemory"));
  exports.Set("notePasswords", Napi::Function::New<NotePasswords>(env, "notePasswords"));
  exports.Set("setSessionKey", Napi::Function::New<SetSessionKey>(env, "setSessionKey"));
}

}  // namespace scripted
