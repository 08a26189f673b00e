// The functions that Secur32 calls for messages, in the process of the caller.

#include "buffers.h"
#include "play.h"
#include "tables.h"
#include "toy.h"

namespace scripted {

namespace {

Call MessageOf(const char* function, LSA_SEC_HANDLE context, const SecBufferDesc* message,
               ULONG sequence_number) {
  Call call;
  call.function = function;
  call.context = context;
  call.sequence_number = sequence_number;
  call.buffers = Record(message, Contents::kCopied);
  return call;
}

// Changes a message as the answer says.
NTSTATUS Change(GivenBuffers& given, PSecBufferDesc message, const Answer& answer,
                NTSTATUS status) {
  if (!given.Apply(answer.buffers)) return kScriptMistake;
  if (answer.lost_buffers) *message = {message->ulVersion, *answer.lost_buffers, nullptr};
  return status;
}

using Protection = NTSTATUS (*)(ULONG qop, PSecBufferDesc message, ULONG sequence_number);
using Check = NTSTATUS (*)(PSecBufferDesc message, ULONG sequence_number, ULONG* qop);

NTSTATUS Protect(const char* function, Protection toy, LSA_SEC_HANDLE context, ULONG qop,
                 PSecBufferDesc message, ULONG sequence_number) {
  GivenBuffers given(message);
  Call call = MessageOf(function, context, message, sequence_number);
  call.qop = qop;
  return Play(std::move(call), [&](const Answer& answer) {
    const NTSTATUS status = StatusOf(answer, [&] { return toy(qop, message, sequence_number); });
    return Change(given, message, answer, status);
  });
}

NTSTATUS Open(const char* function, Check toy, LSA_SEC_HANDLE context, PSecBufferDesc message,
              ULONG sequence_number, ULONG* qop) {
  GivenBuffers given(message);
  Call call = MessageOf(function, context, message, sequence_number);
  return Play(std::move(call), [&](const Answer& answer) {
    const NTSTATUS status = StatusOf(answer, [&] { return toy(message, sequence_number, qop); });
    if (answer.qop && qop != nullptr) *qop = *answer.qop;
    return Change(given, message, answer, status);
  });
}

NTSTATUS NTAPI SpInstanceInit(ULONG, PSECPKG_DLL_FUNCTIONS, PVOID*) { return SEC_E_OK; }

NTSTATUS NTAPI SpSealMessage(LSA_SEC_HANDLE context, ULONG qop, PSecBufferDesc message,
                             ULONG sequence_number) {
  return Protect("SealMessage", Seal, context, qop, message, sequence_number);
}

NTSTATUS NTAPI SpUnsealMessage(LSA_SEC_HANDLE context, PSecBufferDesc message,
                               ULONG sequence_number, PULONG qop) {
  return Open("UnsealMessage", Unseal, context, message, sequence_number, qop);
}

NTSTATUS NTAPI SpMakeSignature(LSA_SEC_HANDLE context, ULONG qop, PSecBufferDesc message,
                               ULONG sequence_number) {
  return Protect("MakeSignature", Sign, context, qop, message, sequence_number);
}

NTSTATUS NTAPI SpVerifySignature(LSA_SEC_HANDLE context, PSecBufferDesc message,
                                 ULONG sequence_number, PULONG qop) {
  return Open("VerifySignature", Verify, context, message, sequence_number, qop);
}

NTSTATUS NTAPI SpInitUserModeContext(LSA_SEC_HANDLE context, PSecBuffer packed) {
  const SecBufferDesc desc{SECBUFFER_VERSION, 1, packed};
  return Play(MessageOf("InitUserModeContext", context, &desc, 0),
              [](const Answer& answer) { return StatusOf(answer, [] { return SEC_E_OK; }); });
}

NTSTATUS NTAPI SpDeleteUserModeContext(LSA_SEC_HANDLE context) {
  return Play(MessageOf("DeleteUserModeContext", context, nullptr, 0),
              [](const Answer& answer) { return StatusOf(answer, [] { return SEC_E_OK; }); });
}

NTSTATUS NTAPI SpExportContext(LSA_SEC_HANDLE context, ULONG flags, PSecBuffer, PHANDLE) {
  Call call = MessageOf("ExportContext", context, nullptr, 0);
  call.flags = flags;
  return Play(std::move(call),
              [](const Answer& answer) { return StatusOf(answer, [] { return SEC_E_OK; }); });
}

SECPKG_USER_FUNCTION_TABLE MakeTable() {
  SECPKG_USER_FUNCTION_TABLE table{};
  table.InstanceInit = SpInstanceInit;
  table.SealMessage = SpSealMessage;
  table.UnsealMessage = SpUnsealMessage;
  table.InitUserModeContext = SpInitUserModeContext;
  table.DeleteUserModeContext = SpDeleteUserModeContext;
  table.ExportContext = SpExportContext;
  table.MakeSignature = SpMakeSignature;
  table.VerifySignature = SpVerifySignature;
  return table;
}

}  // namespace

SECPKG_USER_FUNCTION_TABLE* UserTable() {
  static SECPKG_USER_FUNCTION_TABLE table = MakeTable();
  return &table;
}

// One table for both packages: a message shows by its buffers whether it is a record.
extern "C" __declspec(dllexport) NTSTATUS NTAPI
SpUserModeInitialize(ULONG, PULONG version, PSECPKG_USER_FUNCTION_TABLE* tables, PULONG count) {
  *version = SECPKG_INTERFACE_VERSION;
  *tables = UserTable();
  *count = 1;
  return SEC_E_OK;
}

}  // namespace scripted
