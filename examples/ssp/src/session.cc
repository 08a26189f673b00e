#include "session.h"

#include <algorithm>

namespace reference {

namespace {

constexpr std::string_view kClientLabel = "ReferenceSsp client to server";
constexpr std::string_view kServerLabel = "ReferenceSsp server to client";

Key DirectionKey(const SessionState& state, bool sending) {
  const bool from_client = (state.role == Role::kClient) == sending;
  return Expand(state.key, from_client ? kClientLabel : kServerLabel);
}

}  // namespace

Session::Session(SessionState state)
    : state_(std::move(state)),
      sending_(DirectionKey(state_, true)),
      receiving_(DirectionKey(state_, false)) {}

void Session::RequireUsable() const {
  Require(state_.protection.signs() && !exported_, kStatusInvalidHandle);
}

void Session::Seal(ULONG qop, PSecBufferDesc message, ULONG number) {
  const std::lock_guard<std::mutex> lock(sending_mutex_);
  RequireUsable();
  const bool encrypts = qop == 0 && state_.protection.seals();
  Require(encrypts || qop == SECQOP_WRAP_NO_ENCRYPT, SEC_E_QOP_NOT_SUPPORTED);
  Protect(encrypts ? Kind::kSealed : Kind::kWrapped, message, number);
}

void Session::Sign(ULONG qop, PSecBufferDesc message, ULONG number) {
  const std::lock_guard<std::mutex> lock(sending_mutex_);
  RequireUsable();
  Require(qop == 0, SEC_E_QOP_NOT_SUPPORTED);
  Protect(Kind::kSignature, message, number);
}

void Session::Protect(Kind kind, PSecBufferDesc message, ULONG number) {
  const bool encrypts = kind == Kind::kSealed;
  MessageBuffers buffers = MessageBuffers::ToProtect(message);
  if (encrypts) buffers.RequireWritable();
  // Last of all that can be refused: from here on the number is used up, come what may.
  const std::optional<Number> next = state_.sent.Next(number);
  if (!next) throw Failure{SEC_E_OUT_OF_SEQUENCE};
  Token token{kind, *next};
  const std::span<UCHAR> data = buffers.data();
  token.tag =
      encrypts ? sending_.Seal(token.Nonce(), {}, data) : sending_.Seal(token.Nonce(), data, {});
  buffers.WriteToken(token);
}

ULONG Session::Unseal(PSecBufferDesc message, ULONG number) {
  const std::lock_guard<std::mutex> lock(receiving_mutex_);
  RequireUsable();
  MessageBuffers buffers = MessageBuffers::ToCheck(message);
  const Token token = Token::Read(buffers.token());
  Require(token.kind != Kind::kSignature, SEC_E_MESSAGE_ALTERED);
  const std::span<UCHAR> data = buffers.data();
  const bool sealed = token.kind == Kind::kSealed;
  if (sealed) buffers.RequireWritable();
  // Nothing is written to the caller's buffer that is not known to be genuine, and due.
  SecretBytes opened(Bytes(sealed ? data.size() : 0));
  const bool genuine = sealed ? receiving_.Open(token.Nonce(), {}, data, token.tag, opened.bytes())
                              : receiving_.Open(token.Nonce(), data, {}, token.tag, {});
  Require(genuine, SEC_E_MESSAGE_ALTERED);
  Require(state_.received.Accept(number, token.number), SEC_E_OUT_OF_SEQUENCE);
  std::ranges::copy(opened.bytes(), data.begin());
  buffers.ReportData();
  return sealed ? 0 : SECQOP_WRAP_NO_ENCRYPT;
}

ULONG Session::Verify(PSecBufferDesc message, ULONG number) {
  const std::lock_guard<std::mutex> lock(receiving_mutex_);
  RequireUsable();
  const MessageBuffers buffers = MessageBuffers::ToCheck(message);
  const Token token = Token::Read(buffers.token());
  Require(token.kind == Kind::kSignature &&
              receiving_.Open(token.Nonce(), buffers.data(), {}, token.tag, {}),
          SEC_E_MESSAGE_ALTERED);
  Require(state_.received.Accept(number, token.number), SEC_E_OUT_OF_SEQUENCE);
  return 0;
}

SecretBytes Session::Export() {
  const std::scoped_lock lock(sending_mutex_, receiving_mutex_);
  Require(!exported_, kStatusInvalidHandle);
  exported_ = true;
  return state_.Pack();
}

}  // namespace reference
