#ifndef REFERENCE_SSP_BYTES_H_
#define REFERENCE_SSP_BYTES_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "failure.h"
#include "win32.h"

namespace reference {

using Bytes = std::vector<UCHAR>;
using View = std::span<const UCHAR>;

inline View ViewOf(std::string_view text) {
  return {reinterpret_cast<const UCHAR*>(text.data()), text.size()};
}

inline View ViewOf(const std::wstring& text) {
  return {reinterpret_cast<const UCHAR*>(text.data()), text.size() * sizeof(wchar_t)};
}

inline void Append(Bytes& to, View bytes) { to.insert(to.end(), bytes.begin(), bytes.end()); }

// Bytes that are wiped at the end.
class SecretBytes {
 public:
  explicit SecretBytes(Bytes bytes) : bytes_(std::move(bytes)) {}
  ~SecretBytes() {
    if (!bytes_.empty()) SecureZeroMemory(bytes_.data(), bytes_.size());
  }

  SecretBytes(SecretBytes&&) = default;
  SecretBytes& operator=(SecretBytes&&) = delete;

  std::span<UCHAR> bytes() { return bytes_; }

 private:
  Bytes bytes_;
};

// Numbers are big-endian, as in most protocols.
template <typename Number>
void AppendNumber(Bytes& to, Number number) {
  for (size_t i = sizeof(Number); i-- > 0;) to.push_back(static_cast<UCHAR>(number >> (8 * i)));
}

// Reads bytes from the front. What is shorter than it should be is `malformed`.
class Reader {
 public:
  Reader(View bytes, NTSTATUS malformed) : rest_(bytes), malformed_(malformed) {}

  View Take(size_t size) {
    Require(size <= rest_.size(), malformed_);
    const View taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }

  template <typename Number>
  Number TakeNumber() {
    Number number = 0;
    for (const UCHAR byte : Take(sizeof(Number))) {
      number = static_cast<Number>((static_cast<uint64_t>(number) << 8) | byte);
    }
    return number;
  }

  // All that is left, as text.
  std::wstring TakeText(size_t longest) {
    const View bytes = Take(rest_.size());
    Require(bytes.size() % sizeof(wchar_t) == 0 && bytes.size() / sizeof(wchar_t) <= longest,
            malformed_);
    std::wstring text(bytes.size() / sizeof(wchar_t), L'\0');
    std::ranges::copy(bytes, reinterpret_cast<UCHAR*>(text.data()));
    return text;
  }

  void TakeEnd() { Require(rest_.empty(), malformed_); }

 private:
  View rest_;
  NTSTATUS malformed_;
};

}  // namespace reference

#endif  // REFERENCE_SSP_BYTES_H_
