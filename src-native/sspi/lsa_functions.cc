#include "lsa_functions.h"

#include <cstring>
#include <type_traits>

namespace sspi {

namespace {

void* NTAPI AllocateHeap(ULONG size) { return HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, size); }

void* NTAPI AllocatePrivate(SIZE_T size) {
  return HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, size);
}

void NTAPI FreeHeap(void* memory) {
  if (memory != nullptr) HeapFree(GetProcessHeap(), 0, memory);
}

// The client of a hosted package is the process that it runs in.

NTSTATUS NTAPI AllocateClientBuffer(PLSA_CLIENT_REQUEST, ULONG size, void** memory) {
  *memory = AllocateHeap(size);
  return *memory == nullptr ? kStatusNoMemory : kStatusSuccess;
}

NTSTATUS NTAPI FreeClientBuffer(PLSA_CLIENT_REQUEST, void* memory) {
  FreeHeap(memory);
  return kStatusSuccess;
}

NTSTATUS NTAPI CopyToClientBuffer(PLSA_CLIENT_REQUEST, ULONG size, void* client, void* from) {
  std::memcpy(client, from, size);
  return kStatusSuccess;
}

NTSTATUS NTAPI CopyFromClientBuffer(PLSA_CLIENT_REQUEST, ULONG size, void* to, void* client) {
  std::memcpy(to, client, size);
  return kStatusSuccess;
}

BOOLEAN NTAPI GetCallInfo(PSECPKG_CALL_INFO info) {
  *info = {};
  info->ProcessId = GetCurrentProcessId();
  info->ThreadId = GetCurrentThreadId();
  info->Attributes = SECPKG_CALL_IN_PROC;
  return TRUE;
}

// A function of the type of a table's entry: with NTAPI on 32-bit systems the callee takes its
// arguments from the stack, and has to know them.
template <typename Entry>
struct Refusal;

template <typename Result, typename... Arguments>
struct Refusal<Result(NTAPI*)(Arguments...)> {
  static Result NTAPI Call(Arguments...) {
    if constexpr (std::is_same_v<Result, NTSTATUS>) {
      return kStatusNotImplemented;
    } else if constexpr (!std::is_void_v<Result>) {
      return Result{};
    }
  }
};

template <typename Entry>
void Refuse(Entry& entry) {
  entry = Refusal<Entry>::Call;
}

// The entries that both tables for LSA mode begin with.
template <typename Table>
void FillCommon(Table& table) {
  Refuse(table.CreateLogonSession);
  Refuse(table.DeleteLogonSession);
  Refuse(table.AddCredential);
  Refuse(table.GetCredentials);
  Refuse(table.DeleteCredential);
  table.AllocateLsaHeap = AllocateHeap;
  table.FreeLsaHeap = FreeHeap;
  table.AllocateClientBuffer = AllocateClientBuffer;
  table.FreeClientBuffer = FreeClientBuffer;
  table.CopyToClientBuffer = CopyToClientBuffer;
  table.CopyFromClientBuffer = CopyFromClientBuffer;
}

LSA_DISPATCH_TABLE MakeDispatchTable() {
  LSA_DISPATCH_TABLE table{};
  FillCommon(table);
  return table;
}

void RefuseRest(LSA_SECPKG_FUNCTION_TABLE& table) {
  Refuse(table.ImpersonateClient);
  Refuse(table.UnloadPackage);
  Refuse(table.DuplicateHandle);
  Refuse(table.SaveSupplementalCredentials);
  Refuse(table.CreateThread);
  Refuse(table.GetClientInfo);
  Refuse(table.RegisterNotification);
  Refuse(table.CancelNotification);
  Refuse(table.MapBuffer);
  Refuse(table.CreateToken);
  Refuse(table.AuditLogon);
  Refuse(table.CallPackage);
  Refuse(table.CallPackageEx);
  Refuse(table.CreateSharedMemory);
  Refuse(table.AllocateSharedMemory);
  Refuse(table.FreeSharedMemory);
  Refuse(table.DeleteSharedMemory);
  Refuse(table.OpenSamUser);
  Refuse(table.GetUserCredentials);
  Refuse(table.GetUserAuthData);
  Refuse(table.CloseSamUser);
  Refuse(table.ConvertAuthDataToToken);
  Refuse(table.ClientCallback);
  Refuse(table.UpdateCredentials);
  Refuse(table.GetAuthDataForUser);
  Refuse(table.CrackSingleName);
  Refuse(table.AuditAccountLogon);
  Refuse(table.CallPackagePassthrough);
  Refuse(table.CrediRead);
  Refuse(table.CrediReadDomainCredentials);
  Refuse(table.CrediFreeCredentials);
  Refuse(table.LsaProtectMemory);
  Refuse(table.LsaUnprotectMemory);
  Refuse(table.OpenTokenByLogonId);
  Refuse(table.ExpandAuthDataForDomain);
  Refuse(table.CreateTokenEx);
  Refuse(table.CrediWrite);
  Refuse(table.CrediUnmarshalandDecodeString);
  Refuse(table.DummyFunction6);
  Refuse(table.GetExtendedCallFlags);
  Refuse(table.DuplicateTokenHandle);
  Refuse(table.GetServiceAccountPassword);
  Refuse(table.DummyFunction7);
  Refuse(table.AuditLogonEx);
  Refuse(table.CheckProtectedUserByToken);
  Refuse(table.QueryClientRequest);
  Refuse(table.GetAppModeInfo);
  Refuse(table.SetAppModeInfo);
  Refuse(table.GetClientInfoEx);
}

LSA_SECPKG_FUNCTION_TABLE MakeSecpkgFunctionTable() {
  LSA_SECPKG_FUNCTION_TABLE table{};
  FillCommon(table);
  RefuseRest(table);
  table.AllocatePrivateHeap = AllocatePrivate;
  table.FreePrivateHeap = FreeHeap;
  table.FreeReturnBuffer = FreeHeap;
  table.GetCallInfo = GetCallInfo;
  return table;
}

SECPKG_DLL_FUNCTIONS MakeDllFunctions() {
  SECPKG_DLL_FUNCTIONS table{};
  table.AllocateHeap = AllocateHeap;
  table.FreeHeap = FreeHeap;
  Refuse(table.RegisterCallback);
  Refuse(table.LocatePackageById);
  return table;
}

}  // namespace

// Packages keep the addresses, and the parameters are not const.

PLSA_DISPATCH_TABLE LsaDispatchTable() {
  static LSA_DISPATCH_TABLE table = MakeDispatchTable();
  return &table;
}

PLSA_SECPKG_FUNCTION_TABLE LsaSecpkgFunctionTable() {
  static LSA_SECPKG_FUNCTION_TABLE table = MakeSecpkgFunctionTable();
  return &table;
}

PSECPKG_DLL_FUNCTIONS SecpkgDllFunctions() {
  static SECPKG_DLL_FUNCTIONS table = MakeDllFunctions();
  return &table;
}

void FreeLsaHeap(void* memory) { FreeHeap(memory); }

}  // namespace sspi
