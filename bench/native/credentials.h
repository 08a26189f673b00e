#ifndef SECUR32_BENCH_NATIVE_CREDENTIALS_H_
#define SECUR32_BENCH_NATIVE_CREDENTIALS_H_

#include <string>
#include <vector>

#include "../../src-native/sspi/win32.h"

namespace bench {

struct Account {
  std::wstring user;
  std::wstring domain;
  std::wstring password;
};

// Who one end of a connection is, and for the client, whom it asks for.
struct EndpointOptions {
  std::wstring package;
  std::wstring target;
  // The current user where it has no name.
  Account account;
  // The server's certificate, for Schannel.
  std::vector<unsigned char> pfx;
  std::wstring passphrase;
};

// Throws unless a call answered SEC_E_OK.
void Require(SECURITY_STATUS status, const char* call);

// A credentials handle as a C++ program acquires it.
class Credentials {
 public:
  Credentials(EndpointOptions options, bool server);
  ~Credentials();

  Credentials(const Credentials&) = delete;
  Credentials& operator=(const Credentials&) = delete;

  bool server() const { return server_; }
  bool schannel() const { return schannel_; }
  wchar_t* target() { return options_.target.data(); }
  CredHandle* handle() { return &handle_; }

 private:
  void Acquire();
  void AcquireSchannel();

  EndpointOptions options_;
  const bool server_;
  const bool schannel_;
  HCERTSTORE store_ = nullptr;
  CredHandle handle_;
};

}  // namespace bench

#endif  // SECUR32_BENCH_NATIVE_CREDENTIALS_H_
