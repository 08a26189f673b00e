#ifndef SECUR32_SSPI_CREDENTIAL_ATTRIBUTES_H_
#define SECUR32_SSPI_CREDENTIAL_ATTRIBUTES_H_

#include "attribute_structure.h"
#include "credentials.h"

namespace sspi {

// QueryCredentialsAttributesW, with every pointer in the answer followed, copied and freed.
// SEC_E_UNSUPPORTED_FUNCTION for an attribute without a row.
AttributeResult QueryCredentialsAttribute(Credentials& credentials, ULONG attribute);

// QueryCredentialsAttributesW of any attribute: one value, the AttributeStructure::kSize bytes of
// the answer. What they point to is neither followed nor freed.
AttributeResult QueryCredentialsAttributeBytes(Credentials& credentials, ULONG attribute);

// SetCredentialsAttributesW. SEC_E_UNSUPPORTED_FUNCTION where Secur32 does not have it,
// SEC_E_INVALID_PARAMETER for members that the attribute's row does not have.
SECURITY_STATUS SetCredentialsAttribute(Credentials& credentials, ULONG attribute,
                                        const AttributeInput& input);

}  // namespace sspi

#endif  // SECUR32_SSPI_CREDENTIAL_ATTRIBUTES_H_
