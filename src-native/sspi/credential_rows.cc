#include "attribute_members.h"

namespace sspi {

namespace {

// What the headers of mingw-w64 do not have yet.
// https://learn.microsoft.com/windows/win32/api/schannel/

constexpr ULONG kSessionTicketKeys = 0x73;

struct SessionTicketKey {
  DWORD version;
  BYTE id[16];
  BYTE keying_material[64];
  BYTE keying_material_size;
};

struct SessionTicketKeys {
  DWORD count;
  SessionTicketKey* keys;
};

// https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-querycredentialsattributesw
constexpr AttributeRow kRows[] = {
    {SECPKG_CRED_ATTR_NAMES,
     sizeof(SecPkgCredentials_NamesW),
     0,
     {TEXT_OF(SecPkgCredentials_NamesW, sUserName)}},
    {SECPKG_CRED_ATTR_SSI_PROVIDER,
     sizeof(SecPkgCredentials_SSIProviderW),
     0,
     {TEXT_OF(SecPkgCredentials_SSIProviderW, sProviderName),
      BYTES(SecPkgCredentials_SSIProviderW, ProviderInfo, ProviderInfoLength)}},
    {SECPKG_CRED_ATTR_CERT,
     sizeof(SecPkgCredentials_Cert),
     0,
     {BYTES(SecPkgCredentials_Cert, EncodedCert, EncodedCertSize)}},
    {SECPKG_ATTR_SUPPORTED_ALGS,
     sizeof(SecPkgCred_SupportedAlgs),
     0,
     {ELEMENTS(SecPkgCred_SupportedAlgs, palgSupportedAlgs, cSupportedAlgs)}},
    {SECPKG_ATTR_CIPHER_STRENGTHS,
     sizeof(SecPkgCred_CipherStrengths),
     0,
     {NUMBER(SecPkgCred_CipherStrengths, dwMinimumCipherStrength),
      NUMBER(SecPkgCred_CipherStrengths, dwMaximumCipherStrength)}},
    {SECPKG_ATTR_SUPPORTED_PROTOCOLS,
     sizeof(SecPkgCred_SupportedProtocols),
     0,
     {NUMBER(SecPkgCred_SupportedProtocols, grbitProtocol)}},
    {SECPKG_ATTR_CLIENT_CERT_POLICY,
     sizeof(SecPkgCred_ClientCertPolicy),
     0,
     {NUMBER(SecPkgCred_ClientCertPolicy, dwFlags),
      INLINE_BYTES(SecPkgCred_ClientCertPolicy, guidPolicyId),
      NUMBER(SecPkgCred_ClientCertPolicy, dwCertFlags),
      NUMBER(SecPkgCred_ClientCertPolicy, dwUrlRetrievalTimeout),
      NUMBER(SecPkgCred_ClientCertPolicy, fCheckRevocationFreshnessTime),
      NUMBER(SecPkgCred_ClientCertPolicy, dwRevocationFreshnessTime),
      NUMBER(SecPkgCred_ClientCertPolicy, fOmitUsageCheck),
      TEXT_OF(SecPkgCred_ClientCertPolicy, pwszSslCtlStoreName),
      TEXT_OF(SecPkgCred_ClientCertPolicy, pwszSslCtlIdentifier)}},
    {kSessionTicketKeys, sizeof(SessionTicketKeys), 0, {ELEMENTS(SessionTicketKeys, keys, count)}},
};

static_assert(Takes(sizeof(SecPkgCredentials_SSIProviderW), 24, 12));
static_assert(Takes(sizeof(SecPkgCred_ClientCertPolicy), 56, 48));
static_assert(Takes(sizeof(SessionTicketKey), 88, 88));
static_assert(Takes(sizeof(SessionTicketKeys), 16, 8));

}  // namespace

std::span<const AttributeRow> CredentialsRows() { return kRows; }

}  // namespace sspi
