#ifndef SECUR32_SSPI_SECRET_H_
#define SECUR32_SSPI_SECRET_H_

#include <cstddef>
#include <memory>
#include <utility>

#include "win32.h"

namespace sspi {

// Memory for a password or a private key: moved, never copied, and wiped before it is freed.
template <typename Unit>
class Secret {
 public:
  Secret() = default;
  explicit Secret(size_t size) : units_(std::make_unique<Unit[]>(size)), size_(size) {}
  ~Secret() { Wipe(); }

  Secret(Secret&& other) noexcept
      : units_(std::move(other.units_)), size_(std::exchange(other.size_, 0)) {}
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      Wipe();
      units_ = std::move(other.units_);
      size_ = std::exchange(other.size_, 0);
    }
    return *this;
  }

  Unit* data() { return units_.get(); }
  const Unit* data() const { return units_.get(); }
  size_t size() const { return size_; }

 private:
  void Wipe() {
    // SecureZeroMemory is the one memset that the compiler may not drop before a free.
    if (units_) SecureZeroMemory(units_.get(), size_ * sizeof(Unit));
  }

  std::unique_ptr<Unit[]> units_;
  size_t size_ = 0;
};

using SecretBytes = Secret<unsigned char>;

// UTF-16 with a terminating zero, which is counted in size(): an empty Secret has no text at all.
using SecretText = Secret<wchar_t>;

inline ULONG TextLength(const SecretText& text) {
  return text.size() == 0 ? 0 : static_cast<ULONG>(text.size() - 1);
}

}  // namespace sspi

#endif  // SECUR32_SSPI_SECRET_H_
