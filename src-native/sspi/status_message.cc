#include "status_message.h"

#include <memory>

namespace sspi {

namespace {

struct LocalDeleter {
  void operator()(void* memory) const { LocalFree(memory); }
};

std::wstring Format(DWORD source, const void* module, ULONG status) {
  wchar_t* text = nullptr;
  const DWORD flags = source | FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_IGNORE_INSERTS;
  // With ALLOCATE_BUFFER the parameter is really a wchar_t**.
  const DWORD length =
      FormatMessageW(flags, module, status, 0, reinterpret_cast<wchar_t*>(&text), 0, nullptr);
  const std::unique_ptr<wchar_t, LocalDeleter> owner(text);
  std::wstring message(text == nullptr ? L"" : text, text == nullptr ? 0 : length);
  message.erase(message.find_last_not_of(L"\r\n ") + 1);
  return message;
}

}  // namespace

std::wstring StatusMessage(ULONG status) {
  std::wstring message = Format(FORMAT_MESSAGE_FROM_SYSTEM, nullptr, status);
  if (!message.empty()) return message;
  // The texts of the NTSTATUS values are in ntdll's message table.
  const HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
  return ntdll == nullptr ? message : Format(FORMAT_MESSAGE_FROM_HMODULE, ntdll, status);
}

}  // namespace sspi
