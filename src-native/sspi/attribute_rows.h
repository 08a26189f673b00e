#ifndef SECUR32_SSPI_ATTRIBUTE_ROWS_H_
#define SECUR32_SSPI_ATTRIBUTE_ROWS_H_

#include <cstdint>

#include "win32.h"

namespace sspi {

enum class Kind : uint8_t {
  kNone,              // behind the last member of a row
  kNumber,            // an unsigned number of `width` bytes
  kTime,              // a TimeStamp
  kInlineText,        // a WCHAR array of `capacity` units
  kInlineBytes,       // a byte array of `capacity`, of which a count may say how much is used
  kText,              // a PWSTR that the package allocated
  kDceName,           // a void* that is a PWSTR when the number at `count` is RPC_C_AUTHZ_NAME
  kBytes,             // a pointer, allocated by the package, to counted elements of `unit` bytes
  kPackageInfo,       // a PSecPkgInfoW that the package allocated
  kCertificate,       // a PCCERT_CONTEXT that the caller must free
  kCertificateChain,  // the same, whose store holds its chain
  kNames,             // a pointer, allocated by the package, to counted CERT_NAME_BLOBs
};

struct Member {
  Kind kind;
  uint8_t width;  // of the number, or of the count; 0 where there is no count
  uint8_t unit;
  uint8_t capacity;
  uint16_t offset;
  uint16_t count;  // the offset of the count
};

// The structure of one attribute. It serves to read what a package has written, and to write what a
// package is to read.
struct AttributeRow {
  static constexpr int kMaximumMembers = 14;

  ULONG attribute;
  uint16_t size;
  uint16_t version;  // what the caller writes to the first ULONG before it asks; 0 for nothing
  Member members[kMaximumMembers];
};

// Each is nullptr for an attribute without a row.
const AttributeRow* FindContextRow(ULONG attribute);
const AttributeRow* FindCredentialsRow(ULONG attribute);

}  // namespace sspi

#endif  // SECUR32_SSPI_ATTRIBUTE_ROWS_H_
