#ifndef SECUR32_SSPI_ATTRIBUTE_STRUCTURE_H_
#define SECUR32_SSPI_ATTRIBUTE_STRUCTURE_H_

#include <string>
#include <variant>
#include <vector>

#include "attribute_rows.h"
#include "packages.h"
#include "secret.h"

namespace sspi {

// One member of an attribute's structure: an unsigned number, a time, text, bytes or a package.
// Bytes are wiped when freed, since some of them are keys. A NULL pointer is a monostate.
using AttributeValue =
    std::variant<std::monostate, double, long long, std::wstring, SecretBytes, SecurityPackage>;

struct AttributeResult {
  SECURITY_STATUS status;
  // The members that the attribute's row names, in the order of that row.
  std::vector<AttributeValue> values;
};

// What an attribute is to be set to: the bytes of its structure or, when those are empty, the
// members that its row names.
struct AttributeInput {
  SecretBytes bytes;
  std::vector<AttributeValue> values;
};

// How to free what an answer points to. With `keeps_text` the package still owns its text.
struct AnswerMemory {
  void (*free)(void* memory);
  bool keeps_text = false;
};

// Zeroed memory that holds the structure of any attribute, and is wiped.
class AttributeStructure {
 public:
  // More than any structure of the headers takes, in case that a later Windows writes more.
  static constexpr size_t kSize = 4096;

  AttributeStructure() : memory_(kSize) {}

  void* data() { return memory_.data(); }

  // Writes what the package expects to find when it is asked.
  void Prepare(const AttributeRow& row);

  // Every member, with each pointer followed, copied and freed.
  std::vector<AttributeValue> Take(const AttributeRow& row, const AnswerMemory& from);

  // All of the memory, as the package left it.
  SecretBytes TakeBytes() { return std::move(memory_); }

  // Writes the structure and returns its size, or 0 when the members are not those of the row,
  // which may be nullptr. The structure points into the input.
  ULONG Fill(const AttributeRow* row, const AttributeInput& input);

 private:
  SecretBytes memory_;
};

}  // namespace sspi

#endif  // SECUR32_SSPI_ATTRIBUTE_STRUCTURE_H_
