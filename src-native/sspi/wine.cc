#include "wine.h"

#include <string>

#include "win32.h"

namespace sspi {

namespace {

const char* ReadWineVersion() {
  const HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
  if (ntdll == nullptr) return nullptr;
  using GetVersion = const char*(CDECL*)();
  // By way of void*, since compilers warn of a cast from one function type to another.
  const auto get_version = reinterpret_cast<GetVersion>(
      reinterpret_cast<void*>(GetProcAddress(ntdll, "wine_get_version")));
  return get_version == nullptr ? nullptr : get_version();
}

// Named after the process, so that two copies of the addon share it.
HANDLE ProcessMutex() {
  static const HANDLE mutex = [] {
    const std::wstring name = L"Local\\secur32-" + std::to_wstring(GetCurrentProcessId());
    return CreateMutexW(nullptr, FALSE, name.c_str());
  }();
  return mutex;
}

}  // namespace

const char* WineVersion() {
  static const char* const version = ReadWineVersion();
  return version;
}

WineLock::WineLock() {
  if (WineVersion() != nullptr) WaitForSingleObject(ProcessMutex(), INFINITE);
}

WineLock::~WineLock() {
  if (WineVersion() != nullptr) ReleaseMutex(ProcessMutex());
}

}  // namespace sspi
