#include "security_context.h"

#include "wine.h"

namespace sspi {

template <typename Call>
void SecurityContext::RunLeg(Leg& leg, const Call& call) {
  HandshakeBuffers inputs(leg.inputs);
  HandshakeBuffers outputs(leg.outputs);
  CtxtHandle updated = *handle_.get();
  TimeStamp expiry{};
  PCtxtHandle current = handle_.owned() ? handle_.get() : nullptr;
  {
    const WineChange guard(credentials_->schannel());
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
  const WineUse guard(credentials_->schannel());
  const SECURITY_STATUS status = call(handle_.get(), &desc);
  token.size = buffer.cbBuffer;
  if (buffer.pvBuffer != token.memory.data()) token.memory.clear();
  return status;
}

SECURITY_STATUS SecurityContext::EncryptMessage(ULONG qop, MessageBuffers& message,
                                                ULONG sequence_number) {
  if (!handle_.owned()) return SEC_E_INVALID_HANDLE;
  const WineUse guard(credentials_->schannel());
  return ::EncryptMessage(handle_.get(), qop, message.desc(), sequence_number);
}

SECURITY_STATUS SecurityContext::DecryptMessage(MessageBuffers& message, ULONG sequence_number,
                                                ULONG* qop) {
  if (!handle_.owned()) return SEC_E_INVALID_HANDLE;
  const WineUse guard(credentials_->schannel());
  return ::DecryptMessage(handle_.get(), message.desc(), sequence_number, qop);
}

SECURITY_STATUS SecurityContext::MakeSignature(ULONG qop, MessageBuffers& message,
                                               ULONG sequence_number) {
  if (!handle_.owned()) return SEC_E_INVALID_HANDLE;
  const WineUse guard(credentials_->schannel());
  return ::MakeSignature(handle_.get(), qop, message.desc(), sequence_number);
}

SECURITY_STATUS SecurityContext::VerifySignature(MessageBuffers& message, ULONG sequence_number,
                                                 ULONG* qop) {
  if (!handle_.owned()) return SEC_E_INVALID_HANDLE;
  const WineUse guard(credentials_->schannel());
  return ::VerifySignature(handle_.get(), message.desc(), sequence_number, qop);
}

SECURITY_STATUS SecurityContext::QueryAttribute(ULONG attribute, void* value) {
  if (!handle_.owned()) return SEC_E_INVALID_HANDLE;
  const WineUse guard(credentials_->schannel());
  return QueryContextAttributesW(handle_.get(), attribute, value);
}

}  // namespace sspi
