#include "wine.h"

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

SRWLOCK table_lock = SRWLOCK_INIT;

}  // namespace

const char* WineVersion() {
  static const char* const version = ReadWineVersion();
  return version;
}

bool WineKeepsText(bool schannel, unsigned long attribute) {
  return schannel && attribute == SECPKG_ATTR_KEY_INFO && WineVersion() != nullptr;
}

WineChange::WineChange(bool schannel) : held_(schannel && WineVersion() != nullptr) {
  if (held_) AcquireSRWLockExclusive(&table_lock);
}

WineChange::~WineChange() {
  if (held_) ReleaseSRWLockExclusive(&table_lock);
}

WineUse::WineUse(bool schannel) : held_(schannel && WineVersion() != nullptr) {
  if (held_) AcquireSRWLockShared(&table_lock);
}

WineUse::~WineUse() {
  if (held_) ReleaseSRWLockShared(&table_lock);
}

}  // namespace sspi
