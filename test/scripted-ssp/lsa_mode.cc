// The functions that Secur32 calls for credentials, contexts and their attributes. On Windows they
// run in the process of LSA, on Wine in that of the caller.

#include <cstring>

#include "auth_data.h"
#include "buffers.h"
#include "play.h"
#include "session_key.h"
#include "structure.h"
#include "tables.h"
#include "toy.h"

namespace scripted {

namespace {

struct Identity {
  const char* ansi_name;
  const wchar_t* name;
  const wchar_t* comment;
  ULONG capabilities;
};

constexpr ULONG kCapabilities =
    SECPKG_FLAG_INTEGRITY | SECPKG_FLAG_PRIVACY | SECPKG_FLAG_CONNECTION | SECPKG_FLAG_MUTUAL_AUTH;
constexpr ULONG kMaxToken = 4096;

template <Kind kKind>
constexpr Identity kIdentity = {"Scripted", L"Scripted", L"Does what a test tells it",
                                kCapabilities};
template <>
constexpr Identity kIdentity<Kind::kStream> = {
    "ScriptedStream", L"ScriptedStream", L"Does what a test tells it, as a stream",
    kCapabilities | SECPKG_FLAG_STREAM | SECPKG_FLAG_EXTENDED_ERROR};

std::optional<std::wstring> TextOf(const UNICODE_STRING* text) {
  if (text == nullptr) return std::nullopt;
  return std::wstring(text->Buffer, text->Length / sizeof(wchar_t));
}

// Secur32 keeps the name, and frees nothing.
template <Kind kKind>
NTSTATUS NTAPI InitializePackage(ULONG, PLSA_DISPATCH_TABLE, PLSA_STRING, PLSA_STRING,
                                 PLSA_STRING* package_name) {
  static LSA_STRING name;
  name.Buffer = const_cast<char*>(kIdentity<kKind>.ansi_name);
  name.Length = static_cast<USHORT>(std::strlen(name.Buffer));
  name.MaximumLength = static_cast<USHORT>(name.Length + 1);
  *package_name = &name;
  return SEC_E_OK;
}

NTSTATUS NTAPI SpInitialize(ULONG_PTR, PSECPKG_PARAMETERS, PLSA_SECPKG_FUNCTION_TABLE) {
  return SEC_E_OK;
}

NTSTATUS NTAPI SpShutdown() { return SEC_E_OK; }

template <Kind kKind>
NTSTATUS NTAPI SpGetInfo(PSecPkgInfoW info) {
  info->fCapabilities = kIdentity<kKind>.capabilities;
  info->wVersion = 1;
  info->wRPCID = SECPKG_ID_NONE;
  info->cbMaxToken = kMaxToken;
  info->Name = const_cast<SEC_WCHAR*>(kIdentity<kKind>.name);
  info->Comment = const_cast<SEC_WCHAR*>(kIdentity<kKind>.comment);
  return SEC_E_OK;
}

template <Kind kKind>
NTSTATUS NTAPI SpAcquireCredentialsHandle(PUNICODE_STRING principal, ULONG use, PLUID,
                                          PVOID auth_data, PVOID, PVOID,
                                          PLSA_SEC_HANDLE credentials, PTimeStamp expiry) {
  *credentials = Ledger::Instance().NextHandle();
  Call call;
  call.function = "AcquireCredentialsHandle";
  call.credentials = *credentials;
  call.flags = use;
  call.target = TextOf(principal);
  call.auth_data = ReadAuthData(auth_data, kKind == Kind::kStream);
  return Play(std::move(call), [&](const Answer& answer) {
    expiry->QuadPart = answer.expiry.value_or(0);
    return StatusOf(answer, [] { return SEC_E_OK; });
  });
}

NTSTATUS NTAPI SpFreeCredentialsHandle(LSA_SEC_HANDLE credentials) {
  Call call;
  call.function = "FreeCredentialsHandle";
  call.credentials = credentials;
  return Play(std::move(call),
              [](const Answer& answer) { return StatusOf(answer, [] { return SEC_E_OK; }); });
}

// What the two kinds of legs share.
struct Leg {
  PSecBufferDesc input;
  PSecBufferDesc output;
  PLSA_SEC_HANDLE new_context;
  PULONG granted;
  PTimeStamp expiry;
  PBOOLEAN mapped;
  PSecBuffer context_data;
};

// The heap of the process is what both Secur32 and the host of this project free to.
void PackContext(const std::optional<std::vector<unsigned char>>& bytes, const Leg& leg) {
  if (!bytes || leg.context_data == nullptr) return;
  *leg.mapped = TRUE;
  void* memory = HeapAlloc(GetProcessHeap(), 0, bytes->size());
  std::memcpy(memory, bytes->data(), bytes->size());
  *leg.context_data = {static_cast<ULONG>(bytes->size()), SECBUFFER_EMPTY, memory};
}

template <typename Toy>
NTSTATUS PlayLeg(Call call, const Leg& leg, Toy toy) {
  GivenBuffers input(leg.input);
  GivenBuffers output(leg.output);
  const ULONG asked = call.flags;
  if (call.context == 0) call.context = Ledger::Instance().NextHandle();
  *leg.new_context = call.context;
  call.buffers = Record(leg.input, Contents::kCopied);
  call.outputs = Record(leg.output, Contents::kLeft);
  return Play(std::move(call), [&](const Answer& answer) {
    const NTSTATUS status = StatusOf(answer, toy);
    // All that is asked for is granted: nearly every flag has the same bit in both directions.
    *leg.granted = answer.flags.value_or(asked);
    leg.expiry->QuadPart = answer.expiry.value_or(0);
    PackContext(answer.context_data, leg);
    return input.Apply(answer.inputs) && output.Apply(answer.buffers) ? status : kScriptMistake;
  });
}

NTSTATUS NTAPI SpInitLsaModeContext(LSA_SEC_HANDLE credentials, LSA_SEC_HANDLE context,
                                    PUNICODE_STRING target, ULONG flags, ULONG,
                                    PSecBufferDesc input, PLSA_SEC_HANDLE new_context,
                                    PSecBufferDesc output, PULONG granted, PTimeStamp expiry,
                                    PBOOLEAN mapped, PSecBuffer context_data) {
  Call call;
  call.function = "InitLsaModeContext";
  call.credentials = credentials;
  call.context = context;
  call.flags = flags;
  call.target = TextOf(target);
  return PlayLeg(std::move(call),
                 {input, output, new_context, granted, expiry, mapped, context_data},
                 [&] { return Initiate(context == 0, input, output); });
}

NTSTATUS NTAPI SpAcceptLsaModeContext(LSA_SEC_HANDLE credentials, LSA_SEC_HANDLE context,
                                      PSecBufferDesc input, ULONG flags, ULONG,
                                      PLSA_SEC_HANDLE new_context, PSecBufferDesc output,
                                      PULONG granted, PTimeStamp expiry, PBOOLEAN mapped,
                                      PSecBuffer context_data) {
  Call call;
  call.function = "AcceptLsaModeContext";
  call.credentials = credentials;
  call.context = context;
  call.flags = flags;
  return PlayLeg(std::move(call),
                 {input, output, new_context, granted, expiry, mapped, context_data},
                 [&] { return Accept(input, output); });
}

NTSTATUS NTAPI SpDeleteContext(LSA_SEC_HANDLE context) {
  Call call;
  call.function = "DeleteContext";
  call.context = context;
  return Play(std::move(call),
              [](const Answer& answer) { return StatusOf(answer, [] { return SEC_E_OK; }); });
}

template <Kind kKind>
NTSTATUS AnswerQuery(ULONG attribute, void* structure) {
  if (attribute == SECPKG_ATTR_SIZES) {
    WriteStructure({kMaxToken, kTokenSize, kBlockSize, kTokenRoom}, structure);
    return SEC_E_OK;
  }
  if (attribute == SECPKG_ATTR_STREAM_SIZES && kKind == Kind::kStream) {
    WriteStructure({kHeaderSize, kTokenRoom, kMaximumMessage, 4U, 1U}, structure);
    return SEC_E_OK;
  }
  if (attribute == SECPKG_ATTR_SESSION_KEY) return WriteSessionKey(structure);
  return SEC_E_UNSUPPORTED_FUNCTION;
}

template <Kind kKind>
NTSTATUS NTAPI SpQueryContextAttributes(LSA_SEC_HANDLE context, ULONG attribute, PVOID structure) {
  Call call;
  call.function = "QueryContextAttributes";
  call.context = context;
  call.attribute = attribute;
  return Play(std::move(call), [&](const Answer& answer) {
    if (!answer.structure) {
      return StatusOf(answer, [&] { return AnswerQuery<kKind>(attribute, structure); });
    }
    WriteStructure(*answer.structure, structure);
    return StatusOf(answer, [] { return SEC_E_OK; });
  });
}

template <Kind kKind>
SECPKG_FUNCTION_TABLE MakeTable() {
  SECPKG_FUNCTION_TABLE table{};
  table.InitializePackage = InitializePackage<kKind>;
  table.Initialize = SpInitialize;
  table.Shutdown = SpShutdown;
  table.GetInfo = SpGetInfo<kKind>;
  table.AcquireCredentialsHandle = SpAcquireCredentialsHandle<kKind>;
  table.FreeCredentialsHandle = SpFreeCredentialsHandle;
  table.InitLsaModeContext = SpInitLsaModeContext;
  table.AcceptLsaModeContext = SpAcceptLsaModeContext;
  table.DeleteContext = SpDeleteContext;
  table.QueryContextAttributes = SpQueryContextAttributes<kKind>;
  return table;
}

}  // namespace

SECPKG_FUNCTION_TABLE* LsaTable(Kind kind) {
  static SECPKG_FUNCTION_TABLE messages = MakeTable<Kind::kMessages>();
  static SECPKG_FUNCTION_TABLE stream = MakeTable<Kind::kStream>();
  return kind == Kind::kStream ? &stream : &messages;
}

// Wine uses only the first table of a DLL. But it loads a DLL once for each of its keys in the
// registry, and this one has two: to the second call it is another package.
extern "C" __declspec(dllexport) NTSTATUS NTAPI SpLsaModeInitialize(ULONG, PULONG version,
                                                                    PSECPKG_FUNCTION_TABLE* tables,
                                                                    PULONG count) {
  static bool asked_before = false;
  *version = SECPKG_INTERFACE_VERSION;
  *tables = LsaTable(asked_before ? Kind::kStream : Kind::kMessages);
  *count = 1;
  asked_before = !asked_before;
  return SEC_E_OK;
}

}  // namespace scripted
