#ifndef SECUR32_TEST_SCRIPTED_SSP_LENT_FUNCTIONS_H_
#define SECUR32_TEST_SCRIPTED_SSP_LENT_FUNCTIONS_H_

namespace scripted {

// Has the addon that is loaded find the functions of Secur32 that Wine's lacks:
// ChangeAccountPasswordW and SetCredentialsAttributesW. Each notes its call, and answers as a test
// told it. Before the addon looks for them, which it does once.
bool LendFunctions();

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_LENT_FUNCTIONS_H_
