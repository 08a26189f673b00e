#include "impersonation.h"

#include <cstdlib>

namespace sspi {

Impersonation::~Impersonation() {
  if (status_ < 0 || context_.Revert() == SEC_E_OK) return;
  if (!RevertToSelf()) std::abort();
}

}  // namespace sspi
