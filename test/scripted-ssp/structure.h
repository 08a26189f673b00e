#ifndef SECUR32_TEST_SCRIPTED_SSP_STRUCTURE_H_
#define SECUR32_TEST_SCRIPTED_SSP_STRUCTURE_H_

#include <vector>

#include "answer.h"

namespace scripted {

// Writes an attribute's structure: its members one after the other, each at its natural alignment.
// What they point to is for FreeContextBuffer to free.
void WriteStructure(const std::vector<Member>& members, void* structure);

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_STRUCTURE_H_
