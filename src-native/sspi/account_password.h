#ifndef SECUR32_SSPI_ACCOUNT_PASSWORD_H_
#define SECUR32_SSPI_ACCOUNT_PASSWORD_H_

#include <string>

#include "secret.h"

namespace sspi {

struct PasswordChange {
  std::wstring package;
  std::wstring domain;
  std::wstring user;
  SecretText old_password;
  SecretText new_password;
};

// ChangeAccountPasswordW. SEC_E_UNSUPPORTED_FUNCTION where Secur32 does not have it.
SECURITY_STATUS ChangeAccountPassword(PasswordChange& change);

}  // namespace sspi

#endif  // SECUR32_SSPI_ACCOUNT_PASSWORD_H_
