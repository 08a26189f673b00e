#ifndef REFERENCE_SSP_MESSAGE_BUFFERS_H_
#define REFERENCE_SSP_MESSAGE_BUFFERS_H_

#include "bytes.h"
#include "token.h"

namespace reference {

// The two buffers of a message that the package works on. Others stay as they are, but PADDING,
// which is emptied: AES-GCM pads nothing.
class MessageBuffers {
 public:
  // For a message to protect. SEC_E_INVALID_TOKEN without DATA; STATUS_INVALID_PARAMETER with two
  // of them, or with no TOKEN that is long enough.
  static MessageBuffers ToProtect(PSecBufferDesc message);

  // For a message to check: DATA and TOKEN; or STREAM, the token and the data behind it, and a DATA
  // that is set to its place there.
  static MessageBuffers ToCheck(PSecBufferDesc message);

  // Before data is encrypted or decrypted: STATUS_INVALID_PARAMETER if its buffer is read-only.
  void RequireWritable() const;

  std::span<UCHAR> data() const { return data_; }
  View token() const { return token_; }

  // Tells the caller how long the token is, and that there is no padding.
  void WriteToken(const Token& token);

  // Tells the caller where the data of a STREAM is.
  void ReportData();

 private:
  PSecBufferDesc message_ = nullptr;
  PSecBuffer data_buffer_ = nullptr;
  PSecBuffer token_buffer_ = nullptr;
  bool read_only_ = false;
  std::span<UCHAR> data_;
  std::span<UCHAR> token_;
};

}  // namespace reference

#endif  // REFERENCE_SSP_MESSAGE_BUFFERS_H_
