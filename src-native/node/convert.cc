#include "convert.h"

#include <cstring>

namespace node_sspi {

static_assert(sizeof(wchar_t) == sizeof(char16_t), "Windows text is UTF-16");

Napi::Number FromUlong(Napi::Env env, unsigned long value) {
  return Napi::Number::New(env, static_cast<double>(value));
}

Napi::String FromText(Napi::Env env, const std::wstring& text) {
  return Napi::String::New(env, reinterpret_cast<const char16_t*>(text.data()), text.size());
}

Napi::Object FromPackage(Napi::Env env, const sspi::SecurityPackage& package) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("name", FromText(env, package.name));
  object.Set("comment", FromText(env, package.comment));
  object.Set("capabilities", FromUlong(env, package.capabilities));
  object.Set("version", FromUlong(env, package.version));
  object.Set("rpcId", FromUlong(env, package.rpc_id));
  object.Set("maxToken", FromUlong(env, package.max_token));
  return object;
}

Napi::Object FromContextToken(Napi::Env env, const sspi::ContextToken& token) {
  Napi::Array groups = Napi::Array::New(env, token.groups.size());
  for (uint32_t i = 0; i < token.groups.size(); ++i) {
    Napi::Object group = Napi::Object::New(env);
    group.Set("sid", FromText(env, token.groups[i].sid));
    group.Set("attributes", FromUlong(env, token.groups[i].attributes));
    groups.Set(i, group);
  }
  Napi::Object object = Napi::Object::New(env);
  object.Set("status", FromUlong(env, static_cast<ULONG>(token.status)));
  object.Set("syscall", token.syscall);
  object.Set("user", FromText(env, token.user));
  object.Set("groups", groups);
  object.Set("type", FromUlong(env, token.type));
  object.Set("impersonationLevel", FromUlong(env, token.impersonation_level));
  return object;
}

unsigned long ToUlong(const Napi::Value& value) {
  if (!value.IsNumber()) throw Napi::TypeError::New(value.Env(), "expected a number");
  return value.As<Napi::Number>().Uint32Value();
}

std::wstring ToText(const Napi::Value& value) {
  if (!value.IsString()) throw Napi::TypeError::New(value.Env(), "expected a string");
  const std::u16string text = value.As<Napi::String>().Utf16Value();
  return std::wstring(reinterpret_cast<const wchar_t*>(text.data()), text.size());
}

namespace {

Napi::Uint8Array RequireBytes(const Napi::Value& value) {
  if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_uint8_array) {
    throw Napi::TypeError::New(value.Env(), "expected a Uint8Array");
  }
  return value.As<Napi::Uint8Array>();
}

sspi::SecretText FromUtf8(const Napi::Uint8Array& bytes) {
  const auto* utf8 = reinterpret_cast<const char*>(bytes.Data());
  const int size = static_cast<int>(bytes.ByteLength());
  if (size == 0) return sspi::SecretText(1);
  const int units = MultiByteToWideChar(CP_UTF8, 0, utf8, size, nullptr, 0);
  if (units <= 0) throw Napi::RangeError::New(bytes.Env(), "the text is too long");
  sspi::SecretText text(static_cast<size_t>(units) + 1);
  MultiByteToWideChar(CP_UTF8, 0, utf8, size, text.data(), units);
  return text;
}

sspi::SecretText FromString(const Napi::String& string) {
  const napi_env env = string.Env();
  size_t units = 0;
  NAPI_THROW_IF_FAILED(env, napi_get_value_string_utf16(env, string, nullptr, 0, &units),
                       sspi::SecretText());
  sspi::SecretText text(units + 1);
  NAPI_THROW_IF_FAILED(
      env,
      napi_get_value_string_utf16(env, string, reinterpret_cast<char16_t*>(text.data()), units + 1,
                                  &units),
      sspi::SecretText());
  return text;
}

}  // namespace

std::vector<unsigned char> ToBytes(const Napi::Value& value) {
  const Napi::Uint8Array bytes = RequireBytes(value);
  return std::vector<unsigned char>(bytes.Data(), bytes.Data() + bytes.ByteLength());
}

sspi::SecretBytes ToSecretBytes(const Napi::Value& value) {
  const Napi::Uint8Array bytes = RequireBytes(value);
  sspi::SecretBytes secret(bytes.ByteLength());
  if (secret.size() != 0) std::memcpy(secret.data(), bytes.Data(), secret.size());
  return secret;
}

sspi::SecretText ToSecretText(const Napi::Value& value) {
  if (value.IsString()) return FromString(value.As<Napi::String>());
  return FromUtf8(RequireBytes(value));
}

std::optional<sspi::Identity> ToIdentity(const Napi::Value& value) {
  if (!value.IsObject()) return std::nullopt;
  const Napi::Object object = value.As<Napi::Object>();
  sspi::Identity identity;
  const Napi::Value user = object.Get("user");
  identity.has_user = user.IsString();
  if (identity.has_user) {
    identity.user = ToText(user);
    identity.domain = ToText(object.Get("domain"));
    identity.password = ToSecretText(object.Get("password"));
  }
  identity.package_list = ToText(object.Get("packageList"));
  return identity;
}

}  // namespace node_sspi
