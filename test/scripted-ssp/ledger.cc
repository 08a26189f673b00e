#include "ledger.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "win32.h"

namespace scripted {

namespace {

// A test that forgets to release a call is to fail, not to hang.
constexpr std::chrono::seconds kLongestBlock(10);

double Now() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::milli>(now).count();
}

}  // namespace

Ledger& Ledger::Instance() {
  static Ledger ledger;
  return ledger;
}

void Ledger::Script(const std::string& function, Answer answer) {
  const std::lock_guard<std::mutex> lock(mutex_);
  answers_.push_back({function, std::move(answer)});
}

std::vector<Call> Ledger::Calls() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return calls_;
}

void Ledger::Release() {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++releases_;
  released_.notify_all();
}

void Ledger::Reset() {
  const std::lock_guard<std::mutex> lock(mutex_);
  forgotten_ += calls_.size();
  calls_.clear();
  answers_.clear();
  ++releases_;
  released_.notify_all();
}

Answer Ledger::Begin(Call call, size_t* place) {
  std::unique_lock<std::mutex> lock(mutex_);
  Answer answer = Take(call);
  call.thread = GetCurrentThreadId();
  call.started = Now();
  *place = forgotten_ + calls_.size();
  calls_.push_back(std::move(call));
  Wait(answer, lock);
  return answer;
}

void Ledger::End(size_t place, uint32_t status) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (place < forgotten_) return;
  Call& call = calls_[place - forgotten_];
  call.status = status;
  call.ended = Now();
}

uint64_t Ledger::NextHandle() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return ++handles_;
}

Answer Ledger::Take(const Call& call) {
  const auto found = std::ranges::find_if(answers_, [&](const Scripted& each) {
    return each.function == call.function &&
           (!each.answer.attribute || *each.answer.attribute == call.attribute);
  });
  if (found == answers_.end()) return {};
  Answer answer = found->answer;
  if (--found->answer.times == 0) answers_.erase(found);
  return answer;
}

void Ledger::Wait(const Answer& answer, std::unique_lock<std::mutex>& lock) {
  if (answer.delay != 0) {
    lock.unlock();
    Sleep(answer.delay);
    lock.lock();
  }
  if (!answer.blocks) return;
  const uint64_t before = releases_;
  released_.wait_for(lock, kLongestBlock, [&] { return releases_ != before; });
}

}  // namespace scripted
