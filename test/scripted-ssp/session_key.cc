#include "session_key.h"

#include "secrets.h"

namespace scripted {

namespace {

constexpr size_t kSlack = size_t{256} << 10;

}  // namespace

NTSTATUS WriteSessionKey(void* structure) {
  Secrets& secrets = Secrets::Instance();
  const std::lock_guard<std::mutex> lock(secrets.mutex);
  const std::vector<unsigned char>& masked = secrets.masked_key;
  if (masked.empty()) return SEC_E_UNSUPPORTED_FUNCTION;
  // Wine's FreeContextBuffer frees to the heap of the process. The block is larger than the key, so
  // that it is not at once given to a copy of it, which would hide what was left there.
  const size_t size = masked.size() + kSlack;
  auto* key = static_cast<unsigned char*>(HeapAlloc(GetProcessHeap(), 0, size));
  if (key == nullptr) return SEC_E_INSUFFICIENT_MEMORY;
  for (size_t i = 0; i < masked.size(); ++i) key[i] = masked[i] ^ secrets.mask;
  auto* answer = static_cast<SecPkgContext_SessionKey*>(structure);
  answer->SessionKeyLength = static_cast<ULONG>(masked.size());
  answer->SessionKey = key;
  return SEC_E_OK;
}

}  // namespace scripted
