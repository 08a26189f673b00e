/** What to do about Win32 errors and HRESULTs. */
export const WIN32_HINTS = {
  E_NOTIMPL: 'This version of Windows or Wine lacks the call; use another way or another version.',
  E_POINTER:
    'A defect of the caller, or of a package that was added; report it with what led to it.',
  E_FAIL: 'The event logs of Windows may tell more.',
  E_UNEXPECTED: 'The event logs of Windows may tell more; try again after a restart.',
  ERROR_FILE_NOT_FOUND: 'Check the path, and whether a relative one is meant for another folder.',
  E_ACCESSDENIED:
    'Run as an account that has the right, or grant it; for private keys see Manage ' +
    'Private Keys in the certificate console.',
  E_HANDLE: 'It was closed already, or is of another kind.',
  ERROR_INVALID_DATA: 'Of a PFX: the bytes are no PFX, are damaged, or the password is wrong.',
  ERROR_NOT_SUPPORTED:
    'This version or edition of Windows cannot do it, or the key or device cannot.',
  ERROR_INVALID_PASSWORD:
    'The password of the PFX is wrong, or the PFX uses an encryption this Windows does not ' +
    'know.',
  E_INVALIDARG: 'A flag, size or structure does not suit this version of Windows.',
  ERROR_MOD_NOT_FOUND: 'Give the full path of the library, and install what it depends on.',
  ERROR_PROC_NOT_FOUND:
    'The library is too old or another one of the same name; check which file was found.',
  ERROR_BAD_EXE_FORMAT: 'Use a library built for the same processor as this Node.js.',
  ERROR_DLL_INIT_FAILED:
    'Its start-up code refused; libraries that it depends on, or an antivirus, may be the ' +
    'cause.',
  ERROR_NOT_FOUND: 'Check names and identifiers; for LSA, whether the logon session still exists.',
  ERROR_CANCELLED: 'Run it again and confirm the dialog.',
  RPC_S_SERVER_UNAVAILABLE:
    'Check that the computer is on, that its name resolves, and that a firewall lets RPC ' +
    'pass.',
} as const satisfies Readonly<Record<string, string>>;
