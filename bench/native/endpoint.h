#ifndef SECUR32_BENCH_NATIVE_ENDPOINT_H_
#define SECUR32_BENCH_NATIVE_ENDPOINT_H_

#include <vector>

#include "credentials.h"

namespace bench {

// One end of a connection: a context handle that the legs of a handshake fill.
class Endpoint {
 public:
  explicit Endpoint(Credentials& credentials) : credentials_(credentials) {
    SecInvalidateHandle(&context_);
  }
  ~Endpoint();

  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;

  // One leg: what the peer sent, and what it is to get.
  std::vector<unsigned char> Step(std::vector<unsigned char>& input);

  bool schannel() const { return credentials_.schannel(); }
  bool established() const { return established_; }
  CtxtHandle* context() { return &context_; }

 private:
  Credentials& credentials_;
  bool established_ = false;
  CtxtHandle context_;
};

// Passes tokens until both ends are established.
void ShakeHands(Endpoint& client, Endpoint& server);

}  // namespace bench

#endif  // SECUR32_BENCH_NATIVE_ENDPOINT_H_
