#ifndef SECUR32_BENCH_NATIVE_MESSAGES_H_
#define SECUR32_BENCH_NATIVE_MESSAGES_H_

#include <cstdint>
#include <vector>

#include "endpoint.h"

namespace bench {

// How the messages of a context lie in memory: the parts in front of the data and behind it.
struct Layout {
  bool stream;
  ULONG front;
  ULONG back;
  // A larger message is so many pieces.
  ULONG maximum;

  static Layout Of(Endpoint& end);

  ULONG Room(ULONG size) const { return front + size + back; }
};

// Where one piece lies, and how large its parts are once it is sealed.
struct Piece {
  unsigned char* memory;
  ULONG front;
  ULONG size;
  ULONG back;
};

// The messages of one size of a context, sealed by one end in loops, and opened by the other: what
// a C++ program does that calls EncryptMessage and DecryptMessage in place.
class Messages {
 public:
  Messages(Endpoint& sealer, Endpoint& opener)
      : sealer_(sealer), opener_(opener), layout_(Layout::Of(sealer)) {}

  // Seals messages over and over in the same memory, or in the memory of so many messages in turn.
  void Seal(ULONG size, uint32_t count, uint32_t turns = 1);

  // Seals so many messages, each in its own memory, for Open.
  void Prepare(ULONG size, uint32_t count);
  // Opens them where they are.
  void Open();

 private:
  void PlacePieces(ULONG size, uint32_t messages);
  void SealPiece(Piece& piece) const;
  void OpenPiece(const Piece& piece) const;

  Endpoint& sealer_;
  Endpoint& opener_;
  const Layout layout_;
  std::vector<unsigned char> memory_;
  ULONG placed_size_ = 0;
  uint32_t placed_messages_ = 0;
  std::vector<Piece> pieces_;
};

}  // namespace bench

#endif  // SECUR32_BENCH_NATIVE_MESSAGES_H_
