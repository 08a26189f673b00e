#include "attribute_members.h"

namespace sspi {

namespace {

// What the headers of mingw-w64 do not have yet.
// https://learn.microsoft.com/windows/win32/api/schannel/

constexpr ULONG kCertCheckResult = 0x71;
constexpr ULONG kCertCheckResultInproc = 0x72;
constexpr ULONG kSerializedRemoteCertContextInproc = 0x74;
constexpr ULONG kSerializedRemoteCertContext = 0x75;

struct CertificateValidationResult {
  DWORD chain_error_status;
  HRESULT verify_chain_status;
};

struct OneCertificate {
  const CERT_CONTEXT* context;
};

// https://learn.microsoft.com/windows/win32/secauthn/querycontextattributes--schannel
constexpr AttributeRow kRows[] = {
    {SECPKG_ATTR_ISSUER_LIST,
     sizeof(SecPkgContext_IssuerListInfo),
     0,
     {BYTES(SecPkgContext_IssuerListInfo, pIssuerList, cbIssuerList)}},
    {SECPKG_ATTR_REMOTE_CRED,
     sizeof(SecPkgContext_RemoteCredentialInfo),
     0,
     {BYTES(SecPkgContext_RemoteCredentialInfo, pbCertificateChain, cbCertificateChain),
      NUMBER(SecPkgContext_RemoteCredentialInfo, cCertificates),
      NUMBER(SecPkgContext_RemoteCredentialInfo, fFlags),
      NUMBER(SecPkgContext_RemoteCredentialInfo, dwBits)}},
    {SECPKG_ATTR_LOCAL_CRED,
     sizeof(SecPkgContext_LocalCredentialInfo),
     0,
     {BYTES(SecPkgContext_LocalCredentialInfo, pbCertificateChain, cbCertificateChain),
      NUMBER(SecPkgContext_LocalCredentialInfo, cCertificates),
      NUMBER(SecPkgContext_LocalCredentialInfo, fFlags),
      NUMBER(SecPkgContext_LocalCredentialInfo, dwBits)}},
    {SECPKG_ATTR_REMOTE_CERT_CONTEXT,
     sizeof(OneCertificate),
     0,
     {POINTER(kCertificate, OneCertificate, context)}},
    {SECPKG_ATTR_LOCAL_CERT_CONTEXT,
     sizeof(OneCertificate),
     0,
     {POINTER(kCertificate, OneCertificate, context)}},
    {SECPKG_ATTR_ROOT_STORE,
     sizeof(OneCertificate),
     0,
     {POINTER(kCertificate, OneCertificate, context)}},
    {SECPKG_ATTR_ISSUER_LIST_EX,
     sizeof(SecPkgContext_IssuerListInfoEx),
     0,
     {{Kind::kNames, sizeof(DWORD), 0, 0, offsetof(SecPkgContext_IssuerListInfoEx, aIssuers),
       offsetof(SecPkgContext_IssuerListInfoEx, cIssuers)}}},
    {SECPKG_ATTR_CONNECTION_INFO,
     sizeof(SecPkgContext_ConnectionInfo),
     0,
     {NUMBER(SecPkgContext_ConnectionInfo, dwProtocol),
      NUMBER(SecPkgContext_ConnectionInfo, aiCipher),
      NUMBER(SecPkgContext_ConnectionInfo, dwCipherStrength),
      NUMBER(SecPkgContext_ConnectionInfo, aiHash),
      NUMBER(SecPkgContext_ConnectionInfo, dwHashStrength),
      NUMBER(SecPkgContext_ConnectionInfo, aiExch),
      NUMBER(SecPkgContext_ConnectionInfo, dwExchStrength)}},
    {SECPKG_ATTR_EAP_KEY_BLOCK,
     sizeof(SecPkgContext_EapKeyBlock),
     0,
     {INLINE_BYTES(SecPkgContext_EapKeyBlock, rgbKeys),
      INLINE_BYTES(SecPkgContext_EapKeyBlock, rgbIVs)}},
    {SECPKG_ATTR_SESSION_INFO,
     sizeof(SecPkgContext_SessionInfo),
     0,
     {NUMBER(SecPkgContext_SessionInfo, dwFlags),
      COUNTED_INLINE_BYTES(SecPkgContext_SessionInfo, rgbSessionId, cbSessionId)}},
    {SECPKG_ATTR_APP_DATA,
     sizeof(SecPkgContext_SessionAppData),
     0,
     {NUMBER(SecPkgContext_SessionAppData, dwFlags),
      BYTES(SecPkgContext_SessionAppData, pbAppData, cbAppData)}},
    {SECPKG_ATTR_REMOTE_CERTIFICATES,
     sizeof(SecPkgContext_Certificates),
     0,
     {NUMBER(SecPkgContext_Certificates, cCertificates),
      BYTES(SecPkgContext_Certificates, pbCertificateChain, cbCertificateChain)}},
    {SECPKG_ATTR_CC_POLICY_RESULT,
     sizeof(SecPkgContext_ClientCertPolicyResult),
     0,
     {NUMBER(SecPkgContext_ClientCertPolicyResult, dwPolicyResult),
      INLINE_BYTES(SecPkgContext_ClientCertPolicyResult, guidPolicyId)}},
    {SECPKG_ATTR_LOCAL_CERT_INFO,
     sizeof(SecPkgContext_CertInfo),
     0,
     {BYTES(SecPkgContext_CertInfo, pwszSubjectName, cbSubjectName),
      BYTES(SecPkgContext_CertInfo, pwszIssuerName, cbIssuerName),
      NUMBER(SecPkgContext_CertInfo, dwKeySize)}},
    {SECPKG_ATTR_CIPHER_INFO,
     sizeof(SecPkgContext_CipherInfo),
     SECPKGCONTEXT_CIPHERINFO_V1,
     {NUMBER(SecPkgContext_CipherInfo, dwProtocol), NUMBER(SecPkgContext_CipherInfo, dwCipherSuite),
      NUMBER(SecPkgContext_CipherInfo, dwBaseCipherSuite),
      INLINE_TEXT(SecPkgContext_CipherInfo, szCipherSuite),
      INLINE_TEXT(SecPkgContext_CipherInfo, szCipher),
      NUMBER(SecPkgContext_CipherInfo, dwCipherLen),
      NUMBER(SecPkgContext_CipherInfo, dwCipherBlockLen),
      INLINE_TEXT(SecPkgContext_CipherInfo, szHash), NUMBER(SecPkgContext_CipherInfo, dwHashLen),
      INLINE_TEXT(SecPkgContext_CipherInfo, szExchange),
      NUMBER(SecPkgContext_CipherInfo, dwMinExchangeLen),
      NUMBER(SecPkgContext_CipherInfo, dwMaxExchangeLen),
      INLINE_TEXT(SecPkgContext_CipherInfo, szCertificate),
      NUMBER(SecPkgContext_CipherInfo, dwKeyType)}},
    {SECPKG_ATTR_EAP_PRF_INFO,
     sizeof(SecPkgContext_EapPrfInfo),
     0,
     {NUMBER(SecPkgContext_EapPrfInfo, dwVersion),
      BYTES(SecPkgContext_EapPrfInfo, pbPrfData, cbPrfData)}},
    {SECPKG_ATTR_SUPPORTED_SIGNATURES,
     sizeof(SecPkgContext_SupportedSignatures),
     0,
     {ELEMENTS(SecPkgContext_SupportedSignatures, pSignatureAndHashAlgorithms,
               cSignatureAndHashAlgorithms)}},
    {SECPKG_ATTR_REMOTE_CERT_CHAIN,
     sizeof(OneCertificate),
     0,
     {POINTER(kCertificateChain, OneCertificate, context)}},
    {SECPKG_ATTR_KEYING_MATERIAL_INFO,
     sizeof(SecPkgContext_KeyingMaterialInfo),
     0,
     {BYTES(SecPkgContext_KeyingMaterialInfo, pszLabel, cbLabel),
      BYTES(SecPkgContext_KeyingMaterialInfo, pbContextValue, cbContextValue),
      NUMBER(SecPkgContext_KeyingMaterialInfo, cbKeyingMaterial)}},
    {SECPKG_ATTR_KEYING_MATERIAL,
     sizeof(SecPkgContext_KeyingMaterial),
     0,
     {BYTES(SecPkgContext_KeyingMaterial, pbKeyingMaterial, cbKeyingMaterial)}},
    {SECPKG_ATTR_SRTP_PARAMETERS,
     sizeof(SecPkgContext_SrtpParameters),
     0,
     {NUMBER(SecPkgContext_SrtpParameters, ProtectionProfile),
      BYTES(SecPkgContext_SrtpParameters, MasterKeyIdentifier, MasterKeyIdentifierSize)}},
    {SECPKG_ATTR_TOKEN_BINDING,
     sizeof(SecPkgContext_TokenBinding),
     0,
     {NUMBER(SecPkgContext_TokenBinding, MajorVersion),
      NUMBER(SecPkgContext_TokenBinding, MinorVersion),
      BYTES(SecPkgContext_TokenBinding, KeyParameters, KeyParametersSize)}},
    {SECPKG_ATTR_CONNECTION_INFO_EX,
     sizeof(SecPkgContext_ConnectionInfoEx),
     SECPKGCONTEXT_CONNECTION_INFO_EX_V1,
     {NUMBER(SecPkgContext_ConnectionInfoEx, dwProtocol),
      INLINE_TEXT(SecPkgContext_ConnectionInfoEx, szCipher),
      NUMBER(SecPkgContext_ConnectionInfoEx, dwCipherStrength),
      INLINE_TEXT(SecPkgContext_ConnectionInfoEx, szHash),
      NUMBER(SecPkgContext_ConnectionInfoEx, dwHashStrength),
      INLINE_TEXT(SecPkgContext_ConnectionInfoEx, szExchange),
      NUMBER(SecPkgContext_ConnectionInfoEx, dwExchStrength)}},
    {SECPKG_ATTR_KEYING_MATERIAL_TOKEN_BINDING,
     sizeof(SecPkgContext_KeyingMaterial),
     0,
     {BYTES(SecPkgContext_KeyingMaterial, pbKeyingMaterial, cbKeyingMaterial)}},
    {kCertCheckResult,
     sizeof(CertificateValidationResult),
     0,
     {NUMBER(CertificateValidationResult, chain_error_status),
      NUMBER(CertificateValidationResult, verify_chain_status)}},
    {kCertCheckResultInproc,
     sizeof(CertificateValidationResult),
     0,
     {NUMBER(CertificateValidationResult, chain_error_status),
      NUMBER(CertificateValidationResult, verify_chain_status)}},
    {kSerializedRemoteCertContextInproc, sizeof(CERT_BLOB), 0, {BYTES(CERT_BLOB, pbData, cbData)}},
    {kSerializedRemoteCertContext, sizeof(CERT_BLOB), 0, {BYTES(CERT_BLOB, pbData, cbData)}},
};

static_assert(Takes(sizeof(SecPkgContext_RemoteCredentialInfo), 32, 20));
static_assert(Takes(sizeof(SecPkgContext_CipherInfo), 680, 680));
static_assert(Takes(sizeof(SecPkgContext_ConnectionInfoEx), 404, 404));
static_assert(Takes(sizeof(SecPkgContext_SupportedSignatures), 16, 8));
static_assert(Takes(sizeof(SecPkgContext_CertInfo), 40, 24));
static_assert(Takes(sizeof(SecPkgContext_KeyingMaterialInfo), 40, 20));
static_assert(Takes(sizeof(SecPkgContext_SrtpParameters), 16, 8));
static_assert(Takes(offsetof(SecPkgContext_SrtpParameters, MasterKeyIdentifier), 8, 4));
static_assert(Takes(sizeof(SecPkgContext_TokenBinding), 16, 8));
static_assert(Takes(sizeof(CertificateValidationResult), 8, 8));

}  // namespace

std::span<const AttributeRow> SchannelRows() { return kRows; }

}  // namespace sspi
