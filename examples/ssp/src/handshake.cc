#include "handshake.h"

#include <algorithm>

namespace reference {

namespace {

constexpr std::string_view kHello = "RSSP hello 1";
constexpr std::string_view kWelcome = "RSSP welcome 1";
constexpr std::string_view kFinish = "RSSP finish 1";
constexpr size_t kNonceSize = 32;
constexpr size_t kLongestUser = 256;

void TakeMark(Reader& reader, std::string_view mark) {
  Require(std::ranges::equal(reader.Take(mark.size()), ViewOf(mark)), SEC_E_INVALID_TOKEN);
}

Key Proof(const Key& confirmation, std::string_view who) {
  return Hmac(confirmation.view(), {ViewOf(who)});
}

}  // namespace

Handshake::Handshake(Role role, const Credentials& credentials, Protection wanted)
    : await_(role == Role::kClient ? Await::kStart : Await::kHello),
      secret_(credentials.secret.Copy()) {
  state_.role = role;
  state_.protection = wanted;
  if (role == Role::kClient) state_.user = credentials.user;
}

NTSTATUS Handshake::Step(View input, Bytes& output) {
  const std::lock_guard<std::mutex> lock(mutex_);
  try {
    return Advance(input, output);
  } catch (const Failure&) {
    await_ = Await::kNothing;
    throw;
  }
}

NTSTATUS Handshake::Advance(View input, Bytes& output) {
  switch (await_) {
    case Await::kStart:
      SendHello(output);
      await_ = Await::kWelcome;
      return SEC_I_CONTINUE_NEEDED;
    case Await::kHello:
      AnswerHello(input, output);
      await_ = Await::kFinish;
      return SEC_I_CONTINUE_NEEDED;
    case Await::kWelcome:
      AnswerWelcome(input, output);
      break;
    case Await::kFinish:
      CheckFinish(input);
      break;
    case Await::kNothing:
      throw Failure{SEC_E_OUT_OF_SEQUENCE};
  }
  await_ = Await::kNothing;
  ready_ = true;
  return SEC_E_OK;
}

void Handshake::SendHello(Bytes& output) {
  client_nonce_ = RandomBytes(kNonceSize);
  Append(output, ViewOf(kHello));
  output.push_back(state_.protection.wire());
  Append(output, client_nonce_);
  Append(output, ViewOf(state_.user));
  transcript_ = output;
}

void Handshake::AnswerHello(View hello, Bytes& output) {
  Reader reader(hello, SEC_E_INVALID_TOKEN);
  TakeMark(reader, kHello);
  const auto wanted = Protection::OfWire(reader.TakeNumber<UCHAR>());
  const View client_nonce = reader.Take(kNonceSize);
  state_.user = reader.TakeText(kLongestUser);
  state_.protection = state_.protection.With(wanted);

  const Bytes server_nonce = RandomBytes(kNonceSize);
  Append(output, ViewOf(kWelcome));
  output.push_back(state_.protection.wire());
  Append(output, server_nonce);
  transcript_.assign(hello.begin(), hello.end());
  Append(transcript_, output);
  Agree(client_nonce, server_nonce);
  Append(output, Proof(confirmation_, "server").view());
}

void Handshake::AnswerWelcome(View welcome, Bytes& output) {
  Reader reader(welcome, SEC_E_INVALID_TOKEN);
  TakeMark(reader, kWelcome);
  state_.protection = Protection::OfWire(reader.TakeNumber<UCHAR>());
  const View server_nonce = reader.Take(kNonceSize);
  const View proof = reader.Take(kKeySize);
  reader.TakeEnd();
  Append(transcript_, welcome.first(welcome.size() - kKeySize));
  Agree(client_nonce_, server_nonce);
  Require(Proof(confirmation_, "server").Equals(proof), SEC_E_LOGON_DENIED);
  Append(output, ViewOf(kFinish));
  Append(output, Proof(confirmation_, "client").view());
}

void Handshake::CheckFinish(View finish) {
  Reader reader(finish, SEC_E_INVALID_TOKEN);
  TakeMark(reader, kFinish);
  const View proof = reader.Take(kKeySize);
  reader.TakeEnd();
  Require(Proof(confirmation_, "client").Equals(proof), SEC_E_LOGON_DENIED);
}

void Handshake::Agree(View client_nonce, View server_nonce) {
  Bytes salt(client_nonce.begin(), client_nonce.end());
  Append(salt, server_nonce);
  const Key agreed = Extract(salt, secret_.view());
  state_.key = Expand(agreed, "ReferenceSsp session", transcript_);
  confirmation_ = Expand(agreed, "ReferenceSsp confirmation", transcript_);
}

std::optional<SessionState> Handshake::TakeSession() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!ready_) return std::nullopt;
  ready_ = false;
  return std::move(state_);
}

std::optional<SecretBytes> Handshake::PackSession() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!ready_) return std::nullopt;
  return state_.Pack();
}

}  // namespace reference
