#ifndef REFERENCE_SSP_CREDENTIALS_H_
#define REFERENCE_SSP_CREDENTIALS_H_

#include "crypto.h"

namespace reference {

// A name, and the secret that both ends know.
struct Credentials {
  ULONG use = 0;  // SECPKG_CRED_*
  std::wstring user;
  Key secret;

  // From what the caller of AcquireCredentialsHandle points to: a SEC_WINNT_AUTH_IDENTITY_W or
  // SEC_WINNT_AUTH_IDENTITY_EXW, whose password is the secret. SEC_E_NO_CREDENTIALS without one,
  // SEC_E_UNKNOWN_CREDENTIALS with one that is no text, too long, or too short a secret.
  static Credentials Read(ULONG use, void* auth_data);
};

}  // namespace reference

#endif  // REFERENCE_SSP_CREDENTIALS_H_
