#ifndef SECUR32_TEST_SCRIPTED_SSP_BUFFERS_H_
#define SECUR32_TEST_SCRIPTED_SSP_BUFFERS_H_

#include <vector>

#include "answer.h"
#include "call.h"
#include "win32.h"

namespace scripted {

// The bytes at an address; none for NULL.
std::vector<unsigned char> CopyOf(const void* memory, size_t size);

enum class Contents { kCopied, kLeft };

// Describes the buffers of a call; none for NULL.
std::vector<BufferRecord> Record(const SecBufferDesc* desc, Contents contents);

// The memory that buffers had before the package changed anything.
class GivenBuffers {
 public:
  explicit GivenBuffers(PSecBufferDesc desc);

  // Makes the changes. False when one of them is not possible: an index that there is not, or bytes
  // for which there is no room.
  bool Apply(const std::vector<BufferEdit>& edits);

 private:
  bool Apply(const BufferEdit& edit);

  PSecBufferDesc desc_;
  std::vector<SecBuffer> given_;
};

// The buffers of a type, without regard to attribute flags.
std::vector<PSecBuffer> FindAll(PSecBufferDesc desc, ULONG type);

// The first of them, or nullptr.
PSecBuffer Find(PSecBufferDesc desc, ULONG type);

inline unsigned char* Bytes(const SecBuffer* buffer) {
  return static_cast<unsigned char*>(buffer->pvBuffer);
}

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_BUFFERS_H_
