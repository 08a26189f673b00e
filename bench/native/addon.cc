// The C++ program that the library is measured against: contexts of its own, and loops over
// EncryptMessage and DecryptMessage that JavaScript starts with one call.

#include <napi.h>

#include <memory>
#include <string>
#include <vector>

#include "endpoint.h"
#include "messages.h"
// After windows.h, which it needs.
#include <psapi.h>

namespace bench {

namespace {

std::wstring TextOf(const Napi::Object& from, const char* name) {
  const Napi::Value value = from.Get(name);
  if (!value.IsString()) return {};
  const std::u16string text = value.As<Napi::String>().Utf16Value();
  return std::wstring(text.begin(), text.end());
}

EndpointOptions OptionsOf(const Napi::Value& value) {
  const Napi::Object from = value.As<Napi::Object>();
  EndpointOptions options;
  options.package = TextOf(from, "package");
  options.target = TextOf(from, "target");
  options.account = {TextOf(from, "user"), TextOf(from, "domain"), TextOf(from, "password")};
  options.passphrase = TextOf(from, "passphrase");
  if (from.Get("pfx").IsTypedArray()) {
    const Napi::Uint8Array pfx = from.Get("pfx").As<Napi::Uint8Array>();
    options.pfx.assign(pfx.Data(), pfx.Data() + pfx.ByteLength());
  }
  return options;
}

}  // namespace

// Contexts of one client and one server that have shaken hands, so many pairs of them.
class Pairs : public Napi::ObjectWrap<Pairs> {
 public:
  static Napi::Function Define(Napi::Env env) {
    return DefineClass(
        env, "Pairs",
        {InstanceMethod<&Pairs::Seal>("seal"), InstanceMethod<&Pairs::SealEach>("sealEach"),
         InstanceMethod<&Pairs::Prepare>("prepare"), InstanceMethod<&Pairs::Open>("open"),
         InstanceMethod<&Pairs::Handle>("handle"), InstanceMethod<&Pairs::Close>("close")});
  }

  explicit Pairs(const Napi::CallbackInfo& info)
      : Napi::ObjectWrap<Pairs>(info),
        client_(OptionsOf(info[0]), false),
        server_(OptionsOf(info[1]), true) {
    const uint32_t count = ToUint32(info[2]);
    connections_.reserve(count);
    for (uint32_t i = 0; i < count; ++i) {
      connections_.push_back(std::make_unique<Connection>(client_, server_));
    }
  }

 private:
  struct Connection {
    Connection(Credentials& client_credentials, Credentials& server_credentials)
        : client(client_credentials),
          server(server_credentials),
          messages((ShakeHands(client, server), client), server) {}

    Endpoint client;
    Endpoint server;
    Messages messages;
  };

  static uint32_t ToUint32(const Napi::Value& value) {
    return value.As<Napi::Number>().Uint32Value();
  }

  Messages& first() { return connections_.at(0)->messages; }

  void Seal(const Napi::CallbackInfo& info) {
    first().Seal(ToUint32(info[0]), ToUint32(info[1]), ToUint32(info[2]));
  }

  // One message on each of the connections, so many times.
  void SealEach(const Napi::CallbackInfo& info) {
    const uint32_t size = ToUint32(info[0]);
    const uint32_t rounds = ToUint32(info[1]);
    for (uint32_t round = 0; round < rounds; ++round) {
      for (const auto& connection : connections_) connection->messages.Seal(size, 1);
    }
  }

  void Prepare(const Napi::CallbackInfo& info) {
    first().Prepare(ToUint32(info[0]), ToUint32(info[1]));
  }

  void Open(const Napi::CallbackInfo&) { first().Open(); }

  // The bytes of the client's CtxtHandle, as a caller through an FFI would have them.
  Napi::Value Handle(const Napi::CallbackInfo& info) {
    return Napi::Buffer<unsigned char>::Copy(
        info.Env(), reinterpret_cast<const unsigned char*>(connections_.at(0)->client.context()),
        sizeof(CtxtHandle));
  }

  void Close(const Napi::CallbackInfo&) { connections_.clear(); }

  Credentials client_;
  Credentials server_;
  std::vector<std::unique_ptr<Connection>> connections_;
};

class Bench : public Napi::Addon<Bench> {
 public:
  Bench(Napi::Env env, Napi::Object exports) {
    DefineAddon(exports, {InstanceValue("Pairs", Pairs::Define(env)),
                          InstanceMethod<&Bench::PrivateBytes>("privateBytes")});
  }

 private:
  // The committed memory of this process that no other shares.
  Napi::Value PrivateBytes(const Napi::CallbackInfo& info) {
    PROCESS_MEMORY_COUNTERS counters{};
    GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters);
    return Napi::Number::New(info.Env(), static_cast<double>(counters.PagefileUsage));
  }
};

}  // namespace bench

using bench::Bench;
NODE_API_ADDON(Bench)
