#ifndef SECUR32_SSPI_ATTRIBUTE_MEMBERS_H_
#define SECUR32_SSPI_ATTRIBUTE_MEMBERS_H_

#include <cstddef>
#include <iterator>
#include <span>
#include <utility>

#include "attribute_rows.h"

// What the tables of rows are written with. For them only: the macros have short names.

namespace sspi {

// Each table is in the order of its numbers.
std::span<const AttributeRow> GeneralRows();   // of sspi.h
std::span<const AttributeRow> SchannelRows();  // of schannel.h
std::span<const AttributeRow> CredentialsRows();

// The layouts of 64-bit and 32-bit Windows, whatever the headers at hand say.
constexpr bool Takes(size_t size, size_t on_64_bit, size_t on_32_bit) {
  return size == (sizeof(void*) == 8 ? on_64_bit : on_32_bit);
}

}  // namespace sspi

#define NUMBER(structure, name) \
  {Kind::kNumber, sizeof(structure::name), 0, 0, offsetof(structure, name), 0}
#define TIME(structure, name) {Kind::kTime, 0, 0, 0, offsetof(structure, name), 0}
#define INLINE_TEXT(structure, name) \
  {Kind::kInlineText, 0, 0, std::size(decltype(structure::name){}), offsetof(structure, name), 0}
#define INLINE_BYTES(structure, name) \
  {Kind::kInlineBytes, 0, 1, sizeof(structure::name), offsetof(structure, name), 0}
#define COUNTED_INLINE_BYTES(structure, name, counter)     \
  {Kind::kInlineBytes,      sizeof(structure::counter), 1, \
   sizeof(structure::name), offsetof(structure, name),  offsetof(structure, counter)}
#define TEXT_OF(structure, name) {Kind::kText, 0, 0, 0, offsetof(structure, name), 0}
#define BYTES(structure, name, counter) \
  {Kind::kBytes,                        \
   sizeof(structure::counter),          \
   1,                                   \
   0,                                   \
   offsetof(structure, name),           \
   offsetof(structure, counter)}
#define ELEMENTS(structure, name, counter)  \
  {Kind::kBytes,                            \
   sizeof(structure::counter),              \
   sizeof(*std::declval<structure>().name), \
   0,                                       \
   offsetof(structure, name),               \
   offsetof(structure, counter)}
#define POINTER(kind, structure, name) {Kind::kind, 0, 0, 0, offsetof(structure, name), 0}

#endif  // SECUR32_SSPI_ATTRIBUTE_MEMBERS_H_
