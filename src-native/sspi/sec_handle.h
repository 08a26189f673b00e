#ifndef SECUR32_SSPI_SEC_HANDLE_H_
#define SECUR32_SSPI_SEC_HANDLE_H_

#include "win32.h"
#include "wine.h"

namespace sspi {

// A CredHandle or CtxtHandle that is owned or empty. Empty is the value that SecInvalidateHandle
// writes: zero is a valid handle for some packages.
template <typename Deleter>
class UniqueSecHandle {
 public:
  UniqueSecHandle() { SecInvalidateHandle(&handle_); }
  ~UniqueSecHandle() {
    if (owned()) Deleter()(&handle_);
  }

  UniqueSecHandle(const UniqueSecHandle&) = delete;
  UniqueSecHandle& operator=(const UniqueSecHandle&) = delete;

  bool owned() const { return SecIsValidHandle(&handle_); }

  // For the calls, which take non-const pointers to handles that they only read.
  PSecHandle get() { return &handle_; }

  // Takes what a call wrote. The value held before is not freed: it is either empty or the same
  // context, since a leg may return a new value for the context that it continues.
  // https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-initializesecuritycontextw
  void Adopt(const SecHandle& handle) { handle_ = handle; }

  // Forgets a handle that a call has freed.
  void Disown() { SecInvalidateHandle(&handle_); }

 private:
  SecHandle handle_;
};

struct CredHandleDeleter {
  void operator()(PCredHandle handle) const {
    const WineChange guard(true);
    FreeCredentialsHandle(handle);
  }
};

struct CtxtHandleDeleter {
  void operator()(PCtxtHandle handle) const {
    const WineChange guard(true);
    DeleteSecurityContext(handle);
  }
};

using UniqueCredHandle = UniqueSecHandle<CredHandleDeleter>;
using UniqueCtxtHandle = UniqueSecHandle<CtxtHandleDeleter>;

}  // namespace sspi

#endif  // SECUR32_SSPI_SEC_HANDLE_H_
