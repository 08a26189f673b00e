#ifndef SECUR32_TEST_SCRIPTED_SSP_WIN32_H_
#define SECUR32_TEST_SCRIPTED_SSP_WIN32_H_

// What this package sees of the Windows headers. windows.h and the NTSTATUS of winternl.h come
// first: the headers below do not include what they need.

#include <windows.h>
#include <winternl.h>

#include <wincrypt.h>

#include <security.h>
#include <ntsecapi.h>
#include <ntsecpkg.h>

#endif  // SECUR32_TEST_SCRIPTED_SSP_WIN32_H_
