#ifndef SECUR32_TEST_SCRIPTED_SSP_TOY_H_
#define SECUR32_TEST_SCRIPTED_SSP_TOY_H_

#include "win32.h"

namespace scripted {

// What the package does where no test told it otherwise: a protection that protects nothing, in the
// forms of real packages. A token of 16 bytes has a mark, the quality of protection, the sequence
// number and the sum of the message's bytes; sealing is an exclusive or with one constant.
//
// A message is TOKEN, DATA and PADDING, of which nothing is used; or, of a stream, STREAM_HEADER,
// DATA and STREAM_TRAILER, which holds the token. Opening takes the same, or STREAM and DATA, or,
// of a stream, DATA and three EMPTY buffers.

inline constexpr ULONG kTokenSize = 16;
inline constexpr ULONG kTokenRoom = 32;  // more than is used, as Windows' Kerberos asks for
inline constexpr ULONG kBlockSize = 8;
inline constexpr ULONG kHeaderSize = 5;
inline constexpr ULONG kMaximumMessage = 16384;

NTSTATUS Seal(ULONG qop, PSecBufferDesc message, ULONG sequence_number);
NTSTATUS Unseal(PSecBufferDesc message, ULONG sequence_number, ULONG* qop);
NTSTATUS Sign(ULONG qop, PSecBufferDesc message, ULONG sequence_number);
NTSTATUS Verify(PSecBufferDesc message, ULONG sequence_number, ULONG* qop);

// A leg of a handshake of two: the client speaks, the server answers and is done, the client is. A
// later leg without a token, which is what follows a control token, says farewell.
NTSTATUS Initiate(bool first, PSecBufferDesc input, PSecBufferDesc output);
NTSTATUS Accept(PSecBufferDesc input, PSecBufferDesc output);

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_TOY_H_
