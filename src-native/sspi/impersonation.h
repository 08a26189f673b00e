#ifndef SECUR32_SSPI_IMPERSONATION_H_
#define SECUR32_SSPI_IMPERSONATION_H_

#include "security_context.h"

namespace sspi {

// While it lives, and if its status is a success, the calling thread is the client of a context.
// https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-impersonatesecuritycontext
class Impersonation {
 public:
  explicit Impersonation(SecurityContext& context)
      : context_(context), status_(context.Impersonate()) {}

  // Ends the process if the thread cannot be itself again: it would go on with the client's rights.
  ~Impersonation();

  Impersonation(const Impersonation&) = delete;
  Impersonation& operator=(const Impersonation&) = delete;

  SECURITY_STATUS status() const { return status_; }

 private:
  SecurityContext& context_;
  const SECURITY_STATUS status_;
};

}  // namespace sspi

#endif  // SECUR32_SSPI_IMPERSONATION_H_
