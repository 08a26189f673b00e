#include "access_tokens.h"

#include <mutex>
#include <vector>

namespace scripted {

namespace {

HANDLE NewAccessToken() {
  HANDLE process = nullptr;
  HANDLE token = nullptr;
  if (!OpenProcessToken(GetCurrentProcess(), TOKEN_DUPLICATE, &process)) return nullptr;
  DuplicateTokenEx(process, MAXIMUM_ALLOWED, nullptr, SecurityImpersonation, TokenImpersonation,
                   &token);
  CloseHandle(process);
  return token;
}

// The kernel counts the handles of an object. With one of our own to each token, the others are
// those that a caller has not closed, whatever their numbers are used for since.
class GivenTokens {
 public:
  static GivenTokens& Instance() {
    static GivenTokens given;
    return given;
  }

  void Add(HANDLE token) {
    const std::lock_guard<std::mutex> lock(mutex_);
    tokens_.push_back(token);
  }

  size_t Open() {
    const std::lock_guard<std::mutex> lock(mutex_);
    size_t open = 0;
    for (const HANDLE token : tokens_) open += HandlesOf(token) - 1;
    return open;
  }

  void Forget() {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const HANDLE token : tokens_) CloseHandle(token);
    tokens_.clear();
  }

 private:
  static size_t HandlesOf(HANDLE token) {
    PUBLIC_OBJECT_BASIC_INFORMATION information{};
    NtQueryObject(token, ObjectBasicInformation, &information, sizeof(information), nullptr);
    return information.HandleCount;
  }

  std::mutex mutex_;
  std::vector<HANDLE> tokens_;
};

}  // namespace

HANDLE GiveAccessToken() {
  const HANDLE own = NewAccessToken();
  HANDLE given = nullptr;
  if (own == nullptr) return nullptr;
  DuplicateHandle(GetCurrentProcess(), own, GetCurrentProcess(), &given, 0, FALSE,
                  DUPLICATE_SAME_ACCESS);
  GivenTokens::Instance().Add(own);
  return given;
}

size_t OpenAccessTokens() { return GivenTokens::Instance().Open(); }

void ForgetAccessTokens() { GivenTokens::Instance().Forget(); }

NTSTATUS ImpersonateOnThread() {
  const HANDLE token = NewAccessToken();
  if (token == nullptr) return SEC_E_NO_IMPERSONATION;
  const bool set = SetThreadToken(nullptr, token) != FALSE;
  CloseHandle(token);
  return set ? SEC_E_OK : SEC_E_NO_IMPERSONATION;
}

bool IsImpersonating() {
  HANDLE token = nullptr;
  if (!OpenThreadToken(GetCurrentThread(), TOKEN_QUERY, TRUE, &token)) return false;
  CloseHandle(token);
  return true;
}

}  // namespace scripted
