#ifndef SECUR32_SSPI_STATUS_MESSAGE_H_
#define SECUR32_SSPI_STATUS_MESSAGE_H_

#include <string>

#include "win32.h"

namespace sspi {

// The system's text for a SECURITY_STATUS, HRESULT or NTSTATUS, in the language of this thread and
// without a line break at its end. Empty where the system has none.
std::wstring StatusMessage(ULONG status);

}  // namespace sspi

#endif  // SECUR32_SSPI_STATUS_MESSAGE_H_
