#ifndef SECUR32_SSPI_SECUR32_FUNCTION_H_
#define SECUR32_SSPI_SECUR32_FUNCTION_H_

#include "win32.h"

namespace sspi {

// A function that not every Secur32.dll exports; nullptr where it does not. To import such a one
// would keep the addon from being loaded.
template <typename Function>
Function* Secur32Function(const char* name) {
  // Loaded before this, since other functions of it are imported.
  const HMODULE secur32 = GetModuleHandleW(L"secur32.dll");
  // By way of void*, since compilers warn of a cast from one function type to another.
  return reinterpret_cast<Function*>(reinterpret_cast<void*>(GetProcAddress(secur32, name)));
}

}  // namespace sspi

#endif  // SECUR32_SSPI_SECUR32_FUNCTION_H_
