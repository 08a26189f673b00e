// What Secur32 calls in the process of the caller: messages.

#include "attributes.h"
#include "contexts.h"
#include "host.h"

namespace reference {

namespace {

NTSTATUS NTAPI SpInstanceInit(ULONG, PSECPKG_DLL_FUNCTIONS functions, PVOID*) {
  SetUserFunctions(functions);
  return SEC_E_OK;
}

View BytesOf(PSecBuffer buffer) {
  Require(buffer != nullptr && buffer->pvBuffer != nullptr, kStatusInvalidParameter);
  return {static_cast<PUCHAR>(buffer->pvBuffer), buffer->cbBuffer};
}

NTSTATUS NTAPI SpInitUserModeContext(LSA_SEC_HANDLE context, PSecBuffer packed) {
  return ReturnStatus([&]() -> NTSTATUS {
    MapSession(context, BytesOf(packed));
    return SEC_E_OK;
  });
}

NTSTATUS NTAPI SpDeleteUserModeContext(LSA_SEC_HANDLE context) {
  return Sessions().Remove(context) ? SEC_E_OK : kStatusInvalidHandle;
}

NTSTATUS NTAPI SpSealMessage(LSA_SEC_HANDLE context, ULONG qop, PSecBufferDesc message,
                             ULONG sequence_number) {
  return ReturnStatus([&]() -> NTSTATUS {
    RequireSession(context)->Seal(qop, message, sequence_number);
    return SEC_E_OK;
  });
}

NTSTATUS NTAPI SpUnsealMessage(LSA_SEC_HANDLE context, PSecBufferDesc message,
                               ULONG sequence_number, PULONG qop) {
  return ReturnStatus([&]() -> NTSTATUS {
    const ULONG found = RequireSession(context)->Unseal(message, sequence_number);
    if (qop != nullptr) *qop = found;
    return SEC_E_OK;
  });
}

NTSTATUS NTAPI SpMakeSignature(LSA_SEC_HANDLE context, ULONG qop, PSecBufferDesc message,
                               ULONG sequence_number) {
  return ReturnStatus([&]() -> NTSTATUS {
    RequireSession(context)->Sign(qop, message, sequence_number);
    return SEC_E_OK;
  });
}

NTSTATUS NTAPI SpVerifySignature(LSA_SEC_HANDLE context, PSecBufferDesc message,
                                 ULONG sequence_number, PULONG qop) {
  return ReturnStatus([&]() -> NTSTATUS {
    const ULONG found = RequireSession(context)->Verify(message, sequence_number);
    if (qop != nullptr) *qop = found;
    return SEC_E_OK;
  });
}

// Only a move can be had: a copy, or one whose numbers begin anew, would use numbers twice.
NTSTATUS NTAPI SpExportContext(LSA_SEC_HANDLE context, ULONG flags, PSecBuffer packed,
                               PHANDLE token) {
  return ReturnStatus([&]() -> NTSTATUS {
    Require(flags == SECPKG_CONTEXT_EXPORT_DELETE_OLD, SEC_E_UNSUPPORTED_FUNCTION);
    SecretBytes exported = RequireSession(context)->Export();
    Sessions().Remove(context);
    const std::span<UCHAR> bytes = exported.bytes();
    *packed = {static_cast<ULONG>(bytes.size()), SECBUFFER_EMPTY, CopyForCaller(bytes)};
    if (token != nullptr) *token = nullptr;
    return SEC_E_OK;
  });
}

NTSTATUS NTAPI SpImportContext(PSecBuffer packed, HANDLE, PLSA_SEC_HANDLE context) {
  return ReturnStatus([&]() -> NTSTATUS {
    *context = ImportSession(BytesOf(packed));
    return SEC_E_OK;
  });
}

SECPKG_USER_FUNCTION_TABLE MakeTable() {
  SECPKG_USER_FUNCTION_TABLE table{};
  table.InstanceInit = SpInstanceInit;
  table.InitUserModeContext = SpInitUserModeContext;
  table.MakeSignature = SpMakeSignature;
  table.VerifySignature = SpVerifySignature;
  table.SealMessage = SpSealMessage;
  table.UnsealMessage = SpUnsealMessage;
  table.QueryContextAttributes = SpQueryContextAttributes;
  table.DeleteUserModeContext = SpDeleteUserModeContext;
  table.ExportContext = SpExportContext;
  table.ImportContext = SpImportContext;
  return table;
}

}  // namespace

extern "C" __declspec(dllexport) NTSTATUS NTAPI
SpUserModeInitialize(ULONG, PULONG version, PSECPKG_USER_FUNCTION_TABLE* tables, PULONG count) {
  static SECPKG_USER_FUNCTION_TABLE table = MakeTable();
  *version = SECPKG_INTERFACE_VERSION;
  *tables = &table;
  *count = 1;
  return SEC_E_OK;
}

}  // namespace reference
