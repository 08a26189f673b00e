#ifndef SECUR32_SSPI_CONTEXT_TOKEN_H_
#define SECUR32_SSPI_CONTEXT_TOKEN_H_

#include <string>
#include <vector>

#include "security_context.h"

namespace sspi {

// A group of an access token, with SE_GROUP_*.
struct TokenGroup {
  std::wstring sid;
  ULONG attributes;
};

// What is read of the access token of a context, whose handle is closed again.
struct ContextToken {
  SECURITY_STATUS status = SEC_E_OK;
  const char* syscall = "QuerySecurityContextToken";  // the function that the status is from
  std::wstring user;
  std::vector<TokenGroup> groups;
  ULONG type = 0;  // TOKEN_TYPE
  ULONG impersonation_level =
      0;  // SECURITY_IMPERSONATION_LEVEL; of a primary token without meaning
};

ContextToken QueryContextToken(SecurityContext& context);

}  // namespace sspi

#endif  // SECUR32_SSPI_CONTEXT_TOKEN_H_
