#ifndef SECUR32_TEST_SCRIPTED_SSP_PROVIDER_H_
#define SECUR32_TEST_SCRIPTED_SSP_PROVIDER_H_

#include "tables.h"

namespace scripted {

// What a provider sees of its handles: the lower half, where one bit says which of the two packages
// they belong to. The upper half is Secur32's.
LSA_SEC_HANDLE NumberOf(const SecHandle* handle);
Kind KindOf(const SecHandle* handle);
void Fill(PSecHandle handle, LSA_SEC_HANDLE number, Kind kind);

Kind KindOf(const SEC_WCHAR* package_name);

// The functions that Secur32 calls of a provider, and of no SSP/AP.
SECURITY_STATUS SEC_ENTRY CompleteToken(PCtxtHandle context, PSecBufferDesc token);
SECURITY_STATUS SEC_ENTRY ApplyToken(PCtxtHandle context, PSecBufferDesc input);
SECURITY_STATUS SEC_ENTRY QueryCredentials(PCredHandle credentials, ULONG attribute,
                                           void* structure);
SECURITY_STATUS SEC_ENTRY SetContext(PCtxtHandle context, ULONG attribute, void* structure,
                                     ULONG size);
SECURITY_STATUS SEC_ENTRY AddToCredentials(PCredHandle credentials, SEC_WCHAR* principal,
                                           SEC_WCHAR* package, ULONG use, void* auth_data,
                                           SEC_GET_KEY_FN get_key, void* argument,
                                           PTimeStamp expiry);
SECURITY_STATUS SEC_ENTRY QueryContextToken(PCtxtHandle context, HANDLE* token);
SECURITY_STATUS SEC_ENTRY Impersonate(PCtxtHandle context);
SECURITY_STATUS SEC_ENTRY Revert(PCtxtHandle context);
SECURITY_STATUS SEC_ENTRY Export(PCtxtHandle context, ULONG flags, PSecBuffer packed, void** token);
SECURITY_STATUS SEC_ENTRY Import(SEC_WCHAR* package, PSecBuffer packed, void* token,
                                 PCtxtHandle context);

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_PROVIDER_H_
