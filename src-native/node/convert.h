#ifndef SECUR32_NODE_CONVERT_H_
#define SECUR32_NODE_CONVERT_H_

#include <napi.h>

#include <optional>
#include <string>
#include <vector>

#include "../sspi/context_token.h"
#include "../sspi/identity.h"
#include "../sspi/packages.h"
#include "../sspi/secret.h"

namespace node_sspi {

// A SECURITY_STATUS or any other 32-bit value as an unsigned number.
Napi::Number FromUlong(Napi::Env env, unsigned long value);

Napi::String FromText(Napi::Env env, const std::wstring& text);
Napi::Object FromPackage(Napi::Env env, const sspi::SecurityPackage& package);
Napi::Object FromContextToken(Napi::Env env, const sspi::ContextToken& token);

// The functions below take members of the objects that lib/binding.ts describes. A value of another
// type is a bug of ours, and is thrown as a TypeError.
unsigned long ToUlong(const Napi::Value& value);
std::wstring ToText(const Napi::Value& value);
std::vector<unsigned char> ToBytes(const Napi::Value& value);
sspi::SecretBytes ToSecretBytes(const Napi::Value& value);

// From a string, or from a Uint8Array that holds UTF-8; nothing is left behind on the way.
sspi::SecretText ToSecretText(const Napi::Value& value);

// Empty for a value that is no object.
std::optional<sspi::Identity> ToIdentity(const Napi::Value& value);

}  // namespace node_sspi

#endif  // SECUR32_NODE_CONVERT_H_
