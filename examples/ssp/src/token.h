#ifndef REFERENCE_SSP_TOKEN_H_
#define REFERENCE_SSP_TOKEN_H_

#include "crypto.h"
#include "sequence.h"

namespace reference {

// What a message is protected by: 12 bytes that are GCM's nonce, then its tag.
//
//   0  version, 1
//   1  kind
//   2  who counts: 0 the package, 1 the caller
//   3  0
//   4  number, 64 bits, big-endian
//  12  tag
//
// A number is used once for each direction, and each direction has a key of its own: so no nonce
// comes twice under one key.
inline constexpr ULONG kTokenSize = 28;

enum class Kind : UCHAR {
  kSealed = 1,     // SpSealMessage: the data is encrypted
  kWrapped = 2,    // SpSealMessage with SECQOP_WRAP_NO_ENCRYPT: it is only signed
  kSignature = 3,  // SpMakeSignature
};

struct Token {
  Kind kind = Kind::kSealed;
  Number number;
  Gcm::Tag tag{};

  Gcm::Nonce Nonce() const;
  void Write(PUCHAR to) const;

  // SEC_E_MESSAGE_ALTERED if the bytes are not those of a token.
  static Token Read(View bytes);
};

}  // namespace reference

#endif  // REFERENCE_SSP_TOKEN_H_
