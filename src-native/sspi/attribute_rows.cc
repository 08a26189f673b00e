#include "attribute_rows.h"

#include <algorithm>

#include "attribute_members.h"

namespace sspi {

namespace {

const AttributeRow* Find(std::span<const AttributeRow> rows, ULONG attribute) {
  const auto found = std::ranges::find(rows, attribute, &AttributeRow::attribute);
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

const AttributeRow* FindContextRow(ULONG attribute) {
  const AttributeRow* row = Find(GeneralRows(), attribute);
  return row == nullptr ? Find(SchannelRows(), attribute) : row;
}

const AttributeRow* FindCredentialsRow(ULONG attribute) {
  return Find(CredentialsRows(), attribute);
}

}  // namespace sspi
