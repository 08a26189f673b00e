#include "ssp_context.h"

#include "lsa_functions.h"

namespace sspi {

namespace {

UNICODE_STRING ToUnicodeString(std::wstring& text) {
  const auto size = static_cast<USHORT>(text.size() * sizeof(wchar_t));
  return {size, size, text.data()};
}

// The logon session of this process, for which LSA asks the package.
LUID LogonId() {
  TOKEN_STATISTICS statistics{};
  HANDLE token = nullptr;
  if (OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token) != FALSE) {
    DWORD size = 0;
    GetTokenInformation(token, TokenStatistics, &statistics, sizeof(statistics), &size);
    CloseHandle(token);
  }
  return statistics.AuthenticationId;
}

}  // namespace

SspCredentials::Result SspCredentials::Acquire(Parameters& parameters) {
  Result result;
  const auto& module = parameters.module;
  result.status = module->Initialize(parameters.package);
  if (result.status.status < 0) return result;

  result.status = {SEC_E_UNSUPPORTED_FUNCTION, "SpAcquireCredentialsHandle"};
  const auto acquire = module->lsa(parameters.package).AcquireCredentialsHandle;
  if (acquire == nullptr) return result;
  UNICODE_STRING principal{};
  if (parameters.principal) principal = ToUnicodeString(*parameters.principal);
  LUID logon = LogonId();
  LSA_SEC_HANDLE handle = 0;
  TimeStamp expiry{};
  result.status.status =
      acquire(parameters.principal ? &principal : nullptr, parameters.use, &logon,
              parameters.auth_data.data(), nullptr, nullptr, &handle, &expiry);
  if (result.status.status < 0) return result;
  result.expiry = expiry.QuadPart;
  result.credentials = std::make_shared<SspCredentials>(module, parameters.package, handle);
  return result;
}

SspCredentials::~SspCredentials() {
  if (lsa().FreeCredentialsHandle != nullptr) lsa().FreeCredentialsHandle(handle_);
}

struct SspContext::Outcome {
  LSA_SEC_HANDLE handle = 0;
  TimeStamp expiry{};
  BOOLEAN mapped = FALSE;
  SecBuffer data{};
};

// Gives the package's user mode the context that its LSA mode made. In LSA the two are processes.
// https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spinitusermodecontextfn
NTSTATUS SspContext::Map(Outcome& outcome) {
  NTSTATUS status = kStatusSuccess;
  const auto init = credentials_->user().InitUserModeContext;
  if (outcome.mapped != FALSE && init != nullptr) {
    status = init(outcome.handle, &outcome.data);
    mapped_ = mapped_ || status >= 0;
  }
  FreeLsaHeap(outcome.data.pvBuffer);
  return status;
}

template <typename Call>
void SspContext::Run(Leg& leg, bool exists, Call call) {
  leg.status = SEC_E_UNSUPPORTED_FUNCTION;
  if (!exists) return;
  HandshakeBuffers inputs(leg.inputs);
  HandshakeBuffers outputs(leg.outputs);
  Outcome outcome;
  outcome.handle = handle_.value_or(0);
  leg.status = call(handle_.value_or(0), inputs.desc(), outputs.desc(), outcome);
  inputs.Report();
  outputs.Report();
  leg.expiry = outcome.expiry.QuadPart;
  if (leg.status < 0) return;
  handle_ = outcome.handle;
  const NTSTATUS mapped = Map(outcome);
  if (mapped < 0) leg.status = mapped;
}

void SspContext::Initialize(Leg& leg) {
  const auto init = credentials_->lsa().InitLsaModeContext;
  Run(leg, init != nullptr,
      [&](LSA_SEC_HANDLE context, PSecBufferDesc input, PSecBufferDesc output, Outcome& outcome) {
        UNICODE_STRING target{};
        if (leg.target) target = ToUnicodeString(*leg.target);
        return init(credentials_->handle(), context, leg.target ? &target : nullptr, leg.flags,
                    leg.data_representation, input, &outcome.handle, output, &leg.granted,
                    &outcome.expiry, &outcome.mapped, &outcome.data);
      });
}

void SspContext::Accept(Leg& leg) {
  const auto accept = credentials_->lsa().AcceptLsaModeContext;
  Run(leg, accept != nullptr,
      [&](LSA_SEC_HANDLE context, PSecBufferDesc input, PSecBufferDesc output, Outcome& outcome) {
        return accept(credentials_->handle(), context, input, leg.flags, leg.data_representation,
                      &outcome.handle, output, &leg.granted, &outcome.expiry, &outcome.mapped,
                      &outcome.data);
      });
}

NTSTATUS SspContext::SealMessage(ULONG qop, MessageBuffers& message, ULONG sequence_number) {
  if (!handle_) return kStatusInvalidHandle;
  const auto seal = credentials_->user().SealMessage;
  if (seal == nullptr) return SEC_E_UNSUPPORTED_FUNCTION;
  return seal(*handle_, qop, message.desc(), sequence_number);
}

NTSTATUS SspContext::UnsealMessage(MessageBuffers& message, ULONG sequence_number, ULONG* qop) {
  if (!handle_) return kStatusInvalidHandle;
  const auto unseal = credentials_->user().UnsealMessage;
  if (unseal == nullptr) return SEC_E_UNSUPPORTED_FUNCTION;
  return unseal(*handle_, message.desc(), sequence_number, qop);
}

NTSTATUS SspContext::MakeSignature(ULONG qop, MessageBuffers& message, ULONG sequence_number) {
  if (!handle_) return kStatusInvalidHandle;
  const auto sign = credentials_->user().MakeSignature;
  if (sign == nullptr) return SEC_E_UNSUPPORTED_FUNCTION;
  return sign(*handle_, qop, message.desc(), sequence_number);
}

NTSTATUS SspContext::VerifySignature(MessageBuffers& message, ULONG sequence_number, ULONG* qop) {
  if (!handle_) return kStatusInvalidHandle;
  const auto verify = credentials_->user().VerifySignature;
  if (verify == nullptr) return SEC_E_UNSUPPORTED_FUNCTION;
  return verify(*handle_, message.desc(), sequence_number, qop);
}

SspContext::~SspContext() {
  if (!handle_) return;
  if (mapped_ && credentials_->user().DeleteUserModeContext != nullptr) {
    credentials_->user().DeleteUserModeContext(*handle_);
  }
  if (credentials_->lsa().DeleteContext != nullptr) credentials_->lsa().DeleteContext(*handle_);
}

}  // namespace sspi
