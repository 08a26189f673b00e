#include <algorithm>

#include "session.h"

namespace reference {

namespace {

constexpr std::string_view kMark = "RSSP session 1";
constexpr size_t kLongestUser = 256;

}  // namespace

SecretBytes SessionState::Pack() const {
  Bytes packed;
  // No smaller memory, which would be freed with the key in it.
  packed.reserve(256 + user.size() * sizeof(wchar_t));
  Append(packed, ViewOf(kMark));
  packed.push_back(static_cast<UCHAR>(role));
  packed.push_back(protection.wire());
  sent.AppendTo(packed);
  received.AppendTo(packed);
  Append(packed, key.view());
  Append(packed, ViewOf(user));
  return SecretBytes(std::move(packed));
}

SessionState SessionState::Unpack(View packed) {
  Reader reader(packed, kStatusInvalidParameter);
  const View mark = reader.Take(kMark.size());
  Require(std::ranges::equal(mark, ViewOf(kMark)), kStatusInvalidParameter);
  SessionState state;
  const auto role = reader.TakeNumber<UCHAR>();
  Require(role == 1 || role == 2, kStatusInvalidParameter);
  state.role = static_cast<Role>(role);
  state.protection = Protection::OfWire(reader.TakeNumber<UCHAR>());
  state.sent = Sequence::Take(reader);
  state.received = Sequence::Take(reader);
  state.key = Key(reader.Take(kKeySize));
  state.user = reader.TakeText(kLongestUser);
  return state;
}

}  // namespace reference
