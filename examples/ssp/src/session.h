#ifndef REFERENCE_SSP_SESSION_H_
#define REFERENCE_SSP_SESSION_H_

#include <mutex>

#include "crypto.h"
#include "message_buffers.h"
#include "protection.h"
#include "sequence.h"
#include "token.h"

namespace reference {

enum class Role : UCHAR { kClient = 1, kServer = 2 };

// What an established context consists of: all that its user mode needs, and no more.
struct SessionState {
  Role role = Role::kClient;
  Protection protection;
  Sequence sent;
  Sequence received;
  Key key;
  std::wstring user;  // the client's

  // For LSA mode to hand over, and for an export: README.md has the layout.
  SecretBytes Pack() const;
  // STATUS_INVALID_PARAMETER if the bytes are not those of Pack().
  static SessionState Unpack(View packed);
};

// The messages of an established context. One thread may protect a message while another checks
// one; two of a kind take turns.
class Session {
 public:
  explicit Session(SessionState state);

  // SpSealMessage and SpMakeSignature. STATUS_INVALID_HANDLE without integrity.
  void Seal(ULONG qop, PSecBufferDesc message, ULONG number);
  void Sign(ULONG qop, PSecBufferDesc message, ULONG number);

  // SpUnsealMessage and SpVerifySignature; they return the quality of protection. What is refused
  // stays as it came.
  ULONG Unseal(PSecBufferDesc message, ULONG number);
  ULONG Verify(PSecBufferDesc message, ULONG number);

  // Packs the session for another process, and ends it here: two that seal under one key would use
  // each number twice.
  SecretBytes Export();

  Protection protection() const { return state_.protection; }
  const Key& key() const { return state_.key; }
  const std::wstring& user() const { return state_.user; }

 private:
  void Protect(Kind kind, PSecBufferDesc message, ULONG number);
  void RequireUsable() const;

  SessionState state_;
  Gcm sending_;
  Gcm receiving_;
  std::mutex sending_mutex_;    // also for state_.sent
  std::mutex receiving_mutex_;  // also for state_.received
  bool exported_ = false;       // changed under both
};

}  // namespace reference

#endif  // REFERENCE_SSP_SESSION_H_
