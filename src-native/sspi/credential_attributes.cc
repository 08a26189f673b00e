#include "credential_attributes.h"

#include <type_traits>

#include "context_buffer.h"
#include "secur32_function.h"
#include "wine.h"

namespace sspi {

namespace {

SECURITY_STATUS Query(Credentials& credentials, ULONG attribute, void* structure) {
  const WineUse guard(credentials.schannel());
  return QueryCredentialsAttributesW(credentials.handle(), attribute, structure);
}

}  // namespace

AttributeResult QueryCredentialsAttribute(Credentials& credentials, ULONG attribute) {
  const AttributeRow* row = FindCredentialsRow(attribute);
  if (row == nullptr) return {SEC_E_UNSUPPORTED_FUNCTION, {}};
  AttributeStructure structure;
  AttributeResult result{Query(credentials, attribute, structure.data()), {}};
  if (result.status == SEC_E_OK) result.values = structure.Take(*row, {FreeContextMemory});
  return result;
}

AttributeResult QueryCredentialsAttributeBytes(Credentials& credentials, ULONG attribute) {
  AttributeStructure structure;
  AttributeResult result{Query(credentials, attribute, structure.data()), {}};
  if (result.status == SEC_E_OK) result.values.emplace_back(structure.TakeBytes());
  return result;
}

SECURITY_STATUS SetCredentialsAttribute(Credentials& credentials, ULONG attribute,
                                        const AttributeInput& input) {
  using Set = std::remove_pointer_t<SET_CREDENTIALS_ATTRIBUTES_FN_W>;
  static Set* const set = Secur32Function<Set>("SetCredentialsAttributesW");
  if (set == nullptr) return SEC_E_UNSUPPORTED_FUNCTION;
  AttributeStructure structure;
  const ULONG size = structure.Fill(FindCredentialsRow(attribute), input);
  if (size == 0) return SEC_E_INVALID_PARAMETER;
  const WineUse guard(credentials.schannel());
  return set(credentials.handle(), attribute, structure.data(), size);
}

}  // namespace sspi
