#ifndef SECUR32_TEST_SCRIPTED_SSP_TABLES_H_
#define SECUR32_TEST_SCRIPTED_SSP_TABLES_H_

#include "win32.h"

namespace scripted {

// Packages come in pairs: the messages of one are tokens, those of the other records of a stream.
enum class Kind { kMessages, kStream };

// What Secur32 gets of an SSP/AP. The functions of a provider are made of them.
SECPKG_FUNCTION_TABLE* LsaTable(Kind kind);
SECPKG_USER_FUNCTION_TABLE* UserTable();

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_TABLES_H_
