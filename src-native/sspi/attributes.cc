#include "attributes.h"

#include "context_buffer.h"
#include "wine.h"

namespace sspi {

AttributeResult QueryContextAttribute(SecurityContext& context, ULONG attribute) {
  const AttributeRow* row = FindContextRow(attribute);
  if (row == nullptr) return {SEC_E_UNSUPPORTED_FUNCTION, {}};
  AttributeStructure structure;
  structure.Prepare(*row);
  AttributeResult result{context.QueryAttribute(attribute, structure.data()), {}};
  if (result.status != SEC_E_OK) return result;
  result.values =
      structure.Take(*row, {FreeContextMemory, WineKeepsText(context.schannel(), attribute)});
  return result;
}

AttributeResult QueryContextAttributeBytes(SecurityContext& context, ULONG attribute) {
  AttributeStructure structure;
  AttributeResult result{context.QueryAttribute(attribute, structure.data()), {}};
  if (result.status == SEC_E_OK) result.values.emplace_back(structure.TakeBytes());
  return result;
}

SECURITY_STATUS SetContextAttribute(SecurityContext& context, ULONG attribute,
                                    const AttributeInput& input) {
  AttributeStructure structure;
  const ULONG size = structure.Fill(FindContextRow(attribute), input);
  if (size == 0) return SEC_E_INVALID_PARAMETER;
  return context.SetAttribute(attribute, structure.data(), size);
}

}  // namespace sspi
