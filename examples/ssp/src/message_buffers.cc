#include "message_buffers.h"

namespace reference {

namespace {

ULONG TypeOf(const SecBuffer& buffer) { return buffer.BufferType & ~SECBUFFER_ATTRMASK; }

bool IsReadOnly(const SecBuffer& buffer) {
  return (buffer.BufferType & (SECBUFFER_READONLY | SECBUFFER_READONLY_WITH_CHECKSUM)) != 0;
}

std::span<SecBuffer> BuffersOf(PSecBufferDesc message) {
  Require(message != nullptr && (message->pBuffers != nullptr || message->cBuffers == 0),
          kStatusInvalidParameter);
  return {message->pBuffers, message->cBuffers};
}

std::span<UCHAR> BytesOf(const SecBuffer& buffer) {
  Require(buffer.pvBuffer != nullptr || buffer.cbBuffer == 0, kStatusInvalidParameter);
  return {static_cast<PUCHAR>(buffer.pvBuffer), buffer.cbBuffer};
}

// The only buffer of a type, or nullptr.
PSecBuffer FindOnly(PSecBufferDesc message, ULONG type) {
  PSecBuffer found = nullptr;
  for (SecBuffer& buffer : BuffersOf(message)) {
    if (TypeOf(buffer) != type) continue;
    Require(found == nullptr, kStatusInvalidParameter);
    found = &buffer;
  }
  return found;
}

PSecBuffer FindData(PSecBufferDesc message) {
  const PSecBuffer data = FindOnly(message, SECBUFFER_DATA);
  Require(data != nullptr, SEC_E_INVALID_TOKEN);
  return data;
}

}  // namespace

MessageBuffers MessageBuffers::ToProtect(PSecBufferDesc message) {
  MessageBuffers buffers;
  buffers.message_ = message;
  buffers.data_buffer_ = FindData(message);
  buffers.token_buffer_ = FindOnly(message, SECBUFFER_TOKEN);
  Require(buffers.token_buffer_ != nullptr, kStatusInvalidParameter);
  buffers.data_ = BytesOf(*buffers.data_buffer_);
  buffers.read_only_ = IsReadOnly(*buffers.data_buffer_);
  buffers.token_ = BytesOf(*buffers.token_buffer_);
  Require(buffers.token_.size() >= kTokenSize, kStatusInvalidParameter);
  return buffers;
}

MessageBuffers MessageBuffers::ToCheck(PSecBufferDesc message) {
  MessageBuffers buffers;
  buffers.message_ = message;
  buffers.data_buffer_ = FindData(message);
  if (const PSecBuffer stream = FindOnly(message, SECBUFFER_STREAM)) {
    const std::span<UCHAR> bytes = BytesOf(*stream);
    Require(bytes.size() >= kTokenSize, kStatusInvalidParameter);
    buffers.token_ = bytes.first(kTokenSize);
    buffers.data_ = bytes.subspan(kTokenSize);
    buffers.read_only_ = IsReadOnly(*stream);
    return buffers;
  }
  const PSecBuffer token = FindOnly(message, SECBUFFER_TOKEN);
  Require(token != nullptr && token->cbBuffer >= kTokenSize, kStatusInvalidParameter);
  buffers.token_ = BytesOf(*token);
  buffers.data_ = BytesOf(*buffers.data_buffer_);
  buffers.read_only_ = IsReadOnly(*buffers.data_buffer_);
  return buffers;
}

void MessageBuffers::RequireWritable() const { Require(!read_only_, kStatusInvalidParameter); }

void MessageBuffers::WriteToken(const Token& token) {
  token.Write(token_.data());
  token_buffer_->cbBuffer = kTokenSize;
  for (SecBuffer& buffer : BuffersOf(message_)) {
    if (TypeOf(buffer) == SECBUFFER_PADDING) buffer.cbBuffer = 0;
  }
}

void MessageBuffers::ReportData() {
  data_buffer_->pvBuffer = data_.data();
  data_buffer_->cbBuffer = static_cast<ULONG>(data_.size());
}

}  // namespace reference
