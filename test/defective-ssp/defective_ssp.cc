// A DLL that is no proper security package, in the way that its file name says.

#include <windows.h>
#include <winternl.h>

#include <security.h>
#include <ntsecapi.h>
#include <ntsecpkg.h>

#include <string_view>

namespace {

constexpr NTSTATUS kStatusNotSupported = static_cast<NTSTATUS>(0xC00000BB);

bool Has(std::string_view defect) {
  static const char here = 0;
  HMODULE self = nullptr;
  GetModuleHandleExA(
      GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT, &here,
      &self);
  char path[MAX_PATH] = {};
  std::string_view name(path, GetModuleFileNameA(self, path, sizeof(path)));
  name.remove_prefix(name.find_last_of('\\') + 1);
  return name.substr(0, name.find('.')) == defect;
}

wchar_t name[] = L"Defective";

NTSTATUS NTAPI SpGetInfo(PSecPkgInfoW info) {
  if (Has("GetInfo fails")) return kStatusNotSupported;
  info->Name = name;
  info->cbMaxToken = 1;
  return SEC_E_OK;
}

NTSTATUS NTAPI SpSealMessage(LSA_SEC_HANDLE, ULONG, PSecBufferDesc, ULONG) { return SEC_E_OK; }

// What lies behind a table that is shorter than its version says.
struct ShortLsaTable {
  void* entries[15];
  char text[96];
};
struct ShortUserTable {
  void* entries[5];
  char text[96];
};

constexpr char kText[] = "Whatever the linker put behind the table, which is no function at all.";

template <typename Table>
Table MakeShort(size_t place, void* function) {
  Table table{};
  table.entries[place] = function;
  for (size_t i = 0; i < sizeof(kText); ++i) table.text[i] = kText[i];
  return table;
}

// Entries that are not in any memory of the process.
void* const kNowhere = reinterpret_cast<void*>(0x10000);

}  // namespace

extern "C" __declspec(dllexport) NTSTATUS NTAPI SpLsaModeInitialize(ULONG, PULONG version,
                                                                    PSECPKG_FUNCTION_TABLE* tables,
                                                                    PULONG count) {
  static SECPKG_FUNCTION_TABLE table{};
  static auto shorter = MakeShort<ShortLsaTable>(10, reinterpret_cast<void*>(SpGetInfo));
  if (Has("LSA mode refuses")) return kStatusNotSupported;
  table.GetInfo = Has("no GetInfo") ? nullptr : SpGetInfo;
  *version = Has("LSA version 0") ? 0 : SECPKG_INTERFACE_VERSION;
  *tables = &table;
  *count = 1;
  if (Has("no LSA table")) *tables = nullptr;
  if (Has("no LSA table counted")) *count = 0;
  if (Has("short LSA table")) *tables = reinterpret_cast<PSECPKG_FUNCTION_TABLE>(&shorter);
  if (Has("LSA table nowhere")) *tables = static_cast<PSECPKG_FUNCTION_TABLE>(kNowhere);
  if (Has("too many LSA tables")) *count = 100'000;
  return SEC_E_OK;
}

extern "C" __declspec(dllexport) NTSTATUS NTAPI
SpUserModeInitialize(ULONG, PULONG version, PSECPKG_USER_FUNCTION_TABLE* tables, PULONG count) {
  static SECPKG_USER_FUNCTION_TABLE table{};
  static auto shorter = MakeShort<ShortUserTable>(4, reinterpret_cast<void*>(SpSealMessage));
  if (Has("user mode refuses")) return kStatusNotSupported;
  table.SealMessage = Has("no SealMessage") ? nullptr : SpSealMessage;
  *version = Has("user version 0") ? 0 : SECPKG_INTERFACE_VERSION;
  *tables = &table;
  *count = Has("no user table") ? 0 : 1;
  if (Has("short user table")) *tables = reinterpret_cast<PSECPKG_USER_FUNCTION_TABLE>(&shorter);
  return SEC_E_OK;
}
