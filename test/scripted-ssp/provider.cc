// The function table of a provider, which Secur32 calls in the process of the caller. Where an
// SSP/AP has a function for the same, that one plays the call.

#include "provider.h"

#include <cwchar>

namespace scripted {

namespace {

constexpr ULONG_PTR kStreamBit = 1U << 30;

constexpr const wchar_t* kName = L"ScriptedProvider";
constexpr const wchar_t* kStreamName = L"ScriptedProviderStream";

// A counted string over text that ends with a zero.
class Counted {
 public:
  explicit Counted(SEC_WCHAR* text) {
    if (text == nullptr) return;
    const auto size = static_cast<USHORT>(std::wcslen(text) * sizeof(wchar_t));
    string_ = {size, size, text};
  }

  PUNICODE_STRING or_null() { return string_.Buffer == nullptr ? nullptr : &string_; }

 private:
  UNICODE_STRING string_{};
};

// Secur32 copies it, and gives it back to FreeBuffer.
SECURITY_STATUS SEC_ENTRY EnumeratePackages(ULONG* count, PSecPkgInfoW* packages) {
  *count = 2;
  *packages = static_cast<PSecPkgInfoW>(
      HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, *count * sizeof(SecPkgInfoW)));
  if (*packages == nullptr) return SEC_E_INSUFFICIENT_MEMORY;
  LsaTable(Kind::kMessages)->GetInfo(&(*packages)[0]);
  LsaTable(Kind::kStream)->GetInfo(&(*packages)[1]);
  (*packages)[0].Name = const_cast<SEC_WCHAR*>(kName);
  (*packages)[1].Name = const_cast<SEC_WCHAR*>(kStreamName);
  return SEC_E_OK;
}

SECURITY_STATUS SEC_ENTRY FreeBuffer(void* buffer) {
  HeapFree(GetProcessHeap(), 0, buffer);
  return SEC_E_OK;
}

SECURITY_STATUS SEC_ENTRY AcquireCredentials(SEC_WCHAR* principal, SEC_WCHAR* package, ULONG use,
                                             void* logon, void* auth_data, SEC_GET_KEY_FN, void*,
                                             PCredHandle credentials, PTimeStamp expiry) {
  const Kind kind = KindOf(package);
  LSA_SEC_HANDLE number = 0;
  TimeStamp unused;
  const NTSTATUS status = LsaTable(kind)->AcquireCredentialsHandle(
      Counted(principal).or_null(), use, static_cast<PLUID>(logon), auth_data, nullptr, nullptr,
      &number, expiry == nullptr ? &unused : expiry);
  Fill(credentials, number, kind);
  return status;
}

SECURITY_STATUS SEC_ENTRY FreeCredentials(PCredHandle credentials) {
  return LsaTable(KindOf(credentials))->FreeCredentialsHandle(NumberOf(credentials));
}

// What the calls of the two kinds of legs have in common.
struct LegOf {
  PCredHandle credentials;
  PCtxtHandle context;
  PCtxtHandle new_context;
  ULONG* granted;
  PTimeStamp expiry;
};

template <typename Play>
SECURITY_STATUS PassLeg(const LegOf& leg, Play play) {
  const SecHandle* from = leg.context == nullptr ? leg.credentials : leg.context;
  LSA_SEC_HANDLE number = 0;
  TimeStamp unused;
  const NTSTATUS status = play(LsaTable(KindOf(from)), &number, leg.granted,
                               leg.expiry == nullptr ? &unused : leg.expiry);
  if (status < 0) return status;
  Fill(leg.new_context, number, KindOf(from));
  // After SEC_I_COMPLETE_NEEDED and SEC_I_COMPLETE_AND_CONTINUE Wine's Secur32 leaves its own half
  // of the handle as the package did, and finds no package by it.
  leg.new_context->dwUpper = from->dwUpper;
  return status;
}

SECURITY_STATUS SEC_ENTRY Initialize(PCredHandle credentials, PCtxtHandle context,
                                     SEC_WCHAR* target, ULONG flags, ULONG, ULONG representation,
                                     PSecBufferDesc input, ULONG, PCtxtHandle new_context,
                                     PSecBufferDesc output, ULONG* granted, PTimeStamp expiry) {
  Counted counted(target);
  const auto play = [&](PSECPKG_FUNCTION_TABLE table, PLSA_SEC_HANDLE number, PULONG attributes,
                        PTimeStamp end) {
    return table->InitLsaModeContext(NumberOf(credentials), NumberOf(context), counted.or_null(),
                                     flags, representation, input, number, output, attributes, end,
                                     nullptr, nullptr);
  };
  return PassLeg({credentials, context, new_context, granted, expiry}, play);
}

SECURITY_STATUS SEC_ENTRY Accept(PCredHandle credentials, PCtxtHandle context, PSecBufferDesc input,
                                 ULONG flags, ULONG representation, PCtxtHandle new_context,
                                 PSecBufferDesc output, ULONG* granted, PTimeStamp expiry) {
  const auto play = [&](PSECPKG_FUNCTION_TABLE table, PLSA_SEC_HANDLE number, PULONG attributes,
                        PTimeStamp end) {
    return table->AcceptLsaModeContext(NumberOf(credentials), NumberOf(context), input, flags,
                                       representation, number, output, attributes, end, nullptr,
                                       nullptr);
  };
  return PassLeg({credentials, context, new_context, granted, expiry}, play);
}

SECURITY_STATUS SEC_ENTRY Delete(PCtxtHandle context) {
  return LsaTable(KindOf(context))->DeleteContext(NumberOf(context));
}

SECURITY_STATUS SEC_ENTRY QueryContext(PCtxtHandle context, ULONG attribute, void* structure) {
  return LsaTable(KindOf(context))->QueryContextAttributes(NumberOf(context), attribute, structure);
}

SECURITY_STATUS SEC_ENTRY Encrypt(PCtxtHandle context, ULONG qop, PSecBufferDesc message,
                                  ULONG sequence_number) {
  return UserTable()->SealMessage(NumberOf(context), qop, message, sequence_number);
}

SECURITY_STATUS SEC_ENTRY Decrypt(PCtxtHandle context, PSecBufferDesc message,
                                  ULONG sequence_number, ULONG* qop) {
  return UserTable()->UnsealMessage(NumberOf(context), message, sequence_number, qop);
}

SECURITY_STATUS SEC_ENTRY MakeToken(PCtxtHandle context, ULONG qop, PSecBufferDesc message,
                                    ULONG sequence_number) {
  return UserTable()->MakeSignature(NumberOf(context), qop, message, sequence_number);
}

SECURITY_STATUS SEC_ENTRY VerifyToken(PCtxtHandle context, PSecBufferDesc message,
                                      ULONG sequence_number, ULONG* qop) {
  return UserTable()->VerifySignature(NumberOf(context), message, sequence_number, qop);
}

SecurityFunctionTableW MakeTable() {
  SecurityFunctionTableW table{};
  // Of a table of version 1, Wine does not read the functions that set attributes.
  table.dwVersion = SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION_2;
  table.EnumerateSecurityPackagesW = EnumeratePackages;
  table.FreeContextBuffer = FreeBuffer;
  table.AcquireCredentialsHandleW = AcquireCredentials;
  table.FreeCredentialsHandle = FreeCredentials;
  table.QueryCredentialsAttributesW = QueryCredentials;
  table.AddCredentialsW = AddToCredentials;
  table.InitializeSecurityContextW = Initialize;
  table.AcceptSecurityContext = Accept;
  table.CompleteAuthToken = CompleteToken;
  table.ApplyControlToken = ApplyToken;
  table.DeleteSecurityContext = Delete;
  table.QueryContextAttributesW = QueryContext;
  table.SetContextAttributesW = SetContext;
  table.EncryptMessage = Encrypt;
  table.DecryptMessage = Decrypt;
  table.MakeSignature = MakeToken;
  table.VerifySignature = VerifyToken;
  table.ImpersonateSecurityContext = Impersonate;
  table.RevertSecurityContext = Revert;
  table.QuerySecurityContextToken = QueryContextToken;
  table.ExportSecurityContext = Export;
  table.ImportSecurityContextW = Import;
  return table;
}

}  // namespace

LSA_SEC_HANDLE NumberOf(const SecHandle* handle) {
  return handle == nullptr ? 0 : handle->dwLower & ~kStreamBit;
}

Kind KindOf(const SecHandle* handle) {
  return (handle->dwLower & kStreamBit) == 0 ? Kind::kMessages : Kind::kStream;
}

Kind KindOf(const SEC_WCHAR* package_name) {
  return _wcsicmp(package_name, kStreamName) == 0 ? Kind::kStream : Kind::kMessages;
}

void Fill(PSecHandle handle, LSA_SEC_HANDLE number, Kind kind) {
  handle->dwLower = number | (kind == Kind::kStream ? kStreamBit : 0);
}

// Wine asks twice: when it looks what packages there are, and when one of them is first used.
extern "C" __declspec(dllexport) PSecurityFunctionTableW SEC_ENTRY InitSecurityInterfaceW() {
  static SecurityFunctionTableW table = MakeTable();
  return &table;
}

}  // namespace scripted
