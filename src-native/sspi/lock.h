#ifndef SECUR32_SSPI_LOCK_H_
#define SECUR32_SSPI_LOCK_H_

#include "win32.h"

namespace sspi {

// For std::lock_guard. Windows' own lock cannot fail, while std::mutex brings errors that nobody
// expects, with their texts and a library of threads, into the binary.
// https://learn.microsoft.com/windows/win32/sync/slim-reader-writer--srw--locks
class Lock {
 public:
  void lock() { AcquireSRWLockExclusive(&lock_); }
  void unlock() { ReleaseSRWLockExclusive(&lock_); }

 private:
  SRWLOCK lock_ = SRWLOCK_INIT;
};

}  // namespace sspi

#endif  // SECUR32_SSPI_LOCK_H_
