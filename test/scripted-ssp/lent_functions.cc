#include "lent_functions.h"

#include <cstring>
#include <string>
#include <utility>

#include "play.h"
#include "pointed.h"
#include "provider.h"
#include "secrets.h"

namespace scripted {

namespace {

NTSTATUS Ok() { return SEC_E_OK; }

SECURITY_STATUS SEC_ENTRY SetCredentials(PCredHandle credentials, ULONG attribute, void* structure,
                                         ULONG size) {
  const auto* bytes = static_cast<const unsigned char*>(structure);
  Call call;
  call.function = "SetCredentialsAttributes";
  call.credentials = NumberOf(credentials);
  call.attribute = attribute;
  call.bytes.assign(bytes, bytes + size);
  call.pointed = PointedBy(attribute, structure);
  return Play(std::move(call), [](const Answer& answer) { return StatusOf(answer, Ok); });
}

SECURITY_STATUS SEC_ENTRY ChangePassword(SEC_WCHAR* package, SEC_WCHAR* domain, SEC_WCHAR* user,
                                         SEC_WCHAR* old_password, SEC_WCHAR* new_password,
                                         BOOLEAN impersonating, ULONG reserved,
                                         PSecBufferDesc output) {
  Call call;
  call.function = "ChangeAccountPassword";
  call.target = std::wstring(package) + L"\n" + domain + L"\n" + user;
  if (Secrets::Instance().noted) {
    *call.target += std::wstring(L"\n") + old_password + L"\n" + new_password;
  }
  call.flags = impersonating;
  call.qop = reserved;
  call.buffers = {{output->pBuffers[0].BufferType, output->pBuffers[0].cbBuffer, false, 0, 0, {}}};
  return Play(std::move(call), [](const Answer& answer) { return StatusOf(answer, Ok); });
}

template <typename Function>
FARPROC AddressOf(Function* function) {
  return reinterpret_cast<FARPROC>(reinterpret_cast<void*>(function));
}

FARPROC WINAPI Lend(HMODULE module, LPCSTR name) {
  // A small number is an ordinal.
  if (reinterpret_cast<ULONG_PTR>(name) > 0xffff) {
    if (std::strcmp(name, "SetCredentialsAttributesW") == 0) return AddressOf(SetCredentials);
    if (std::strcmp(name, "ChangeAccountPasswordW") == 0) return AddressOf(ChangePassword);
  }
  return GetProcAddress(module, name);
}

template <typename T>
T* At(HMODULE module, DWORD offset) {
  return reinterpret_cast<T*>(reinterpret_cast<unsigned char*>(module) + offset);
}

bool Replace(ULONG_PTR* entry, FARPROC by) {
  DWORD protection = 0;
  if (!VirtualProtect(entry, sizeof(*entry), PAGE_READWRITE, &protection)) return false;
  *entry = reinterpret_cast<ULONG_PTR>(by);
  return VirtualProtect(entry, sizeof(*entry), protection, &protection) != FALSE;
}

}  // namespace

// https://learn.microsoft.com/windows/win32/debug/pe-format#import-directory-table
bool LendFunctions() {
  const HMODULE addon = GetModuleHandleW(L"secur32.node");
  if (addon == nullptr) return false;
  const auto* headers =
      At<IMAGE_NT_HEADERS>(addon, static_cast<DWORD>(At<IMAGE_DOS_HEADER>(addon, 0)->e_lfanew));
  const DWORD imports =
      headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT].VirtualAddress;
  const auto real = AddressOf(GetProcAddress);
  for (auto* dll = At<IMAGE_IMPORT_DESCRIPTOR>(addon, imports); dll->Name != 0; ++dll) {
    for (auto* entry = At<ULONG_PTR>(addon, dll->FirstThunk); *entry != 0; ++entry) {
      if (*entry == reinterpret_cast<ULONG_PTR>(real)) return Replace(entry, AddressOf(Lend));
    }
  }
  return false;
}

}  // namespace scripted
