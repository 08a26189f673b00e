#ifndef SECUR32_SSPI_SSP_CONTEXT_H_
#define SECUR32_SSPI_SSP_CONTEXT_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "handshake_buffers.h"
#include "message_buffers.h"
#include "secret.h"
#include "ssp_module.h"

namespace sspi {

// Credentials that a hosted package made.
class SspCredentials {
 public:
  struct Parameters {
    std::shared_ptr<SspModule> module;
    size_t package = 0;
    std::optional<std::wstring> principal;
    ULONG use = 0;          // SECPKG_CRED_*
    SecretBytes auth_data;  // what AuthorizationData points to, unless it is empty
  };
  struct Result;

  static Result Acquire(Parameters& parameters);

  // Takes over the handle.
  SspCredentials(std::shared_ptr<SspModule> module, size_t package, LSA_SEC_HANDLE handle)
      : module_(std::move(module)), package_(package), handle_(handle) {}
  ~SspCredentials();

  SspCredentials(const SspCredentials&) = delete;
  SspCredentials& operator=(const SspCredentials&) = delete;

  LSA_SEC_HANDLE handle() const { return handle_; }
  const SECPKG_FUNCTION_TABLE& lsa() const { return module_->lsa(package_); }
  const SECPKG_USER_FUNCTION_TABLE& user() const { return module_->user(package_); }

 private:
  std::shared_ptr<SspModule> module_;
  size_t package_;
  LSA_SEC_HANDLE handle_;
};

struct SspCredentials::Result {
  SspStatus status;
  long long expiry = 0;
  std::shared_ptr<SspCredentials> credentials;  // set when the status says that a handle exists
};

// A context that a hosted package made, reached through the package's own functions. A function
// that the package does not have is SEC_E_UNSUPPORTED_FUNCTION. The rules for threads are those of
// SecurityContext.
class SspContext {
 public:
  explicit SspContext(std::shared_ptr<SspCredentials> credentials)
      : credentials_(std::move(credentials)) {}
  ~SspContext();

  SspContext(const SspContext&) = delete;
  SspContext& operator=(const SspContext&) = delete;

  void Initialize(Leg& leg);
  void Accept(Leg& leg);

  NTSTATUS SealMessage(ULONG qop, MessageBuffers& message, ULONG sequence_number);
  NTSTATUS UnsealMessage(MessageBuffers& message, ULONG sequence_number, ULONG* qop);
  NTSTATUS MakeSignature(ULONG qop, MessageBuffers& message, ULONG sequence_number);
  NTSTATUS VerifySignature(MessageBuffers& message, ULONG sequence_number, ULONG* qop);

 private:
  // What a leg gives beside its buffers.
  struct Outcome;

  template <typename Call>
  void Run(Leg& leg, bool exists, Call call);
  NTSTATUS Map(Outcome& outcome);

  std::shared_ptr<SspCredentials> credentials_;
  // Zero is a handle like any other: the optional says whether there is one.
  std::optional<LSA_SEC_HANDLE> handle_;
  // Whether the package's user mode was given the context too, and has to let it go.
  bool mapped_ = false;
};

}  // namespace sspi

#endif  // SECUR32_SSPI_SSP_CONTEXT_H_
