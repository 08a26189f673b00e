#ifndef REFERENCE_SSP_ATTRIBUTES_H_
#define REFERENCE_SSP_ATTRIBUTES_H_

#include "win32.h"

namespace reference {

inline constexpr ULONG kMaxToken = 1024;

// For both function tables: Windows asks user mode, Wine LSA mode.
NTSTATUS NTAPI SpQueryContextAttributes(LSA_SEC_HANDLE context, ULONG attribute, PVOID structure);

}  // namespace reference

#endif  // REFERENCE_SSP_ATTRIBUTES_H_
