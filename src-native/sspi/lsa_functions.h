#ifndef SECUR32_SSPI_LSA_FUNCTIONS_H_
#define SECUR32_SSPI_LSA_FUNCTIONS_H_

#include "ntsecpkg.h"

namespace sspi {

// What a hosted package finds in place of LSA: memory, and who calls. Every other entry is a
// function that answers STATUS_NOT_IMPLEMENTED, or nothing. The tables live as long as the process.

PLSA_DISPATCH_TABLE LsaDispatchTable();               // for InitializePackage
PLSA_SECPKG_FUNCTION_TABLE LsaSecpkgFunctionTable();  // for Initialize
PSECPKG_DLL_FUNCTIONS SecpkgDllFunctions();           // for InstanceInit

// Frees what a package allocated by one of these tables for its host.
void FreeLsaHeap(void* memory);

}  // namespace sspi

#endif  // SECUR32_SSPI_LSA_FUNCTIONS_H_
