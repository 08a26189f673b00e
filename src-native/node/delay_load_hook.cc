// The mingw build's delay-load hook. Node-API is imported from "node.exe", but the host may be
// called anything (Electron, a renamed node.exe): whoever loaded us is the host, so its own module
// handle is the answer. Under MSVC, node-gyp links a hook of its own and this file is not compiled.
// https://learn.microsoft.com/cpp/build/reference/notification-hooks

#include <windows.h>

#include <delayimp.h>
#include <string.h>

static FARPROC WINAPI FindHost(unsigned int event, PDelayLoadInfo info) {
  if (event == dliStartProcessing) {
    // GNU ld puts the table of addresses into .idata, which it makes read-only.
    DWORD previous = 0;
    VirtualProtect(info->ppfn, sizeof(*info->ppfn), PAGE_READWRITE, &previous);
  }
  if (event != dliNotePreLoadLibrary || _stricmp(info->szDll, "node.exe") != 0) return nullptr;
  return reinterpret_cast<FARPROC>(GetModuleHandleW(nullptr));
}

PfnDliHook __pfnDliNotifyHook2 = FindHost;
