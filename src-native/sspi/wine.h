#ifndef SECUR32_SSPI_WINE_H_
#define SECUR32_SSPI_WINE_H_

namespace sspi {

// The version of Wine that this process runs on, "10.0" for example, or nullptr on Windows.
const char* WineVersion();

// Whether the text in the answer to a query is Wine's own, which must not be freed: Wine's Schannel
// names algorithms with constants. Windows, and all else of Wine, leaves text to the caller.
bool WineKeepsText(bool schannel, unsigned long attribute);

// Wine's Schannel keeps its handles in one table that has no lock of its own: who makes or frees
// one moves the table under the feet of who looks one up. The two guards below keep them apart on
// Wine, and do nothing on Windows, whose functions may be called from any thread.
// https://gitlab.winehq.org/wine/wine/-/blob/wine-10.0/dlls/secur32/schannel.c

// Held while handles are made or freed. It must not be taken twice by one thread.
class WineChange {
 public:
  explicit WineChange(bool schannel);
  ~WineChange();

  WineChange(const WineChange&) = delete;
  WineChange& operator=(const WineChange&) = delete;

 private:
  const bool held_;
};

// Held while a handle is used. Any number of threads may hold it.
class WineUse {
 public:
  explicit WineUse(bool schannel);
  ~WineUse();

  WineUse(const WineUse&) = delete;
  WineUse& operator=(const WineUse&) = delete;

 private:
  const bool held_;
};

}  // namespace sspi

#endif  // SECUR32_SSPI_WINE_H_
