#ifndef REFERENCE_SSP_HANDSHAKE_H_
#define REFERENCE_SSP_HANDSHAKE_H_

#include <mutex>
#include <optional>

#include "credentials.h"
#include "session.h"

namespace reference {

// Three tokens by which two ends show each other that they know one secret, and agree on a session
// key that nobody else knows: README.md says how, and what it does not protect from.
class Handshake {
 public:
  Handshake(Role role, const Credentials& credentials, Protection wanted);

  // Takes the peer's token, empty for a client's first leg. Returns SEC_E_OK or
  // SEC_I_CONTINUE_NEEDED, and what is to be sent. After a failure there is no other leg.
  NTSTATUS Step(View input, Bytes& output);

  Protection protection() const { return state_.protection; }

  // The session, once, when the handshake is done: it must not begin twice.
  std::optional<SessionState> TakeSession();
  // A copy for the caller's process, where it will begin.
  std::optional<SecretBytes> PackSession();

 private:
  enum class Await : UCHAR { kStart, kHello, kWelcome, kFinish, kNothing };

  NTSTATUS Advance(View input, Bytes& output);
  void SendHello(Bytes& output);
  void AnswerHello(View hello, Bytes& output);
  void AnswerWelcome(View welcome, Bytes& output);
  void CheckFinish(View finish);
  void Agree(View client_nonce, View server_nonce);

  std::mutex mutex_;
  Await await_;
  Key secret_;
  Bytes transcript_;  // both first tokens, the second without its proof
  Bytes client_nonce_;
  Key confirmation_;
  SessionState state_;
  bool ready_ = false;
};

}  // namespace reference

#endif  // REFERENCE_SSP_HANDSHAKE_H_
