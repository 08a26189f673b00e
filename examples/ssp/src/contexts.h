#ifndef REFERENCE_SSP_CONTEXTS_H_
#define REFERENCE_SSP_CONTEXTS_H_

#include <memory>

#include "handle_table.h"
#include "handshake.h"

namespace reference {

// A context is a handshake in LSA mode, and a session in user mode, under the same handle. On
// Windows the two are in different processes.
HandleTable<Handshake>& Handshakes();
HandleTable<Session>& Sessions();

// STATUS_INVALID_HANDLE if there is no session, which is so before the handshake is done.
std::shared_ptr<Session> RequireSession(LSA_SEC_HANDLE context);

// Begins the session that LSA mode has packed.
void MapSession(LSA_SEC_HANDLE context, View packed);

// Begins a session that another process has exported, under a handle that is not LSA's.
LSA_SEC_HANDLE ImportSession(View packed);

}  // namespace reference

#endif  // REFERENCE_SSP_CONTEXTS_H_
