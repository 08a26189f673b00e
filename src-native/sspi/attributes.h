#ifndef SECUR32_SSPI_ATTRIBUTES_H_
#define SECUR32_SSPI_ATTRIBUTES_H_

#include "attribute_structure.h"
#include "security_context.h"

namespace sspi {

// QueryContextAttributesW, with every pointer in the answer followed, copied and freed.
// SEC_E_UNSUPPORTED_FUNCTION for an attribute without a row.
AttributeResult QueryContextAttribute(SecurityContext& context, ULONG attribute);

// QueryContextAttributesW of any attribute: one value, the AttributeStructure::kSize bytes of the
// answer. What they point to is neither followed nor freed.
AttributeResult QueryContextAttributeBytes(SecurityContext& context, ULONG attribute);

// SetContextAttributesW. SEC_E_INVALID_PARAMETER for members that the attribute's row does not
// have.
SECURITY_STATUS SetContextAttribute(SecurityContext& context, ULONG attribute,
                                    const AttributeInput& input);

}  // namespace sspi

#endif  // SECUR32_SSPI_ATTRIBUTES_H_
