#ifndef SECUR32_TEST_SCRIPTED_SSP_SECRETS_H_
#define SECUR32_TEST_SCRIPTED_SSP_SECRETS_H_

#include <atomic>
#include <mutex>
#include <vector>

namespace scripted {

// How the package treats secrets while a test looks for copies of them.
struct Secrets {
  static Secrets& Instance() {
    static Secrets secrets;
    return secrets;
  }

  // Whether passwords are noted with the calls that they come with.
  std::atomic<bool> noted = true;

  // The session key of every context, masked by exclusive or; empty for none.
  std::mutex mutex;
  std::vector<unsigned char> masked_key;
  unsigned char mask = 0;
};

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_SECRETS_H_
