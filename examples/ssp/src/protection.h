#ifndef REFERENCE_SSP_PROTECTION_H_
#define REFERENCE_SSP_PROTECTION_H_

#include "win32.h"

namespace reference {

// What a context does for messages. A client and a server ask for it by flags with the same names
// and, for integrity, different bits.
class Protection {
 public:
  Protection() = default;

  static Protection OfClient(ULONG flags) { return Of(flags, ISC_REQ_INTEGRITY); }
  static Protection OfServer(ULONG flags) { return Of(flags, ASC_REQ_INTEGRITY); }
  static Protection OfWire(UCHAR bits) { return Protection(bits & (kSigns | kSeals)); }

  // What either side asks for, both get.
  Protection With(Protection other) const { return Protection(bits_ | other.bits_); }

  bool signs() const { return bits_ != 0; }
  bool seals() const { return (bits_ & kSeals) != 0; }
  UCHAR wire() const { return bits_; }

  ULONG ClientFlags() const { return Flags(ISC_RET_INTEGRITY); }
  ULONG ServerFlags() const { return Flags(ASC_RET_INTEGRITY); }

 private:
  static constexpr UCHAR kSigns = 1;
  static constexpr UCHAR kSeals = 2;
  // ISC_* and ASC_* have the same bits for these. A sequence is only as good as its signatures.
  static constexpr ULONG kSequence = ISC_REQ_REPLAY_DETECT | ISC_REQ_SEQUENCE_DETECT;

  explicit Protection(int bits) : bits_(static_cast<UCHAR>(bits)) {}

  static Protection Of(ULONG flags, ULONG integrity) {
    const bool seals = (flags & ISC_REQ_CONFIDENTIALITY) != 0;
    const bool signs = seals || (flags & (integrity | kSequence)) != 0;
    return Protection((signs ? kSigns : 0) | (seals ? kSeals : 0));
  }

  ULONG Flags(ULONG integrity) const {
    return ISC_RET_MUTUAL_AUTH | (signs() ? integrity | kSequence : 0) |
           (seals() ? ISC_RET_CONFIDENTIALITY : 0);
  }

  UCHAR bits_ = 0;
};

}  // namespace reference

#endif  // REFERENCE_SSP_PROTECTION_H_
