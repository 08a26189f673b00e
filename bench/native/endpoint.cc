#include "endpoint.h"

#include <stdexcept>

namespace bench {

namespace {

// The same that lib/client-context.ts and lib/server-context.ts ask for.
constexpr ULONG kClientFlags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_REPLAY_DETECT |
                               ISC_REQ_SEQUENCE_DETECT | ISC_REQ_CONFIDENTIALITY |
                               ISC_REQ_INTEGRITY;
constexpr ULONG kStreamClientFlags = ISC_REQ_REPLAY_DETECT | ISC_REQ_SEQUENCE_DETECT |
                                     ISC_REQ_CONFIDENTIALITY | ISC_REQ_EXTENDED_ERROR |
                                     ISC_REQ_STREAM;
constexpr ULONG kServerFlags =
    ASC_REQ_REPLAY_DETECT | ASC_REQ_SEQUENCE_DETECT | ASC_REQ_CONFIDENTIALITY | ASC_REQ_INTEGRITY;
constexpr ULONG kStreamServerFlags = ASC_REQ_REPLAY_DETECT | ASC_REQ_SEQUENCE_DETECT |
                                     ASC_REQ_CONFIDENTIALITY | ASC_REQ_EXTENDED_ERROR |
                                     ASC_REQ_STREAM;

constexpr size_t kTokenRoom = 65536;

}  // namespace

Endpoint::~Endpoint() {
  if (SecIsValidHandle(&context_)) DeleteSecurityContext(&context_);
}

std::vector<unsigned char> Endpoint::Step(std::vector<unsigned char>& input) {
  std::vector<unsigned char> output(kTokenRoom);
  SecBuffer in[] = {{static_cast<ULONG>(input.size()), SECBUFFER_TOKEN, input.data()},
                    {0, SECBUFFER_EMPTY, nullptr}};
  SecBuffer out[] = {{static_cast<ULONG>(output.size()), SECBUFFER_TOKEN, output.data()}};
  SecBufferDesc in_desc{SECBUFFER_VERSION, 2, in};
  SecBufferDesc out_desc{SECBUFFER_VERSION, 1, out};
  CtxtHandle* known = SecIsValidHandle(&context_) ? &context_ : nullptr;
  const bool schannel = credentials_.schannel();
  const bool server = credentials_.server();
  ULONG granted = 0;
  SECURITY_STATUS status = SEC_E_OK;
  if (server) {
    status = AcceptSecurityContext(credentials_.handle(), known, &in_desc,
                                   schannel ? kStreamServerFlags : kServerFlags,
                                   SECURITY_NATIVE_DREP, &context_, &out_desc, &granted, nullptr);
  } else {
    status = InitializeSecurityContextW(credentials_.handle(), known, credentials_.target(),
                                        schannel ? kStreamClientFlags : kClientFlags, 0,
                                        SECURITY_NATIVE_DREP, input.empty() ? nullptr : &in_desc, 0,
                                        &context_, &out_desc, &granted, nullptr);
  }
  established_ = status == SEC_E_OK;
  if (status != SEC_I_CONTINUE_NEEDED) Require(status, server ? "Accept" : "Initialize");
  output.resize(out[0].cbBuffer);
  return output;
}

void ShakeHands(Endpoint& client, Endpoint& server) {
  std::vector<unsigned char> token;
  while (!client.established() || !server.established()) {
    if (!client.established()) token = client.Step(token);
    if (token.empty() && !server.established()) throw std::runtime_error("no token to go on with");
    if (!server.established()) token = server.Step(token);
  }
}

}  // namespace bench
