#ifndef SECUR32_TEST_SCRIPTED_SSP_LEDGER_H_
#define SECUR32_TEST_SCRIPTED_SSP_LEDGER_H_

#include <condition_variable>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <vector>

#include "answer.h"
#include "call.h"

namespace scripted {

// All calls of this process, and the answers that wait for calls to come. Any thread may use it.
class Ledger {
 public:
  static Ledger& Instance();

  // For the test.
  void Script(const std::string& function, Answer answer);
  std::vector<Call> Calls();
  void Release();
  void Reset();  // forgets calls and answers, and releases what is blocked

  // For the package: notes the call, waits if it is to, and returns the answer for it.
  Answer Begin(Call call, size_t* place);
  // Notes what became of the call with this place.
  void End(size_t place, uint32_t status);

  // A number that no other handle of this process has.
  uint64_t NextHandle();

 private:
  struct Scripted {
    std::string function;
    Answer answer;
  };

  Answer Take(const Call& call);
  void Wait(const Answer& answer, std::unique_lock<std::mutex>& lock);

  std::mutex mutex_;
  std::condition_variable released_;
  uint64_t releases_ = 0;
  uint64_t handles_ = 0;
  // Calls are counted on through a reset, so that one that ends after it finds no other's place.
  size_t forgotten_ = 0;
  std::vector<Call> calls_;
  std::list<Scripted> answers_;
};

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_LEDGER_H_
