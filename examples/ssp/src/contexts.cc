#include "contexts.h"

#include <mutex>

namespace reference {

namespace {

// The handles of LSA mode count from 1, in another process: these must not meet them.
constexpr LSA_SEC_HANDLE kFirstImported = ~(~LSA_SEC_HANDLE{0} >> 1);

// Wine's Secur32 never calls SpInitUserModeContext; but there both modes are in one process, and
// the session can be had from the handshake itself.
void BeginFromHandshake(LSA_SEC_HANDLE context) {
  static std::mutex mutex;
  const std::lock_guard<std::mutex> lock(mutex);
  const std::shared_ptr<Handshake> handshake = Handshakes().Find(context);
  if (!handshake) return;
  std::optional<SessionState> state = handshake->TakeSession();
  if (state) Sessions().AddAs(context, std::make_shared<Session>(std::move(*state)));
}

}  // namespace

HandleTable<Handshake>& Handshakes() {
  static HandleTable<Handshake> table(1);
  return table;
}

HandleTable<Session>& Sessions() {
  static HandleTable<Session> table(kFirstImported);
  return table;
}

std::shared_ptr<Session> RequireSession(LSA_SEC_HANDLE context) {
  std::shared_ptr<Session> session = Sessions().Find(context);
  if (!session) {
    BeginFromHandshake(context);
    session = Sessions().Find(context);
  }
  Require(session != nullptr, kStatusInvalidHandle);
  return session;
}

void MapSession(LSA_SEC_HANDLE context, View packed) {
  const auto session = std::make_shared<Session>(SessionState::Unpack(packed));
  // Where LSA mode is in this process, it must not begin the same session a second time.
  if (const auto handshake = Handshakes().Find(context)) handshake->TakeSession();
  Require(Sessions().AddAs(context, session), kStatusInvalidParameter);
}

LSA_SEC_HANDLE ImportSession(View packed) {
  return Sessions().Add(std::make_shared<Session>(SessionState::Unpack(packed)));
}

}  // namespace reference
