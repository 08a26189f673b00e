#include "toy.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "buffers.h"

namespace scripted {

namespace {

constexpr std::array<unsigned char, 4> kMark = {'T', 'O', 'Y', '1'};
constexpr unsigned char kPad = 0x5A;
constexpr ULONG kSignOnly = SECQOP_WRAP_NO_ENCRYPT;
constexpr unsigned char kApplicationData = 0x17;

struct Token {
  std::array<unsigned char, 4> mark;
  ULONG qop;
  ULONG sequence_number;
  ULONG sum;
};
static_assert(sizeof(Token) == kTokenSize);

// Buffers that are only to be read are no part of the message, unless they are to be signed.
bool IsSealed(const SecBuffer* buffer) { return (buffer->BufferType & SECBUFFER_ATTRMASK) == 0; }
bool IsSigned(const SecBuffer* buffer) { return (buffer->BufferType & SECBUFFER_READONLY) == 0; }

ULONG Sum(PSecBufferDesc message) {
  ULONG sum = 0;
  for (const SecBuffer* buffer : FindAll(message, SECBUFFER_DATA)) {
    if (!IsSigned(buffer)) continue;
    for (ULONG i = 0; i < buffer->cbBuffer; ++i) sum = sum * 31 + Bytes(buffer)[i];
  }
  return sum;
}

void Flip(PSecBufferDesc message) {
  for (const SecBuffer* buffer : FindAll(message, SECBUFFER_DATA)) {
    if (!IsSealed(buffer)) continue;
    for (ULONG i = 0; i < buffer->cbBuffer; ++i) Bytes(buffer)[i] ^= kPad;
  }
}

NTSTATUS WriteToken(const Token& token, PSecBuffer buffer) {
  if (buffer->cbBuffer < kTokenSize) return SEC_E_BUFFER_TOO_SMALL;
  std::memcpy(buffer->pvBuffer, &token, kTokenSize);
  buffer->cbBuffer = kTokenSize;
  return SEC_E_OK;
}

NTSTATUS CheckToken(const void* bytes, PSecBufferDesc message, ULONG sequence_number, ULONG* qop) {
  Token token;
  std::memcpy(&token, bytes, kTokenSize);
  if (token.mark != kMark) return SEC_E_INVALID_TOKEN;
  if (token.qop != kSignOnly) Flip(message);
  if (qop != nullptr) *qop = token.qop;
  if (token.sum != Sum(message)) return SEC_E_MESSAGE_ALTERED;
  return token.sequence_number == sequence_number ? SEC_E_OK : SEC_E_OUT_OF_SEQUENCE;
}

void Point(PSecBuffer buffer, ULONG type, unsigned char* bytes, ULONG size) {
  *buffer = {size, type, bytes};
}

NTSTATUS WriteHeader(PSecBuffer header, ULONG size) {
  if (header->cbBuffer < kHeaderSize) return SEC_E_BUFFER_TOO_SMALL;
  const std::array<unsigned char, kHeaderSize> bytes = {kApplicationData, 3, 3,
                                                        static_cast<unsigned char>(size >> 8),
                                                        static_cast<unsigned char>(size)};
  std::memcpy(header->pvBuffer, bytes.data(), kHeaderSize);
  header->cbBuffer = kHeaderSize;
  return SEC_E_OK;
}

// STREAM is a whole token; DATA then lies in it.
NTSTATUS UnsealStream(PSecBufferDesc message, ULONG sequence_number, ULONG* qop) {
  const SecBuffer* stream = Find(message, SECBUFFER_STREAM);
  PSecBuffer data = Find(message, SECBUFFER_DATA);
  if (data == nullptr || stream->cbBuffer < kTokenSize) return SEC_E_INVALID_TOKEN;
  Point(data, SECBUFFER_DATA, Bytes(stream) + kTokenSize, stream->cbBuffer - kTokenSize);
  return CheckToken(stream->pvBuffer, message, sequence_number, qop);
}

// DATA holds one record and what follows it; three EMPTY buffers take its parts.
NTSTATUS UnsealRecord(PSecBufferDesc message, ULONG sequence_number, ULONG* qop) {
  const std::vector<PSecBuffer> empty = FindAll(message, SECBUFFER_EMPTY);
  PSecBuffer input = Find(message, SECBUFFER_DATA);
  if (input == nullptr || empty.size() < 3) return SEC_E_INVALID_TOKEN;
  unsigned char* bytes = Bytes(input);
  const ULONG given = input->cbBuffer;
  ULONG size = kHeaderSize;
  if (given >= kHeaderSize) size += static_cast<ULONG>(bytes[3] << 8) + bytes[4];
  if (given < size) {
    Point(empty[0], SECBUFFER_MISSING, nullptr, size - given);
    return SEC_E_INCOMPLETE_MESSAGE;
  }
  if (size < kHeaderSize + kTokenSize) return SEC_E_INVALID_TOKEN;
  unsigned char* trailer = bytes + size - kTokenSize;
  Point(input, SECBUFFER_STREAM_HEADER, bytes, kHeaderSize);
  Point(empty[0], SECBUFFER_DATA, bytes + kHeaderSize, size - kHeaderSize - kTokenSize);
  Point(empty[1], SECBUFFER_STREAM_TRAILER, trailer, kTokenSize);
  if (given > size) Point(empty[2], SECBUFFER_EXTRA, bytes + size, given - size);
  return CheckToken(trailer, message, sequence_number, qop);
}

NTSTATUS Speak(const char* text, PSecBufferDesc output) {
  PSecBuffer token = Find(output, SECBUFFER_TOKEN);
  const auto size = static_cast<ULONG>(std::strlen(text));
  if (token == nullptr || token->cbBuffer < size) return SEC_E_BUFFER_TOO_SMALL;
  std::memcpy(token->pvBuffer, text, size);
  token->cbBuffer = size;
  return SEC_E_OK;
}

bool Hears(const char* text, PSecBufferDesc input) {
  const SecBuffer* token = Find(input, SECBUFFER_TOKEN);
  return token != nullptr && token->cbBuffer == std::strlen(text) &&
         std::equal(Bytes(token), Bytes(token) + token->cbBuffer, text);
}

constexpr const char* kQuestion = "scripted: hello";
constexpr const char* kAnswer = "scripted: welcome";
constexpr const char* kFarewell = "scripted: farewell";

}  // namespace

NTSTATUS Seal(ULONG qop, PSecBufferDesc message, ULONG sequence_number) {
  const std::vector<PSecBuffer> data = FindAll(message, SECBUFFER_DATA);
  PSecBuffer header = Find(message, SECBUFFER_STREAM_HEADER);
  PSecBuffer token = Find(message, header ? SECBUFFER_STREAM_TRAILER : SECBUFFER_TOKEN);
  if (data.empty() || token == nullptr) return SEC_E_INVALID_TOKEN;
  const NTSTATUS status = WriteToken({kMark, qop, sequence_number, Sum(message)}, token);
  if (status != SEC_E_OK) return status;
  if (qop != kSignOnly) Flip(message);
  for (PSecBuffer padding : FindAll(message, SECBUFFER_PADDING)) padding->cbBuffer = 0;
  return header ? WriteHeader(header, data.front()->cbBuffer + kTokenSize) : SEC_E_OK;
}

NTSTATUS Unseal(PSecBufferDesc message, ULONG sequence_number, ULONG* qop) {
  if (Find(message, SECBUFFER_STREAM)) return UnsealStream(message, sequence_number, qop);
  const SecBuffer* token = Find(message, SECBUFFER_TOKEN);
  if (token == nullptr) return UnsealRecord(message, sequence_number, qop);
  if (token->cbBuffer < kTokenSize) return SEC_E_INVALID_TOKEN;
  return CheckToken(token->pvBuffer, message, sequence_number, qop);
}

NTSTATUS Sign(ULONG, PSecBufferDesc message, ULONG sequence_number) {
  PSecBuffer token = Find(message, SECBUFFER_TOKEN);
  if (token == nullptr) return SEC_E_INVALID_TOKEN;
  return WriteToken({kMark, kSignOnly, sequence_number, Sum(message)}, token);
}

NTSTATUS Verify(PSecBufferDesc message, ULONG sequence_number, ULONG* qop) {
  const SecBuffer* token = Find(message, SECBUFFER_TOKEN);
  if (token == nullptr || token->cbBuffer < kTokenSize) return SEC_E_INVALID_TOKEN;
  const NTSTATUS status = CheckToken(token->pvBuffer, message, sequence_number, nullptr);
  if (qop != nullptr) *qop = 0;
  return status;
}

NTSTATUS Initiate(bool first, PSecBufferDesc input, PSecBufferDesc output) {
  if (first) {
    const NTSTATUS status = Speak(kQuestion, output);
    return status == SEC_E_OK ? SEC_I_CONTINUE_NEEDED : status;
  }
  if (Find(input, SECBUFFER_TOKEN) == nullptr) return Speak(kFarewell, output);
  return Hears(kAnswer, input) ? Speak("", output) : SEC_E_INVALID_TOKEN;
}

NTSTATUS Accept(PSecBufferDesc input, PSecBufferDesc output) {
  if (Find(input, SECBUFFER_TOKEN) == nullptr) return Speak(kFarewell, output);
  return Hears(kQuestion, input) ? Speak(kAnswer, output) : SEC_E_INVALID_TOKEN;
}

}  // namespace scripted
