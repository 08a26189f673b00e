#include "security_context.h"

#include <cstring>

#include "context_buffer.h"
#include "wine.h"

namespace sspi {

template <typename Call>
void SecurityContext::RunLeg(Leg& leg, const Call& call) {
  if (!credentials_) {
    leg.status = SEC_E_INVALID_HANDLE;
    return;
  }
  HandshakeBuffers inputs(leg.inputs);
  HandshakeBuffers outputs(leg.outputs);
  CtxtHandle updated = *handle_.get();
  TimeStamp expiry{};
  PCtxtHandle current = handle_.owned() ? handle_.get() : nullptr;
  {
    const WineChange guard(schannel());
    leg.status = call(current, inputs.desc_or_null(), &updated, outputs.desc_or_null(), &expiry);
  }
  inputs.Report();
  outputs.Report();
  leg.expiry = expiry.QuadPart;
  // What a failed leg has written, if anything, is not a handle.
  if (leg.status >= 0) handle_.Adopt(updated);
}

void SecurityContext::Initialize(Leg& leg) {
  RunLeg(leg, [&](PCtxtHandle current, PSecBufferDesc input, PCtxtHandle updated,
                  PSecBufferDesc output, PTimeStamp expiry) {
    return InitializeSecurityContextW(
        credentials_->handle(), current, leg.target ? leg.target->data() : nullptr, leg.flags, 0,
        leg.data_representation, input, 0, updated, output, &leg.granted, expiry);
  });
}

void SecurityContext::Accept(Leg& leg) {
  RunLeg(leg, [&](PCtxtHandle current, PSecBufferDesc input, PCtxtHandle updated,
                  PSecBufferDesc output, PTimeStamp expiry) {
    return AcceptSecurityContext(credentials_->handle(), current, input, leg.flags,
                                 leg.data_representation, updated, output, &leg.granted, expiry);
  });
}

// All below ask first, because Wine follows the pointers in a handle that is not one.

SECURITY_STATUS SecurityContext::CompleteAuthToken(HandshakeBuffer& token) {
  return PassToken(::CompleteAuthToken, token);
}

SECURITY_STATUS SecurityContext::ApplyControlToken(HandshakeBuffer& token) {
  return PassToken(::ApplyControlToken, token);
}

SECURITY_STATUS SecurityContext::PassToken(TokenCall call, HandshakeBuffer& token) {
  if (!handle_.owned()) return SEC_E_INVALID_HANDLE;
  SecBuffer buffer{token.size, token.type, token.memory.data()};
  SecBufferDesc desc{SECBUFFER_VERSION, 1, &buffer};
  const WineUse guard(schannel());
  const SECURITY_STATUS status = call(handle_.get(), &desc);
  token.size = buffer.cbBuffer;
  if (buffer.pvBuffer != token.memory.data()) token.memory.clear();
  return status;
}

SECURITY_STATUS SecurityContext::CallMessage(MessageMethod method, MessageBuffers& message,
                                             ULONG sequence_number, ULONG* qop) {
  if (!handle_.owned()) return SEC_E_INVALID_HANDLE;
  switch (method) {
    case MessageMethod::kSeal:
      return EncryptMessage(handle_.get(), *qop, message.desc(), sequence_number);
    case MessageMethod::kOpen:
      *qop = 0;
      return DecryptMessage(handle_.get(), message.desc(), sequence_number, qop);
    case MessageMethod::kSign:
      return MakeSignature(handle_.get(), *qop, message.desc(), sequence_number);
    case MessageMethod::kVerify:
      *qop = 0;
      return VerifySignature(handle_.get(), message.desc(), sequence_number, qop);
  }
  return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SecurityContext::QueryAttribute(ULONG attribute, void* value) {
  if (!handle_.owned()) return SEC_E_INVALID_HANDLE;
  const WineUse guard(schannel());
  return QueryContextAttributesW(handle_.get(), attribute, value);
}

SECURITY_STATUS SecurityContext::QueryToken(HANDLE* token) {
  if (!handle_.owned()) return SEC_E_INVALID_HANDLE;
  const WineUse guard(schannel());
  return QuerySecurityContextToken(handle_.get(), token);
}

SECURITY_STATUS SecurityContext::Impersonate() {
  if (!handle_.owned()) return SEC_E_INVALID_HANDLE;
  const WineUse guard(schannel());
  return ImpersonateSecurityContext(handle_.get());
}

SECURITY_STATUS SecurityContext::Revert() {
  if (!handle_.owned()) return SEC_E_INVALID_HANDLE;
  const WineUse guard(schannel());
  return RevertSecurityContext(handle_.get());
}

SECURITY_STATUS SecurityContext::Export(ULONG flags, SecretBytes* packed) {
  if (!handle_.owned()) return SEC_E_INVALID_HANDLE;
  SecBuffer buffer{};
  SECURITY_STATUS status;
  {
    const WineChange guard(schannel());
    status = ExportSecurityContext(handle_.get(), flags, &buffer, nullptr);
  }
  if (status < 0) return status;
  const ContextBuffer owner(buffer.pvBuffer);
  if (owner) {
    *packed = SecretBytes(buffer.cbBuffer);
    std::memcpy(packed->data(), owner.get(), packed->size());
    SecureZeroMemory(owner.get(), packed->size());
  }
  if ((flags & SECPKG_CONTEXT_EXPORT_DELETE_OLD) != 0) handle_.Disown();
  return status;
}

SECURITY_STATUS SecurityContext::Import(std::wstring package, SecretBytes& packed) {
  SecBuffer buffer{static_cast<ULONG>(packed.size()), SECBUFFER_EMPTY, packed.data()};
  CtxtHandle imported;
  SecInvalidateHandle(&imported);
  const SECURITY_STATUS status =
      ImportSecurityContextW(package.data(), &buffer, nullptr, &imported);
  if (status >= 0) handle_.Adopt(imported);
  return status;
}

SECURITY_STATUS SecurityContext::SetAttribute(ULONG attribute, void* value, ULONG size) {
  if (!handle_.owned()) return SEC_E_INVALID_HANDLE;
  const WineUse guard(schannel());
  return SetContextAttributesW(handle_.get(), attribute, value, size);
}

}  // namespace sspi
