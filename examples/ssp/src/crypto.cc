#include "crypto.h"

#include <algorithm>

namespace reference {

namespace {

// BCrypt's own failures are the system's, not the caller's.
void RequireSuccess(NTSTATUS status) { Require(status >= 0, status); }

// The parameters of BCrypt are not const where it only reads. And it takes a null pointer, which an
// empty view may have, for the question how much room is needed.
PUCHAR Mutable(View bytes) {
  static UCHAR nothing = 0;
  return bytes.empty() ? &nothing : const_cast<PUCHAR>(bytes.data());
}

ULONG SizeOf(View bytes) { return static_cast<ULONG>(bytes.size()); }

// Opened once, since that takes longer than what it is used for.
class Provider {
 public:
  Provider(const wchar_t* algorithm, ULONG flags, std::wstring chaining_mode = {}) {
    RequireSuccess(BCryptOpenAlgorithmProvider(&handle_, algorithm, nullptr, flags));
    if (!chaining_mode.empty()) SetChainingMode(chaining_mode);
  }
  ~Provider() { BCryptCloseAlgorithmProvider(handle_, 0); }

  Provider(const Provider&) = delete;
  Provider& operator=(const Provider&) = delete;

  BCRYPT_ALG_HANDLE handle() const { return handle_; }

 private:
  void SetChainingMode(std::wstring& mode) {
    RequireSuccess(BCryptSetProperty(handle_, BCRYPT_CHAINING_MODE,
                                     reinterpret_cast<PUCHAR>(mode.data()),
                                     static_cast<ULONG>((mode.size() + 1) * sizeof(wchar_t)), 0));
  }

  BCRYPT_ALG_HANDLE handle_ = nullptr;
};

BCRYPT_ALG_HANDLE HmacSha256() {
  static const Provider provider(BCRYPT_SHA256_ALGORITHM, BCRYPT_ALG_HANDLE_HMAC_FLAG);
  return provider.handle();
}

BCRYPT_ALG_HANDLE AesGcm() {
  static const Provider provider(BCRYPT_AES_ALGORITHM, 0, BCRYPT_CHAIN_MODE_GCM);
  return provider.handle();
}

class Hash {
 public:
  explicit Hash(View key) {
    RequireSuccess(
        BCryptCreateHash(HmacSha256(), &handle_, nullptr, 0, Mutable(key), SizeOf(key), 0));
  }
  ~Hash() { BCryptDestroyHash(handle_); }

  Hash(const Hash&) = delete;
  Hash& operator=(const Hash&) = delete;

  void Add(View bytes) {
    RequireSuccess(BCryptHashData(handle_, Mutable(bytes), SizeOf(bytes), 0));
  }

  Key Finish() {
    Key result;
    RequireSuccess(BCryptFinishHash(handle_, result.data(), kKeySize, 0));
    return result;
  }

 private:
  BCRYPT_HASH_HANDLE handle_ = nullptr;
};

BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO ModeInfo(const Gcm::Nonce& nonce, View signed_only,
                                               const Gcm::Tag& tag) {
  BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO info;
  BCRYPT_INIT_AUTH_MODE_INFO(info);
  info.pbNonce = Mutable(nonce);
  info.cbNonce = static_cast<ULONG>(nonce.size());
  info.pbAuthData = Mutable(signed_only);
  info.cbAuthData = SizeOf(signed_only);
  info.pbTag = Mutable(tag);
  info.cbTag = static_cast<ULONG>(tag.size());
  return info;
}

}  // namespace

Key::Key(View bytes) {
  Require(bytes.size() == kKeySize, kStatusInvalidParameter);
  std::ranges::copy(bytes, bytes_.begin());
}

Key& Key::operator=(Key&& other) noexcept {
  if (this != &other) {
    bytes_ = other.bytes_;
    other.Wipe();
  }
  return *this;
}

bool Key::Equals(View other) const {
  if (other.size() != bytes_.size()) return false;
  UCHAR difference = 0;
  for (size_t i = 0; i < bytes_.size(); ++i) difference |= bytes_[i] ^ other[i];
  return difference == 0;
}

Key Hmac(View key, std::initializer_list<View> parts) {
  Hash hash(key);
  for (const View part : parts) hash.Add(part);
  return hash.Finish();
}

Key Extract(View salt, View secret) { return Hmac(salt, {secret}); }

Key Expand(const Key& key, std::string_view label, View context) {
  static constexpr UCHAR first_block[] = {1};
  return Hmac(key.view(), {ViewOf(label), context, first_block});
}

Bytes RandomBytes(size_t size) {
  Bytes bytes(size);
  RequireSuccess(BCryptGenRandom(nullptr, bytes.data(), static_cast<ULONG>(size),
                                 BCRYPT_USE_SYSTEM_PREFERRED_RNG));
  return bytes;
}

Gcm::Gcm(const Key& key) {
  RequireSuccess(
      BCryptGenerateSymmetricKey(AesGcm(), &key_, nullptr, 0, Mutable(key.view()), kKeySize, 0));
}

Gcm::~Gcm() { BCryptDestroyKey(key_); }

Gcm::Tag Gcm::Seal(const Nonce& nonce, View signed_only, std::span<UCHAR> data) {
  Tag tag{};
  BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO info = ModeInfo(nonce, signed_only, tag);
  ULONG written = 0;
  RequireSuccess(BCryptEncrypt(key_, Mutable(data), SizeOf(data), &info, nullptr, 0, Mutable(data),
                               SizeOf(data), &written, 0));
  return tag;
}

bool Gcm::Open(const Nonce& nonce, View signed_only, View data, const Tag& tag,
               std::span<UCHAR> to) {
  BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO info = ModeInfo(nonce, signed_only, tag);
  ULONG written = 0;
  return BCryptDecrypt(key_, Mutable(data), SizeOf(data), &info, nullptr, 0, Mutable(to),
                       SizeOf(to), &written, 0) >= 0;
}

}  // namespace reference
