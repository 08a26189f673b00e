#include "host.h"

#include <atomic>
#include <cstring>

namespace reference {

namespace {

// Of several hosts in one process the last one counts: all allocate from the heap of the process.
std::atomic<PLSA_DISPATCH_TABLE> lsa_functions = nullptr;
std::atomic<PSECPKG_DLL_FUNCTIONS> user_functions = nullptr;

template <typename Table>
Table RequireTable(const std::atomic<Table>& table) {
  const Table found = table;
  Require(found != nullptr, SEC_E_INTERNAL_ERROR);
  return found;
}

void* Fill(void* memory, View bytes) {
  Require(memory != nullptr, kStatusNoMemory);
  if (!bytes.empty()) std::memcpy(memory, bytes.data(), bytes.size());
  return memory;
}

}  // namespace

void SetLsaFunctions(PLSA_DISPATCH_TABLE functions) { lsa_functions = functions; }

void SetUserFunctions(PSECPKG_DLL_FUNCTIONS functions) { user_functions = functions; }

void CopyFromClient(void* to, const void* client, ULONG size) {
  if (size == 0) return;
  Require(client != nullptr, kStatusInvalidParameter);
  // No request means that of the thread that LSA serves now.
  const NTSTATUS status = RequireTable(lsa_functions)
                              ->CopyFromClientBuffer(nullptr, size, to, const_cast<void*>(client));
  Require(status >= 0, status);
}

void* CopyForLsa(View bytes) {
  return Fill(RequireTable(lsa_functions)->AllocateLsaHeap(static_cast<ULONG>(bytes.size())),
              bytes);
}

void* CopyForCaller(View bytes) {
  return Fill(RequireTable(user_functions)->AllocateHeap(static_cast<ULONG>(bytes.size())), bytes);
}

}  // namespace reference
