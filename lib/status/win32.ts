import type { StatusRow } from './row.js';

/**
 * General HRESULTs of winerror.h, and the Win32 errors that loading a library or importing a PFX
 * yields. A Win32 error `n` is here as the HRESULT 0x80070000 + n, which is how it travels among
 * statuses: the bare number would look like a success.
 */
export const WIN32 = [
  [0x80004001, 'E_NOTIMPL', 'The operation is not implemented.'],
  [0x80004003, 'E_POINTER', 'A pointer is invalid.'],
  [0x80004005, 'E_FAIL', 'The operation failed without a reason.'],
  [0x8000ffff, 'E_UNEXPECTED', 'The operation failed in a way that should not happen.'],
  [0x80070002, 'ERROR_FILE_NOT_FOUND', 'The file was not found.'],
  [0x80070005, 'E_ACCESSDENIED', 'The caller may not access the object.'],
  [0x80070006, 'E_HANDLE', 'Windows does not know the handle.'],
  [0x80070008, 'ERROR_NOT_ENOUGH_MEMORY', 'There is not enough memory.'],
  [0x8007000d, 'ERROR_INVALID_DATA', 'The data does not have the expected form.'],
  [0x8007000e, 'E_OUTOFMEMORY', 'There is not enough memory for the request.'],
  [0x80070032, 'ERROR_NOT_SUPPORTED', 'Windows does not support the request.'],
  [0x80070056, 'ERROR_INVALID_PASSWORD', 'The password is wrong.'],
  [0x80070057, 'E_INVALIDARG', 'An argument has a value that is not allowed.'],
  [0x8007007a, 'ERROR_INSUFFICIENT_BUFFER', 'The buffer given to Windows is too small.'],
  [0x8007007e, 'ERROR_MOD_NOT_FOUND', 'The library or one that it needs was not found.'],
  [0x8007007f, 'ERROR_PROC_NOT_FOUND', 'The library does not export the function.'],
  [0x800700c1, 'ERROR_BAD_EXE_FORMAT', 'The library is not one for this processor.'],
  [0x8007045a, 'ERROR_DLL_INIT_FAILED', 'The library failed to initialize.'],
  [0x80070490, 'ERROR_NOT_FOUND', 'The element was not found.'],
  [0x800704c7, 'ERROR_CANCELLED', 'The user cancelled the operation.'],
  [0x80070520, 'ERROR_NO_SUCH_LOGON_SESSION', 'The logon session does not exist or has ended.'],
  [0x8007052e, 'ERROR_LOGON_FAILURE', 'The user name or password is wrong.'],
  [0x800706ba, 'RPC_S_SERVER_UNAVAILABLE', 'The RPC server could not be reached.'],
] as const satisfies readonly StatusRow[];
