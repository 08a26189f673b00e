#ifndef SECUR32_SSPI_ATTRIBUTES_H_
#define SECUR32_SSPI_ATTRIBUTES_H_

#include <string>
#include <variant>
#include <vector>

#include "packages.h"
#include "secret.h"
#include "security_context.h"

namespace sspi {

// One member of an attribute's structure. Bytes are wiped when freed, since one of them is the
// session key. A NULL pointer is a monostate.
using AttributeValue =
    std::variant<std::monostate, double, std::wstring, SecretBytes, SecurityPackage>;

struct AttributeResult {
  SECURITY_STATUS status;
  // The members that the attribute's row in attributes.cc names, in the order of that row.
  std::vector<AttributeValue> values;
};

// QueryContextAttributesW, with every pointer in the answer followed, copied and freed.
// SEC_E_UNSUPPORTED_FUNCTION for an attribute without a row.
AttributeResult QueryContextAttribute(SecurityContext& context, ULONG attribute);

}  // namespace sspi

#endif  // SECUR32_SSPI_ATTRIBUTES_H_
