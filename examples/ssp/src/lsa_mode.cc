// What LSA calls: credentials and handshakes. On Windows this runs in the process of LSA.

#include <algorithm>

#include "attributes.h"
#include "contexts.h"
#include "host.h"

namespace reference {

namespace {

constexpr ULONG kCapabilities =
    SECPKG_FLAG_INTEGRITY | SECPKG_FLAG_PRIVACY | SECPKG_FLAG_CONNECTION | SECPKG_FLAG_MUTUAL_AUTH;

char ansi_name[] = "ReferenceSsp";
wchar_t name[] = L"ReferenceSsp";
wchar_t comment[] = L"An example for authors of security packages";

HandleTable<const Credentials>& AllCredentials() {
  static HandleTable<const Credentials> table(1);
  return table;
}

// LSA keeps the name, and the functions are there as long as it is.
NTSTATUS NTAPI InitializePackage(ULONG, PLSA_DISPATCH_TABLE functions, PLSA_STRING, PLSA_STRING,
                                 PLSA_STRING* package_name) {
  static LSA_STRING text = {sizeof(ansi_name) - 1, sizeof(ansi_name), ansi_name};
  SetLsaFunctions(functions);
  *package_name = &text;
  return SEC_E_OK;
}

NTSTATUS NTAPI SpInitialize(ULONG_PTR, PSECPKG_PARAMETERS, PLSA_SECPKG_FUNCTION_TABLE) {
  return SEC_E_OK;
}

// Another host in this process may go on: the keys are wiped when the DLL is unloaded.
NTSTATUS NTAPI SpShutdown() { return SEC_E_OK; }

NTSTATUS NTAPI SpGetInfo(PSecPkgInfoW info) {
  *info = {kCapabilities, 1, SECPKG_ID_NONE, kMaxToken, name, comment};
  return SEC_E_OK;
}

NTSTATUS NTAPI SpAcquireCredentialsHandle(PUNICODE_STRING, ULONG use, PLUID, PVOID auth_data, PVOID,
                                          PVOID, PLSA_SEC_HANDLE credentials, PTimeStamp expiry) {
  return ReturnStatus([&]() -> NTSTATUS {
    *credentials = AllCredentials().Add(
        std::make_shared<const Credentials>(Credentials::Read(use, auth_data)));
    expiry->QuadPart = 0;
    return SEC_E_OK;
  });
}

NTSTATUS NTAPI SpFreeCredentialsHandle(LSA_SEC_HANDLE credentials) {
  return AllCredentials().Remove(credentials) ? SEC_E_OK : kStatusInvalidHandle;
}

// A new handshake for a first leg, and otherwise the one of the context.
std::shared_ptr<Handshake> FindOrBegin(LSA_SEC_HANDLE credentials, LSA_SEC_HANDLE context,
                                       Role role, Protection wanted) {
  if (context != 0) {
    std::shared_ptr<Handshake> handshake = Handshakes().Find(context);
    Require(handshake != nullptr, kStatusInvalidHandle);
    return handshake;
  }
  const std::shared_ptr<const Credentials> found = AllCredentials().Find(credentials);
  Require(found != nullptr, kStatusInvalidHandle);
  const ULONG use = role == Role::kClient ? SECPKG_CRED_OUTBOUND : SECPKG_CRED_INBOUND;
  Require((found->use & use) != 0, SEC_E_UNKNOWN_CREDENTIALS);
  return std::make_shared<Handshake>(role, *found, wanted);
}

PSecBuffer FindToken(PSecBufferDesc buffers) {
  if (buffers == nullptr) return nullptr;
  const std::span<SecBuffer> all(buffers->pBuffers, buffers->cBuffers);
  const auto found = std::ranges::find_if(all, [](const SecBuffer& buffer) {
    return (buffer.BufferType & ~SECBUFFER_ATTRMASK) == SECBUFFER_TOKEN;
  });
  return found == all.end() ? nullptr : &*found;
}

View ReadToken(PSecBufferDesc input) {
  const PSecBuffer token = FindToken(input);
  if (token == nullptr || token->pvBuffer == nullptr) return {};
  return {static_cast<PUCHAR>(token->pvBuffer), token->cbBuffer};
}

void WriteToken(PSecBufferDesc output, const Bytes& bytes) {
  const PSecBuffer token = FindToken(output);
  if (token == nullptr && bytes.empty()) return;
  Require(token != nullptr, SEC_E_INVALID_TOKEN);
  Require(token->pvBuffer != nullptr && token->cbBuffer >= bytes.size(), SEC_E_BUFFER_TOO_SMALL);
  std::ranges::copy(bytes, static_cast<PUCHAR>(token->pvBuffer));
  token->cbBuffer = static_cast<ULONG>(bytes.size());
}

// What a leg leaves beside its token.
struct Outcome {
  PLSA_SEC_HANDLE new_context;
  PTimeStamp expiry;
  PBOOLEAN mapped;
  PSecBuffer context_data;
};

// Messages are protected in the caller's process: it gets a copy of what that takes.
void MapToCaller(Handshake& handshake, const Outcome& outcome) {
  // Wine has no place for it.
  if (outcome.context_data == nullptr) return;
  std::optional<SecretBytes> packed = handshake.PackSession();
  if (!packed) return;
  const std::span<UCHAR> bytes = packed->bytes();
  *outcome.context_data = {static_cast<ULONG>(bytes.size()), SECBUFFER_EMPTY, CopyForLsa(bytes)};
  *outcome.mapped = TRUE;
}

NTSTATUS RunLeg(LSA_SEC_HANDLE context, const std::shared_ptr<Handshake>& handshake,
                PSecBufferDesc input, PSecBufferDesc output, const Outcome& outcome) {
  *outcome.mapped = FALSE;
  Bytes token;
  const NTSTATUS status = handshake->Step(ReadToken(input), token);
  WriteToken(output, token);
  outcome.expiry->QuadPart = 0;
  MapToCaller(*handshake, outcome);
  *outcome.new_context = context != 0 ? context : Handshakes().Add(handshake);
  return status;
}

NTSTATUS NTAPI SpInitLsaModeContext(LSA_SEC_HANDLE credentials, LSA_SEC_HANDLE context,
                                    PUNICODE_STRING, ULONG flags, ULONG, PSecBufferDesc input,
                                    PLSA_SEC_HANDLE new_context, PSecBufferDesc output,
                                    PULONG granted, PTimeStamp expiry, PBOOLEAN mapped,
                                    PSecBuffer context_data) {
  return ReturnStatus([&]() -> NTSTATUS {
    const std::shared_ptr<Handshake> handshake =
        FindOrBegin(credentials, context, Role::kClient, Protection::OfClient(flags));
    const NTSTATUS status =
        RunLeg(context, handshake, input, output, {new_context, expiry, mapped, context_data});
    *granted = handshake->protection().ClientFlags();
    return status;
  });
}

NTSTATUS NTAPI SpAcceptLsaModeContext(LSA_SEC_HANDLE credentials, LSA_SEC_HANDLE context,
                                      PSecBufferDesc input, ULONG flags, ULONG,
                                      PLSA_SEC_HANDLE new_context, PSecBufferDesc output,
                                      PULONG granted, PTimeStamp expiry, PBOOLEAN mapped,
                                      PSecBuffer context_data) {
  return ReturnStatus([&]() -> NTSTATUS {
    const std::shared_ptr<Handshake> handshake =
        FindOrBegin(credentials, context, Role::kServer, Protection::OfServer(flags));
    const NTSTATUS status =
        RunLeg(context, handshake, input, output, {new_context, expiry, mapped, context_data});
    *granted = handshake->protection().ServerFlags();
    return status;
  });
}

// Wine has no other call for the end of a session.
NTSTATUS NTAPI SpDeleteContext(LSA_SEC_HANDLE context) {
  Sessions().Remove(context);
  return Handshakes().Remove(context) ? SEC_E_OK : kStatusInvalidHandle;
}

SECPKG_FUNCTION_TABLE MakeTable() {
  SECPKG_FUNCTION_TABLE table{};
  table.InitializePackage = InitializePackage;
  table.Initialize = SpInitialize;
  table.Shutdown = SpShutdown;
  table.GetInfo = SpGetInfo;
  table.AcquireCredentialsHandle = SpAcquireCredentialsHandle;
  table.FreeCredentialsHandle = SpFreeCredentialsHandle;
  table.InitLsaModeContext = SpInitLsaModeContext;
  table.AcceptLsaModeContext = SpAcceptLsaModeContext;
  table.DeleteContext = SpDeleteContext;
  table.QueryContextAttributes = SpQueryContextAttributes;
  return table;
}

}  // namespace

extern "C" __declspec(dllexport) NTSTATUS NTAPI SpLsaModeInitialize(ULONG, PULONG version,
                                                                    PSECPKG_FUNCTION_TABLE* tables,
                                                                    PULONG count) {
  static SECPKG_FUNCTION_TABLE table = MakeTable();
  *version = SECPKG_INTERFACE_VERSION;
  *tables = &table;
  *count = 1;
  return SEC_E_OK;
}

}  // namespace reference
