#ifndef REFERENCE_SSP_HOST_H_
#define REFERENCE_SSP_HOST_H_

#include "bytes.h"

namespace reference {

// What LSA and Secur32 do for the package: memory, and that of the caller.

void SetLsaFunctions(PLSA_DISPATCH_TABLE functions);
void SetUserFunctions(PSECPKG_DLL_FUNCTIONS functions);

// Copies from the process that called LSA. STATUS_INVALID_PARAMETER for a null pointer.
void CopyFromClient(void* to, const void* client, ULONG size);

// A copy in memory that LSA frees.
void* CopyForLsa(View bytes);

// A copy in memory that the caller of Secur32 frees, by FreeContextBuffer.
void* CopyForCaller(View bytes);

}  // namespace reference

#endif  // REFERENCE_SSP_HOST_H_
