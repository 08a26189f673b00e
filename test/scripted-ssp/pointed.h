#ifndef SECUR32_TEST_SCRIPTED_SSP_POINTED_H_
#define SECUR32_TEST_SCRIPTED_SSP_POINTED_H_

#include <vector>

#include "win32.h"

namespace scripted {

// Copies of what the structure of an attribute that is set points to, as the headers have it.
std::vector<std::vector<unsigned char>> PointedBy(ULONG attribute, const void* structure);

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_POINTED_H_
