// The functions that Secur32 calls of a provider, and of no SSP/AP.

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <utility>

#include "access_tokens.h"
#include "auth_data.h"
#include "buffers.h"
#include "play.h"
#include "pointed.h"
#include "provider.h"
#include "structure.h"

namespace scripted {

namespace {

// What the export of a context begins with.
constexpr std::array<unsigned char, 4> kPacked = {'T', 'O', 'Y', 'X'};

NTSTATUS Ok() { return SEC_E_OK; }

Call CallOf(const char* function, const SecHandle* context) {
  Call call;
  call.function = function;
  call.context = NumberOf(context);
  return call;
}

// A token that the caller passes on, and that the package may change.
NTSTATUS PlayToken(const char* function, PCtxtHandle context, PSecBufferDesc token) {
  GivenBuffers given(token);
  Call call = CallOf(function, context);
  call.buffers = Record(token, Contents::kCopied);
  return Play(std::move(call), [&](const Answer& answer) {
    const NTSTATUS status = StatusOf(answer, Ok);
    return given.Apply(answer.buffers) ? status : kScriptMistake;
  });
}

// The caller frees it by FreeContextBuffer, which on Wine frees to the heap of the process, and
// does not ask the package.
void Pack(const std::vector<unsigned char>& bytes, PSecBuffer packed) {
  packed->BufferType = SECBUFFER_EMPTY;
  packed->cbBuffer = static_cast<ULONG>(bytes.size());
  packed->pvBuffer = HeapAlloc(GetProcessHeap(), 0, bytes.size());
  std::memcpy(packed->pvBuffer, bytes.data(), bytes.size());
}

bool IsPacked(const SecBuffer* packed) {
  return packed->cbBuffer >= kPacked.size() &&
         std::ranges::equal(kPacked, std::span(Bytes(packed), kPacked.size()));
}

}  // namespace

SECURITY_STATUS SEC_ENTRY CompleteToken(PCtxtHandle context, PSecBufferDesc token) {
  return PlayToken("CompleteAuthToken", context, token);
}

SECURITY_STATUS SEC_ENTRY ApplyToken(PCtxtHandle context, PSecBufferDesc input) {
  return PlayToken("ApplyControlToken", context, input);
}

SECURITY_STATUS SEC_ENTRY QueryCredentials(PCredHandle credentials, ULONG attribute,
                                           void* structure) {
  Call call;
  call.function = "QueryCredentialsAttributes";
  call.credentials = NumberOf(credentials);
  call.attribute = attribute;
  return Play(std::move(call), [&](const Answer& answer) {
    if (!answer.structure) return StatusOf(answer, [] { return SEC_E_UNSUPPORTED_FUNCTION; });
    WriteStructure(*answer.structure, structure);
    return StatusOf(answer, Ok);
  });
}

SECURITY_STATUS SEC_ENTRY SetContext(PCtxtHandle context, ULONG attribute, void* structure,
                                     ULONG size) {
  Call call = CallOf("SetContextAttributes", context);
  call.attribute = attribute;
  call.bytes = CopyOf(structure, size);
  call.pointed = PointedBy(attribute, structure);
  return Play(std::move(call), [](const Answer& answer) { return StatusOf(answer, Ok); });
}

SECURITY_STATUS SEC_ENTRY AddToCredentials(PCredHandle credentials, SEC_WCHAR* principal,
                                           SEC_WCHAR*, ULONG use, void* auth_data, SEC_GET_KEY_FN,
                                           void*, PTimeStamp expiry) {
  Call call;
  call.function = "AddCredentials";
  call.credentials = NumberOf(credentials);
  call.flags = use;
  if (principal != nullptr) call.target = principal;
  call.auth_data = ReadAuthData(auth_data, KindOf(credentials) == Kind::kStream);
  return Play(std::move(call), [&](const Answer& answer) {
    if (expiry != nullptr) expiry->QuadPart = answer.expiry.value_or(0);
    return StatusOf(answer, Ok);
  });
}

SECURITY_STATUS SEC_ENTRY QueryContextToken(PCtxtHandle context, HANDLE* token) {
  return Play(CallOf("QuerySecurityContextToken", context), [&](const Answer& answer) {
    return StatusOf(answer, [&] {
      *token = GiveAccessToken();
      return *token == nullptr ? SEC_E_INTERNAL_ERROR : SEC_E_OK;
    });
  });
}

SECURITY_STATUS SEC_ENTRY Impersonate(PCtxtHandle context) {
  return Play(CallOf("ImpersonateSecurityContext", context),
              [](const Answer& answer) { return StatusOf(answer, ImpersonateOnThread); });
}

SECURITY_STATUS SEC_ENTRY Revert(PCtxtHandle context) {
  return Play(CallOf("RevertSecurityContext", context), [](const Answer& answer) {
    return StatusOf(answer, [] { return RevertToSelf() ? SEC_E_OK : SEC_E_INTERNAL_ERROR; });
  });
}

SECURITY_STATUS SEC_ENTRY Export(PCtxtHandle context, ULONG flags, PSecBuffer packed,
                                 void** token) {
  Call call = CallOf("ExportSecurityContext", context);
  call.flags = flags;
  return Play(std::move(call), [&](const Answer& answer) {
    if (answer.packed) Pack(*answer.packed, packed);
    return StatusOf(answer, [&] {
      if (!answer.packed) Pack({kPacked.begin(), kPacked.end()}, packed);
      if (token != nullptr) *token = GiveAccessToken();
      return SEC_E_OK;
    });
  });
}

SECURITY_STATUS SEC_ENTRY Import(SEC_WCHAR* package, PSecBuffer packed, void* token,
                                 PCtxtHandle context) {
  Fill(context, Ledger::Instance().NextHandle(), KindOf(package));
  Call call = CallOf("ImportSecurityContext", context);
  call.bytes = CopyOf(packed->pvBuffer, packed->cbBuffer);
  call.token = reinterpret_cast<uintptr_t>(token);
  return Play(std::move(call), [&](const Answer& answer) {
    return StatusOf(answer, [&] { return IsPacked(packed) ? SEC_E_OK : SEC_E_INVALID_TOKEN; });
  });
}

}  // namespace scripted
