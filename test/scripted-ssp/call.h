#ifndef SECUR32_TEST_SCRIPTED_SSP_CALL_H_
#define SECUR32_TEST_SCRIPTED_SSP_CALL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace scripted {

// A SecBuffer as it was when the package was called.
struct BufferRecord {
  uint32_t type;                    // SECBUFFER_* with its attribute flags
  uint32_t size;                    // cbBuffer
  bool null;                        // pvBuffer is NULL
  uint32_t order;                   // place among the buffers of the call by ascending address
  uint64_t offset;                  // bytes from the lowest address of the call
  std::vector<unsigned char> data;  // empty for what the package is to fill in a handshake
};

// What AcquireCredentialsHandle was given as pAuthData.
struct AuthDataRecord {
  // "plain" (SEC_WINNT_AUTH_IDENTITY), "extended" (SEC_WINNT_AUTH_IDENTITY_EX), or "schannel".
  std::string kind;
  uint32_t version = 0;  // of an extended identity, or of Schannel's structure
  uint32_t length = 0;   // of an extended identity
  uint32_t flags = 0;
  std::optional<std::wstring> user;
  std::optional<std::wstring> domain;
  std::optional<std::wstring> password;
  std::optional<std::wstring> package_list;
  std::vector<unsigned char> bytes;  // the structure itself, when it is one of Schannel
};

// One call of the package. Numbers that a function does not have are 0.
struct Call {
  std::string function;  // the member of the function table: "SealMessage"
  uint64_t credentials = 0;
  uint64_t context = 0;
  uint32_t qop = 0;
  uint32_t sequence_number = 0;
  uint32_t flags = 0;                  // ISC_REQ_*, ASC_REQ_* or SECPKG_CRED_*
  uint32_t attribute = 0;              // SECPKG_ATTR_*
  std::optional<std::wstring> target;  // or the principal
  std::vector<BufferRecord> buffers;   // of a message, or the input of a leg
  std::vector<BufferRecord> outputs;   // of a leg
  std::optional<AuthDataRecord> auth_data;
  std::vector<unsigned char> bytes;  // an attribute that is set, or the export of a context
  std::vector<std::vector<unsigned char>> pointed;  // what that attribute points to
  uint64_t token = 0;                               // the handle of an access token

  uint32_t thread = 0;
  double started = 0;           // milliseconds, by the clock of the ledger
  std::optional<double> ended;  // none while the call is on its way
  uint32_t status = 0;
};

}  // namespace scripted

#endif  // SECUR32_TEST_SCRIPTED_SSP_CALL_H_
