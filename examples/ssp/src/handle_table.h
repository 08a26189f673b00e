#ifndef REFERENCE_SSP_HANDLE_TABLE_H_
#define REFERENCE_SSP_HANDLE_TABLE_H_

#include <memory>
#include <mutex>
#include <unordered_map>

#include "win32.h"

namespace reference {

// Objects by the numbers that LSA and Secur32 hold. A number is looked up, never followed: a forged
// one is not found. Whoever has found an object keeps it, also while another thread removes it.
template <typename T>
class HandleTable {
 public:
  explicit HandleTable(LSA_SEC_HANDLE first) : next_(first) {}

  LSA_SEC_HANDLE Add(const std::shared_ptr<T>& object) {
    const std::lock_guard<std::mutex> lock(mutex_);
    while (!objects_.try_emplace(next_, object).second) ++next_;
    return next_++;
  }

  // Under a number that another table gave. False if it is taken.
  bool AddAs(LSA_SEC_HANDLE handle, const std::shared_ptr<T>& object) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return objects_.try_emplace(handle, object).second;
  }

  // Empty if there is no such handle.
  std::shared_ptr<T> Find(LSA_SEC_HANDLE handle) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = objects_.find(handle);
    return found == objects_.end() ? nullptr : found->second;
  }

  bool Remove(LSA_SEC_HANDLE handle) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return objects_.erase(handle) > 0;
  }

 private:
  std::mutex mutex_;
  std::unordered_map<LSA_SEC_HANDLE, std::shared_ptr<T>> objects_;
  LSA_SEC_HANDLE next_;
};

}  // namespace reference

#endif  // REFERENCE_SSP_HANDLE_TABLE_H_
