#ifndef SECUR32_SSPI_NTSECPKG_H_
#define SECUR32_SSPI_NTSECPKG_H_

// What an SSP/AP's DLL and its host see of each other.

#include "win32.h"
// The table of LSA's functions names some of them only where this header is known.
#include <wincred.h>

// subauth.h has defined UNICODE_STRING already; ntsecapi.h asks this macro before it does so again.
#ifndef _NTDEF_
#define _NTDEF_  // NOLINT(bugprone-reserved-identifier): the headers' own name
#endif
#include <ntsecapi.h>
#include <ntsecpkg.h>

namespace sspi {

// ntstatus.h, which has these, cannot be included beside windows.h.
inline constexpr NTSTATUS kStatusSuccess = 0;
inline constexpr NTSTATUS kStatusNotImplemented = static_cast<NTSTATUS>(0xC0000002);
inline constexpr NTSTATUS kStatusInvalidHandle = static_cast<NTSTATUS>(0xC0000008);
inline constexpr NTSTATUS kStatusNoMemory = static_cast<NTSTATUS>(0xC0000017);

}  // namespace sspi

#endif  // SECUR32_SSPI_NTSECPKG_H_
