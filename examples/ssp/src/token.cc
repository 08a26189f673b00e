#include "token.h"

#include <algorithm>

namespace reference {

namespace {

constexpr UCHAR kVersion = 1;

}  // namespace

Gcm::Nonce Token::Nonce() const {
  Bytes bytes{kVersion, static_cast<UCHAR>(kind), number.callers ? UCHAR{1} : UCHAR{0}, 0};
  AppendNumber(bytes, number.value);
  Gcm::Nonce nonce{};
  std::ranges::copy(bytes, nonce.begin());
  return nonce;
}

void Token::Write(PUCHAR to) const {
  const Gcm::Nonce nonce = Nonce();
  std::ranges::copy(tag, std::ranges::copy(nonce, to).out);
}

Token Token::Read(View bytes) {
  Reader reader(bytes, SEC_E_MESSAGE_ALTERED);
  const auto version = reader.TakeNumber<UCHAR>();
  const auto kind = reader.TakeNumber<UCHAR>();
  const auto counter = reader.TakeNumber<UCHAR>();
  const auto zero = reader.TakeNumber<UCHAR>();
  Require(version == kVersion && kind >= static_cast<UCHAR>(Kind::kSealed) &&
              kind <= static_cast<UCHAR>(Kind::kSignature) && counter <= 1 && zero == 0,
          SEC_E_MESSAGE_ALTERED);
  Token token{static_cast<Kind>(kind), {counter == 1, reader.TakeNumber<uint64_t>()}};
  std::ranges::copy(reader.Take(kTagSize), token.tag.begin());
  reader.TakeEnd();
  return token;
}

}  // namespace reference
