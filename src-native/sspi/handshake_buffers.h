#ifndef SECUR32_SSPI_HANDSHAKE_BUFFERS_H_
#define SECUR32_SSPI_HANDSHAKE_BUFFERS_H_

#include <optional>
#include <string>
#include <vector>

#include "win32.h"

namespace sspi {

// A buffer of a handshake call, which owns its bytes: the call runs on another thread.
struct HandshakeBuffer {
  ULONG type;                         // SECBUFFER_* with its attribute flags
  ULONG size;                         // cbBuffer; after the call as the package left it
  std::vector<unsigned char> memory;  // empty for a buffer with no memory
};

// One leg of a handshake: what goes in, and, after the call, what came out.
struct Leg {
  std::optional<std::wstring> target;  // not used by Accept
  ULONG flags = 0;                     // ISC_REQ_* or ASC_REQ_*
  ULONG data_representation = SECURITY_NATIVE_DREP;
  std::vector<HandshakeBuffer> inputs;
  std::vector<HandshakeBuffer> outputs;

  SECURITY_STATUS status = SEC_E_OK;
  const char* syscall = nullptr;  // whose status it is, where it is not that of the leg itself
  ULONG granted = 0;              // ISC_RET_* or ASC_RET_*
  long long expiry = 0;
};

// SecBuffers over the bytes of a leg's buffers.
class HandshakeBuffers {
 public:
  explicit HandshakeBuffers(std::vector<HandshakeBuffer>& owners) : owners_(owners) {
    buffers_.reserve(owners.size());
    for (HandshakeBuffer& owner : owners) {
      buffers_.push_back({owner.size, owner.type, DataOf(owner)});
    }
    desc_ = {SECBUFFER_VERSION, static_cast<ULONG>(buffers_.size()), buffers_.data()};
  }

  HandshakeBuffers(const HandshakeBuffers&) = delete;
  HandshakeBuffers& operator=(const HandshakeBuffers&) = delete;

  PSecBufferDesc desc() { return &desc_; }

  // NULL when there is none: a package takes an empty descriptor for a message that is incomplete.
  PSecBufferDesc desc_or_null() { return buffers_.empty() ? nullptr : &desc_; }

  // Takes over the types and sizes that the call left.
  void Report() {
    for (size_t i = 0; i < buffers_.size(); ++i) {
      owners_[i].type = buffers_[i].BufferType;
      owners_[i].size = buffers_[i].cbBuffer;
      // A package may have its buffer elsewhere now, which is not ours to read.
      if (buffers_[i].pvBuffer != DataOf(owners_[i])) owners_[i].memory.clear();
    }
  }

 private:
  static void* DataOf(HandshakeBuffer& owner) {
    return owner.memory.empty() ? nullptr : owner.memory.data();
  }

  std::vector<HandshakeBuffer>& owners_;
  std::vector<SecBuffer> buffers_;
  SecBufferDesc desc_;
};

}  // namespace sspi

#endif  // SECUR32_SSPI_HANDSHAKE_BUFFERS_H_
