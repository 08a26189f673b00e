#ifndef SECUR32_SSPI_WINE_H_
#define SECUR32_SSPI_WINE_H_

namespace sspi {

// The version of Wine that this process runs on, "10.0" for example, or nullptr on Windows.
const char* WineVersion();

// Held around every call that makes or frees a handle: a lock of the process on Wine, nothing on
// Windows. Wine's Schannel keeps its handles in one table that has no lock of its own, so that two
// threads corrupt it; Windows' functions may be called from any thread.
// https://gitlab.winehq.org/wine/wine/-/blob/wine-10.0/dlls/secur32/schannel.c
class WineLock {
 public:
  WineLock();
  ~WineLock();

  WineLock(const WineLock&) = delete;
  WineLock& operator=(const WineLock&) = delete;
};

}  // namespace sspi

#endif  // SECUR32_SSPI_WINE_H_
