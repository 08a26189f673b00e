#ifndef SECUR32_SSPI_WIN32_H_
#define SECUR32_SSPI_WIN32_H_

// The one place that decides what of the Windows headers this half of the addon sees.
// UNICODE, SECURITY_WIN32, NOMINMAX and WIN32_LEAN_AND_MEAN come from binding.gyp.

#include <windows.h>
// windows.h first: the headers below do not include what they need.
#include <wincrypt.h>

// SUBAUTH's UNICODE_STRING is needed by SCH_CREDENTIALS, which schannel.h hides behind this macro.
// https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-sch_credentials
#define SCHANNEL_USE_BLACKLISTS
#include <subauth.h>

#include <schannel.h>
#include <security.h>

#endif  // SECUR32_SSPI_WIN32_H_
