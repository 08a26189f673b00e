#ifndef SECUR32_TEST_SCRIPTED_SSP_PROCESS_STATE_H_
#define SECUR32_TEST_SCRIPTED_SSP_PROCESS_STATE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace scripted {

// What a test asks of the process that it runs in: how much it holds, and what lies in its memory.

uint32_t HandleCount();

// The committed memory that no other process shares, in bytes.
size_t PrivateBytes();

// How often bytes occur in the private memory of the process. They are given masked, each combined
// with `mask` by exclusive or: else the search would find what it is told to look for.
size_t CountInMemory(const std::vector<unsigned char>& masked, unsigned char mask);

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_PROCESS_STATE_H_
