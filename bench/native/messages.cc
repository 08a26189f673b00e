#include "messages.h"

#include <algorithm>

namespace bench {

namespace {

// What Wine's Kerberos needs, which announces less, and what Windows' announces.
constexpr ULONG kKerberosRoom = 76;
constexpr ULONG kNtlmRoom = 16;

}  // namespace

Layout Layout::Of(Endpoint& end) {
  if (end.schannel()) {
    SecPkgContext_StreamSizes sizes{};
    Require(QueryContextAttributesW(end.context(), SECPKG_ATTR_STREAM_SIZES, &sizes),
            "QueryContextAttributes");
    return {true, sizes.cbHeader, sizes.cbTrailer, sizes.cbMaximumMessage};
  }
  SecPkgContext_Sizes sizes{};
  Require(QueryContextAttributesW(end.context(), SECPKG_ATTR_SIZES, &sizes),
          "QueryContextAttributes");
  const bool ntlm = sizes.cbSecurityTrailer == kNtlmRoom;
  const ULONG room = ntlm ? kNtlmRoom : std::max(kKerberosRoom, sizes.cbSecurityTrailer);
  return {false, room, sizes.cbBlockSize, MAXDWORD};
}

void Messages::PlacePieces(ULONG size, uint32_t messages) {
  if (size == placed_size_ && messages == placed_messages_) return;
  placed_size_ = size;
  placed_messages_ = messages;
  const ULONG full = std::min(size, layout_.maximum);
  const size_t each = (size + full - 1) / full;
  const size_t stride = layout_.Room(full);
  memory_.resize(messages * each * stride);
  pieces_.clear();
  for (uint32_t message = 0; message < messages; ++message) {
    for (ULONG at = 0; at < size; at += full) {
      pieces_.push_back({memory_.data() + pieces_.size() * stride, layout_.front,
                         std::min(full, size - at), layout_.back});
    }
  }
}

void Messages::SealPiece(Piece& piece) const {
  unsigned char* data = piece.memory + layout_.front;
  SecBuffer buffers[] = {
      {layout_.front,
       static_cast<ULONG>(layout_.stream ? SECBUFFER_STREAM_HEADER : SECBUFFER_TOKEN),
       piece.memory},
      {piece.size, SECBUFFER_DATA, data},
      {layout_.back,
       static_cast<ULONG>(layout_.stream ? SECBUFFER_STREAM_TRAILER : SECBUFFER_PADDING),
       data + piece.size},
      {0, SECBUFFER_EMPTY, nullptr}};
  SecBufferDesc desc{SECBUFFER_VERSION, layout_.stream ? 4UL : 3UL, buffers};
  Require(EncryptMessage(sealer_.context(), 0, &desc, 0), "EncryptMessage");
  piece.front = buffers[0].cbBuffer;
  piece.back = buffers[2].cbBuffer;
}

void Messages::OpenPiece(const Piece& piece) const {
  unsigned char* data = piece.memory + layout_.front;
  const ULONG whole = piece.front + piece.size + piece.back;
  SecBuffer record[] = {{whole, SECBUFFER_DATA, piece.memory},
                        {0, SECBUFFER_EMPTY, nullptr},
                        {0, SECBUFFER_EMPTY, nullptr},
                        {0, SECBUFFER_EMPTY, nullptr}};
  SecBuffer token[] = {{piece.front, SECBUFFER_TOKEN, piece.memory},
                       {piece.size, SECBUFFER_DATA, data}};
  SecBufferDesc desc{SECBUFFER_VERSION, layout_.stream ? 4UL : 2UL,
                     layout_.stream ? record : token};
  ULONG qop = 0;
  Require(DecryptMessage(opener_.context(), &desc, 0, &qop), "DecryptMessage");
}

void Messages::Seal(ULONG size, uint32_t count, uint32_t turns) {
  PlacePieces(size, turns);
  const size_t each = pieces_.size() / turns;
  size_t at = 0;
  for (uint32_t i = 0; i < count; ++i) {
    for (size_t piece = 0; piece < each; ++piece) SealPiece(pieces_[at++]);
    if (at == pieces_.size()) at = 0;
  }
}

void Messages::Prepare(ULONG size, uint32_t count) {
  PlacePieces(size, count);
  for (Piece& piece : pieces_) SealPiece(piece);
}

void Messages::Open() {
  for (const Piece& piece : pieces_) OpenPiece(piece);
}

}  // namespace bench
