#ifndef REFERENCE_SSP_CRYPTO_H_
#define REFERENCE_SSP_CRYPTO_H_

#include <utility>

#include "bytes.h"

namespace reference {

inline constexpr size_t kKeySize = 32;
inline constexpr size_t kTagSize = 16;

// 256 bits that nobody else may know: moved, copied only on purpose, wiped at the end.
class Key {
 public:
  Key() = default;
  explicit Key(View bytes);
  ~Key() { Wipe(); }

  Key(Key&& other) noexcept : bytes_(other.bytes_) { other.Wipe(); }
  Key& operator=(Key&& other) noexcept;

  Key Copy() const { return Key(view()); }
  View view() const { return bytes_; }
  PUCHAR data() { return bytes_.data(); }

  // In a time that does not depend on where they differ.
  bool Equals(View other) const;

 private:
  void Wipe() { SecureZeroMemory(bytes_.data(), bytes_.size()); }

  std::array<UCHAR, kKeySize> bytes_{};
};

// HMAC-SHA256 over the parts, one behind the other.
Key Hmac(View key, std::initializer_list<View> parts);

// HKDF-Extract, and HKDF-Expand to one block, with SHA-256.
// https://www.rfc-editor.org/rfc/rfc5869
Key Extract(View salt, View secret);
Key Expand(const Key& key, std::string_view label, View context = {});

Bytes RandomBytes(size_t size);

// AES-256-GCM under one key.
// https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf
class Gcm {
 public:
  using Nonce = std::array<UCHAR, 12>;
  using Tag = std::array<UCHAR, kTagSize>;

  explicit Gcm(const Key& key);
  ~Gcm();

  Gcm(const Gcm&) = delete;
  Gcm& operator=(const Gcm&) = delete;

  // Encrypts in place. No nonce may be given twice.
  Tag Seal(const Nonce& nonce, View signed_only, std::span<UCHAR> data);

  // Decrypts to `to`, which is as long as `data`; false if the tag does not belong to all of it.
  bool Open(const Nonce& nonce, View signed_only, View data, const Tag& tag, std::span<UCHAR> to);

 private:
  BCRYPT_KEY_HANDLE key_ = nullptr;
};

}  // namespace reference

#endif  // REFERENCE_SSP_CRYPTO_H_
