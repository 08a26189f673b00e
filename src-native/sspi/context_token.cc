#include "context_token.h"

#include <sddl.h>

#include <memory>

namespace sspi {

namespace {

struct HandleCloser {
  void operator()(void* handle) const { CloseHandle(handle); }
};
struct LocalDeleter {
  void operator()(wchar_t* text) const { LocalFree(text); }
};

std::wstring TextOf(PSID sid) {
  wchar_t* text = nullptr;
  if (!ConvertSidToStringSidW(sid, &text)) return {};
  const std::unique_ptr<wchar_t, LocalDeleter> owner(text);
  return text;
}

// The structure of one TOKEN_INFORMATION_CLASS; empty on failure, with the reason in GetLastError.
std::vector<unsigned char> Read(HANDLE token, TOKEN_INFORMATION_CLASS kind) {
  DWORD size = 0;
  GetTokenInformation(token, kind, nullptr, 0, &size);
  std::vector<unsigned char> structure(size);
  if (!GetTokenInformation(token, kind, structure.data(), size, &size)) structure.clear();
  return structure;
}

bool ReadToken(HANDLE token, ContextToken* into) {
  const std::vector<unsigned char> user = Read(token, TokenUser);
  const std::vector<unsigned char> groups = Read(token, TokenGroups);
  const std::vector<unsigned char> statistics = Read(token, TokenStatistics);
  if (user.empty() || groups.empty() || statistics.empty()) return false;
  into->user = TextOf(reinterpret_cast<const TOKEN_USER*>(user.data())->User.Sid);
  const auto* list = reinterpret_cast<const TOKEN_GROUPS*>(groups.data());
  for (DWORD i = 0; i < list->GroupCount; ++i) {
    into->groups.push_back({TextOf(list->Groups[i].Sid), list->Groups[i].Attributes});
  }
  const auto* known = reinterpret_cast<const TOKEN_STATISTICS*>(statistics.data());
  into->type = static_cast<ULONG>(known->TokenType);
  into->impersonation_level = static_cast<ULONG>(known->ImpersonationLevel);
  return true;
}

}  // namespace

ContextToken QueryContextToken(SecurityContext& context) {
  ContextToken result;
  HANDLE token = nullptr;
  result.status = context.QueryToken(&token);
  if (result.status < 0) return result;
  const std::unique_ptr<void, HandleCloser> owner(token);
  if (!ReadToken(token, &result)) {
    result.syscall = "GetTokenInformation";
    result.status = HRESULT_FROM_WIN32(GetLastError());
  }
  return result;
}

}  // namespace sspi
