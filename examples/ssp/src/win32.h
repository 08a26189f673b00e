#ifndef REFERENCE_SSP_WIN32_H_
#define REFERENCE_SSP_WIN32_H_

// What this package sees of the Windows headers. windows.h first: the headers below do not include
// what they need.

#include <windows.h>

#include <subauth.h>

#include <bcrypt.h>
#include <security.h>
// The table of LSA's functions names some of them only where this header is known.
#include <wincred.h>

// subauth.h has defined UNICODE_STRING already; ntsecapi.h asks this macro before it does so again.
#ifndef _NTDEF_
#define _NTDEF_  // NOLINT(bugprone-reserved-identifier): the headers' own name
#endif
#include <ntsecapi.h>
#include <ntsecpkg.h>

namespace reference {

// ntstatus.h, which has these, cannot be included beside windows.h.
inline constexpr NTSTATUS kStatusInvalidHandle = static_cast<NTSTATUS>(0xC0000008);
inline constexpr NTSTATUS kStatusInvalidParameter = static_cast<NTSTATUS>(0xC000000D);
inline constexpr NTSTATUS kStatusNoMemory = static_cast<NTSTATUS>(0xC0000017);

}  // namespace reference

#endif  // REFERENCE_SSP_WIN32_H_
