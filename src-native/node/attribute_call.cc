#include "attribute_call.h"

namespace node_sspi {

namespace {

struct ToJavaScript {
  Napi::Env env;

  Napi::Value operator()(std::monostate) const { return env.Null(); }
  Napi::Value operator()(double number) const { return Napi::Number::New(env, number); }
  Napi::Value operator()(long long time) const {
    return Napi::BigInt::New(env, static_cast<int64_t>(time));
  }
  Napi::Value operator()(const std::wstring& text) const { return FromText(env, text); }
  Napi::Value operator()(const sspi::SecretBytes& bytes) const {
    return Napi::Buffer<unsigned char>::Copy(env, bytes.data(), bytes.size());
  }
  Napi::Value operator()(const sspi::SecurityPackage& package) const {
    return FromPackage(env, package);
  }
};

sspi::AttributeValue ToAttributeValue(const Napi::Value& value) {
  if (value.IsNull()) return {};
  if (value.IsNumber()) return static_cast<double>(ToUlong(value));
  if (value.IsString()) return ToText(value);
  return ToSecretBytes(value);
}

}  // namespace

Napi::Object FromAttribute(Napi::Env env, const sspi::AttributeResult& answer) {
  Napi::Array values = Napi::Array::New(env, answer.values.size());
  for (uint32_t i = 0; i < answer.values.size(); ++i) {
    values.Set(i, std::visit(ToJavaScript{env}, answer.values[i]));
  }
  Napi::Object result = Napi::Object::New(env);
  result.Set("status", FromUlong(env, static_cast<ULONG>(answer.status)));
  result.Set("values", values);
  return result;
}

sspi::AttributeInput ToAttributeInput(const Napi::Value& value) {
  sspi::AttributeInput input;
  if (!value.IsArray()) {
    input.bytes = ToSecretBytes(value);
    return input;
  }
  const Napi::Array values = value.As<Napi::Array>();
  for (uint32_t i = 0; i < values.Length(); ++i) {
    input.values.push_back(ToAttributeValue(values.Get(i)));
  }
  return input;
}

}  // namespace node_sspi
