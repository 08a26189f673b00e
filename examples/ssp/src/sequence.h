#ifndef REFERENCE_SSP_SEQUENCE_H_
#define REFERENCE_SSP_SEQUENCE_H_

#include <cstdint>
#include <optional>

#include "bytes.h"

namespace reference {

// The number of a message: the caller's MessageSequenceNumber, or, where that is 0 for "not in
// use", one that the package counts by itself.
struct Number {
  bool callers = false;
  uint64_t value = 0;
};

// The numbers of one direction. The first message decides who counts: between two counts that take
// turns, nobody could tell in which order messages were sent.
class Sequence {
 public:
  // The number of the next message to send. Empty if it was used before, which would give two
  // messages one nonce, or is less than the last one.
  std::optional<Number> Next(ULONG given);

  // Takes the number of a genuine message. False if it is not the one that has to come: the message
  // was sent before, or one before it is missing. The message that is due can still be taken then.
  bool Accept(ULONG expected, Number found);

  void AppendTo(Bytes& packed) const;
  static Sequence Take(Reader& packed);

 private:
  enum class Counter : UCHAR { kNobody, kPackage, kCaller };

  bool DecideFor(bool callers);

  Counter counter_ = Counter::kNobody;
  uint64_t last_ = 0;
};

}  // namespace reference

#endif  // REFERENCE_SSP_SEQUENCE_H_
