#ifndef SECUR32_TEST_SCRIPTED_SSP_ANSWER_H_
#define SECUR32_TEST_SCRIPTED_SSP_ANSWER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace scripted {

// A change to one SecBuffer of the caller. What is there happens in the order of the members.
struct BufferEdit {
  enum class Place { kSame, kInside, kForeign, kNull };

  uint32_t index = 0;
  std::vector<unsigned char> bytes;  // written to the buffer's memory
  uint32_t at = 0;                   // from here on
  std::optional<uint32_t> type;
  std::optional<uint32_t> size;
  // Where the buffer points afterwards: inside buffer `of`, `offset` bytes from its start, or to
  // memory of this package that nobody may read.
  Place place = Place::kSame;
  uint32_t of = 0;
  uint32_t offset = 0;
};

// A SecPkgInfo inside of an attribute.
struct PackageInfo {
  uint32_t capabilities = 0;
  uint32_t max_token = 0;
  std::wstring name;
  std::wstring comment;
};

// One member of an attribute's structure: a ULONG, or a pointer to text, bytes, a SecPkgInfo, a
// CERT_CONTEXT whose store holds all of the certificates, or an array of CERT_NAME_BLOBs. Inline
// bytes lie in the structure itself; a monostate is a NULL pointer.
struct InlineBytes {
  std::vector<unsigned char> bytes;
};
struct Certificates {
  std::vector<std::vector<unsigned char>> encoded;
};
struct Names {
  std::vector<std::vector<unsigned char>> encoded;
};
using Member = std::variant<std::monostate, uint32_t, std::wstring, std::vector<unsigned char>,
                            PackageInfo, InlineBytes, Certificates, Names>;

// How the package is to answer. What is not set stays as the package does it by itself.
struct Answer {
  uint32_t times = 1;                 // how many calls it is for
  std::optional<uint32_t> attribute;  // only for queries of this attribute
  uint32_t delay = 0;                 // milliseconds
  bool blocks = false;                // until the test releases it
  std::optional<uint32_t> status;     // in place of all that the package does by itself
  std::optional<uint32_t> qop;        // of UnsealMessage and VerifySignature
  std::optional<uint32_t> flags;      // granted by a leg
  std::optional<int64_t> expiry;      // of credentials or a leg
  // What a leg packs for user mode, where its host has a place for it.
  std::optional<std::vector<unsigned char>> context_data;
  std::vector<BufferEdit> buffers;  // of a message, or the output of a leg
  // Of a message: its descriptor has no buffers any more, and this count of them.
  std::optional<uint32_t> lost_buffers;
  std::vector<BufferEdit> inputs;                    // of a leg
  std::optional<std::vector<Member>> structure;      // of an attribute
  std::optional<std::vector<unsigned char>> packed;  // the export of a context
};

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_ANSWER_H_
