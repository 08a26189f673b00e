#ifndef REFERENCE_SSP_FAILURE_H_
#define REFERENCE_SSP_FAILURE_H_

#include <new>

#include "win32.h"

namespace reference {

// A status on its way to the entry point, which returns it.
struct Failure {
  NTSTATUS status;
};

inline void Require(bool condition, NTSTATUS otherwise) {
  if (!condition) throw Failure{otherwise};
}

// No C++ exception may leave a function that LSA or Secur32 calls.
template <typename Call>
NTSTATUS ReturnStatus(Call call) {
  try {
    return call();
  } catch (const Failure& failure) {
    return failure.status;
  } catch (const std::bad_alloc&) {
    return kStatusNoMemory;
  }
}

}  // namespace reference

#endif  // REFERENCE_SSP_FAILURE_H_
