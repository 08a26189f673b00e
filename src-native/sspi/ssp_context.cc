#include "ssp_context.h"

#include <cstring>

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
  result.status = parameters.package.Initialize();
  if (result.status.status < 0) return result;

  result.status = {SEC_E_UNSUPPORTED_FUNCTION, "SpAcquireCredentialsHandle"};
  const auto acquire = parameters.package.lsa().AcquireCredentialsHandle;
  if (acquire == nullptr) return result;
  UNICODE_STRING principal{};
  if (parameters.principal) principal = ToUnicodeString(*parameters.principal);
  void* auth_data = parameters.auth_data.data();
  std::optional<IdentityData> identity;
  if (parameters.identity) auth_data = identity.emplace(*parameters.identity).pointer();
  LUID logon = LogonId();
  LSA_SEC_HANDLE handle = 0;
  TimeStamp expiry{};
  result.status.status = acquire(parameters.principal ? &principal : nullptr, parameters.use,
                                 &logon, auth_data, nullptr, nullptr, &handle, &expiry);
  if (result.status.status < 0) return result;
  result.expiry = expiry.QuadPart;
  result.credentials = std::make_shared<SspCredentials>(parameters.package, handle);
  return result;
}

SspCredentials::~SspCredentials() {
  const auto free = package_.lsa().FreeCredentialsHandle;
  if (free != nullptr) free(handle_);
}

struct SspContext::Outcome {
  Outcome() = default;
  // The data may have keys in it, also of a leg that failed.
  ~Outcome() {
    if (data.pvBuffer != nullptr) SecureZeroMemory(data.pvBuffer, data.cbBuffer);
    FreeLsaHeap(data.pvBuffer);
  }

  Outcome(const Outcome&) = delete;
  Outcome& operator=(const Outcome&) = delete;

  LSA_SEC_HANDLE handle = 0;
  TimeStamp expiry{};
  BOOLEAN mapped = FALSE;
  SecBuffer data{};
};

// Gives the package's user mode the context that its LSA mode made. In LSA the two are processes.
// https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spinitusermodecontextfn
NTSTATUS SspContext::Map(Outcome& outcome) {
  const auto init = package_.user().InitUserModeContext;
  if (outcome.mapped == FALSE || init == nullptr) return kStatusSuccess;
  const NTSTATUS status = init(outcome.handle, &outcome.data);
  in_user_mode_ = in_user_mode_ || status >= 0;
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
  if (mapped < 0) {
    leg.status = mapped;
    leg.syscall = "SpInitUserModeContext";
  }
}

void SspContext::Initialize(Leg& leg) {
  const auto init = package_.lsa().InitLsaModeContext;
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
  const auto accept = package_.lsa().AcceptLsaModeContext;
  Run(leg, accept != nullptr,
      [&](LSA_SEC_HANDLE context, PSecBufferDesc input, PSecBufferDesc output, Outcome& outcome) {
        return accept(credentials_->handle(), context, input, leg.flags, leg.data_representation,
                      &outcome.handle, output, &leg.granted, &outcome.expiry, &outcome.mapped,
                      &outcome.data);
      });
}

SECURITY_STATUS SspContext::CallMessage(MessageMethod method, MessageBuffers& message,
                                        ULONG sequence_number, ULONG* qop) {
  if (!handle_) return kStatusInvalidHandle;
  const auto& user = package_.user();
  const LSA_SEC_HANDLE handle = *handle_;
  switch (method) {
    case MessageMethod::kSeal:
      if (user.SealMessage == nullptr) break;
      return user.SealMessage(handle, *qop, message.desc(), sequence_number);
    case MessageMethod::kOpen:
      if (user.UnsealMessage == nullptr) break;
      *qop = 0;
      return user.UnsealMessage(handle, message.desc(), sequence_number, qop);
    case MessageMethod::kSign:
      if (user.MakeSignature == nullptr) break;
      return user.MakeSignature(handle, *qop, message.desc(), sequence_number);
    case MessageMethod::kVerify:
      if (user.VerifySignature == nullptr) break;
      *qop = 0;
      return user.VerifySignature(handle, message.desc(), sequence_number, qop);
  }
  return SEC_E_UNSUPPORTED_FUNCTION;
}

SspStatus SspContext::Import(SecretBytes& packed) {
  const SspStatus ready = package_.Initialize();
  if (ready.status < 0) return ready;
  const auto import = package_.user().ImportContext;
  if (import == nullptr) return {SEC_E_UNSUPPORTED_FUNCTION, "SpImportContext"};
  SecBuffer buffer{static_cast<ULONG>(packed.size()), SECBUFFER_EMPTY, packed.data()};
  LSA_SEC_HANDLE handle = 0;
  const NTSTATUS status = import(&buffer, nullptr, &handle);
  if (status >= 0) {
    handle_ = handle;
    in_user_mode_ = true;
  }
  return {status, "SpImportContext"};
}

SspStatus SspContext::Export(ULONG flags, SecretBytes* packed) {
  if (!handle_) return {kStatusInvalidHandle, "SpExportContext"};
  const auto export_context = package_.user().ExportContext;
  if (export_context == nullptr) return {SEC_E_UNSUPPORTED_FUNCTION, "SpExportContext"};
  SecBuffer buffer{};
  HANDLE token = nullptr;
  const NTSTATUS status = export_context(*handle_, flags, &buffer, &token);
  if (status < 0) return {status, "SpExportContext"};
  // Who the context is for is of no use to this process.
  if (token != nullptr) CloseHandle(token);
  *packed = SecretBytes(buffer.pvBuffer == nullptr ? 0 : buffer.cbBuffer);
  if (packed->size() != 0) {
    std::memcpy(packed->data(), buffer.pvBuffer, packed->size());
    SecureZeroMemory(buffer.pvBuffer, buffer.cbBuffer);
  }
  FreeLsaHeap(buffer.pvBuffer);
  if ((flags & SECPKG_CONTEXT_EXPORT_DELETE_OLD) != 0) Disown();
  return {status, "SpExportContext"};
}

// The package has deleted the context in user mode. What LSA mode has besides is out of reach of
// user mode on Windows, and still to be deleted.
void SspContext::Disown() {
  if (!in_user_mode_) handle_.reset();
  in_user_mode_ = false;
}

SECURITY_STATUS SspContext::QueryAttribute(ULONG attribute, void* structure) const {
  if (!handle_) return kStatusInvalidHandle;
  const auto user = package_.user().QueryContextAttributes;
  if (user != nullptr) return user(*handle_, attribute, structure);
  const auto lsa = package_.lsa().QueryContextAttributes;
  if (lsa == nullptr || !credentials_) return SEC_E_UNSUPPORTED_FUNCTION;
  return lsa(*handle_, attribute, structure);
}

AttributeResult SspContext::QueryAttribute(ULONG attribute) const {
  const AttributeRow* row = FindContextRow(attribute);
  if (row == nullptr) return {SEC_E_UNSUPPORTED_FUNCTION, {}};
  AttributeStructure structure;
  structure.Prepare(*row);
  AttributeResult result{QueryAttribute(attribute, structure.data()), {}};
  if (result.status == SEC_E_OK) result.values = structure.Take(*row, {FreeLsaHeap});
  return result;
}

SspContext::~SspContext() {
  if (!handle_) return;
  if (in_user_mode_ && package_.user().DeleteUserModeContext != nullptr) {
    package_.user().DeleteUserModeContext(*handle_);
  }
  if (credentials_ && package_.lsa().DeleteContext != nullptr) {
    package_.lsa().DeleteContext(*handle_);
  }
}

}  // namespace sspi
