#include "sequence.h"

namespace reference {

bool Sequence::DecideFor(bool callers) {
  const Counter wanted = callers ? Counter::kCaller : Counter::kPackage;
  if (counter_ == Counter::kNobody) counter_ = wanted;
  return counter_ == wanted;
}

std::optional<Number> Sequence::Next(ULONG given) {
  const bool callers = given != 0;
  const uint64_t value = callers ? given : last_ + 1;
  if (!DecideFor(callers) || value <= last_) return std::nullopt;
  last_ = value;
  return Number{callers, value};
}

bool Sequence::Accept(ULONG expected, Number found) {
  const bool callers = expected != 0;
  const uint64_t due = callers ? expected : last_ + 1;
  if (found.callers != callers || found.value != due || due <= last_) return false;
  if (!DecideFor(callers)) return false;
  last_ = due;
  return true;
}

void Sequence::AppendTo(Bytes& packed) const {
  packed.push_back(static_cast<UCHAR>(counter_));
  AppendNumber(packed, last_);
}

Sequence Sequence::Take(Reader& packed) {
  Sequence sequence;
  const auto counter = packed.TakeNumber<UCHAR>();
  Require(counter <= static_cast<UCHAR>(Counter::kCaller), kStatusInvalidParameter);
  sequence.counter_ = static_cast<Counter>(counter);
  sequence.last_ = packed.TakeNumber<uint64_t>();
  return sequence;
}

}  // namespace reference
