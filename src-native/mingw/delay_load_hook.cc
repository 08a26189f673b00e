// The mingw build's delay-load hook. Under MSVC, node-gyp links a hook of its own and this file is
// not compiled. https://learn.microsoft.com/en-us/cpp/build/reference/notification-hooks

#include <windows.h>

#include <delayimp.h>

// GNU ld puts the addresses that the delay-load helper fills in beside the ordinary imports, in a
// section that it makes read-only; the helper of mingw-w64 writes to it all the same.
static void MakeWritable(FARPROC* entry) {
  DWORD previous;
  VirtualProtect(entry, sizeof(*entry), PAGE_READWRITE, &previous);
}

// The only thing that is loaded late is Node-API, from "node.exe". The host may be called anything
// (Electron, a renamed node.exe), but it is whoever loaded us: its own module handle is the answer.
static FARPROC WINAPI OnDelayLoad(unsigned int event, PDelayLoadInfo info) {
  if (event == dliStartProcessing) MakeWritable(info->ppfn);
  if (event != dliNotePreLoadLibrary) return nullptr;
  return reinterpret_cast<FARPROC>(GetModuleHandleW(nullptr));
}

PfnDliHook __pfnDliNotifyHook2 = OnDelayLoad;
