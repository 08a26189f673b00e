#ifndef SECUR32_SSPI_CONTEXT_BUFFER_H_
#define SECUR32_SSPI_CONTEXT_BUFFER_H_

#include <memory>

#include "win32.h"

namespace sspi {

inline void FreeContextMemory(void* memory) { FreeContextBuffer(memory); }

struct ContextBufferDeleter {
  void operator()(void* memory) const { FreeContextMemory(memory); }
};

// Memory that a security package allocated for the caller.
using ContextBuffer = std::unique_ptr<void, ContextBufferDeleter>;

}  // namespace sspi

#endif  // SECUR32_SSPI_CONTEXT_BUFFER_H_
