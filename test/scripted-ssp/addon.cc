// The controls of the package, for tests. Node.js loads the DLL that Secur32 has loaded already, so
// that both see one ledger.

#include <napi.h>

#include "access_tokens.h"
#include "convert_answer.h"
#include "convert_call.h"
#include "guarded_memory.h"
#include "ledger.h"
#include "lent_functions.h"
#include "process_controls.h"

namespace scripted {

namespace {

void Script(const Napi::CallbackInfo& info) {
  Ledger::Instance().Script(info[0].As<Napi::String>(), ToAnswer(info[1].As<Napi::Object>()));
}

Napi::Value Calls(const Napi::CallbackInfo& info) {
  const std::vector<Call> calls = Ledger::Instance().Calls();
  Napi::Array array = Napi::Array::New(info.Env(), calls.size());
  for (uint32_t i = 0; i < calls.size(); ++i) array.Set(i, FromCall(info.Env(), calls[i]));
  return array;
}

void Release(const Napi::CallbackInfo&) { Ledger::Instance().Release(); }

void Reset(const Napi::CallbackInfo&) {
  Ledger::Instance().Reset();
  ForgetAccessTokens();
}

Napi::Value OpenTokens(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), static_cast<double>(OpenAccessTokens()));
}

Napi::Value Impersonating(const Napi::CallbackInfo& info) {
  return Napi::Boolean::New(info.Env(), IsImpersonating());
}

Napi::Value Lend(const Napi::CallbackInfo& info) {
  return Napi::Boolean::New(info.Env(), LendFunctions());
}

Napi::Object Initialize(Napi::Env env, Napi::Object exports) {
  exports.Set("script", Napi::Function::New<Script>(env, "script"));
  exports.Set("calls", Napi::Function::New<Calls>(env, "calls"));
  exports.Set("release", Napi::Function::New<Release>(env, "release"));
  exports.Set("reset", Napi::Function::New<Reset>(env, "reset"));
  exports.Set("openTokens", Napi::Function::New<OpenTokens>(env, "openTokens"));
  exports.Set("impersonating", Napi::Function::New<Impersonating>(env, "impersonating"));
  exports.Set("lendFunctions", Napi::Function::New<Lend>(env, "lendFunctions"));
  exports.Set("guardedMemory", Napi::Function::New<GuardedMemory>(env, "guardedMemory"));
  exports.Set("touch", Napi::Function::New<Touch>(env, "touch"));
  DefineProcessControls(env, exports);
  return exports;
}

NODE_API_MODULE(secur32_scripted, Initialize)

}  // namespace

}  // namespace scripted
