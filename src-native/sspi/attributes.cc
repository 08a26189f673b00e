#include "attributes.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "certificate.h"
#include "context_buffer.h"

namespace sspi {

namespace {

enum class Kind {
  kUint32,
  kInlineText,   // a WCHAR array of `extent` units
  kInlineBytes,  // a byte array, its used length in the BYTE at `extent`
  kText,         // a PWSTR that the package allocated
  kBytes,        // a pointer that the package allocated, its length in the ULONG at `extent`
  kPackageInfo,  // a PSecPkgInfoW that the package allocated
  kCertificate,  // a PCCERT_CONTEXT that the caller must free
};

struct Member {
  Kind kind;
  size_t offset;
  size_t extent = 0;
};

struct Row {
  ULONG attribute;
  std::vector<Member> members;
};

#define MEMBER(kind, structure, name) {Kind::kind, offsetof(structure, name)}
#define INLINE_TEXT(structure, name) {Kind::kInlineText, offsetof(structure, name), SZ_ALG_MAX_SIZE}
#define BYTES(structure, name, length) \
  {Kind::kBytes, offsetof(structure, name), offsetof(structure, length)}

// https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-querycontextattributesw
const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {SECPKG_ATTR_SIZES,
       {MEMBER(kUint32, SecPkgContext_Sizes, cbMaxToken),
        MEMBER(kUint32, SecPkgContext_Sizes, cbMaxSignature),
        MEMBER(kUint32, SecPkgContext_Sizes, cbBlockSize),
        MEMBER(kUint32, SecPkgContext_Sizes, cbSecurityTrailer)}},
      {SECPKG_ATTR_NAMES, {MEMBER(kText, SecPkgContext_NamesW, sUserName)}},
      {SECPKG_ATTR_STREAM_SIZES,
       {MEMBER(kUint32, SecPkgContext_StreamSizes, cbHeader),
        MEMBER(kUint32, SecPkgContext_StreamSizes, cbTrailer),
        MEMBER(kUint32, SecPkgContext_StreamSizes, cbMaximumMessage),
        MEMBER(kUint32, SecPkgContext_StreamSizes, cBuffers),
        MEMBER(kUint32, SecPkgContext_StreamSizes, cbBlockSize)}},
      {SECPKG_ATTR_SESSION_KEY, {BYTES(SecPkgContext_SessionKey, SessionKey, SessionKeyLength)}},
      {SECPKG_ATTR_PACKAGE_INFO, {MEMBER(kPackageInfo, SecPkgContext_PackageInfoW, PackageInfo)}},
      {SECPKG_ATTR_FLAGS, {MEMBER(kUint32, SecPkgContext_Flags, Flags)}},
      {SECPKG_ATTR_NEGOTIATION_INFO,
       {MEMBER(kPackageInfo, SecPkgContext_NegotiationInfoW, PackageInfo),
        MEMBER(kUint32, SecPkgContext_NegotiationInfoW, NegotiationState)}},
      {SECPKG_ATTR_REMOTE_CERT_CONTEXT, {{Kind::kCertificate, 0}}},
      {SECPKG_ATTR_CONNECTION_INFO,
       {MEMBER(kUint32, SecPkgContext_ConnectionInfo, dwProtocol),
        MEMBER(kUint32, SecPkgContext_ConnectionInfo, aiCipher),
        MEMBER(kUint32, SecPkgContext_ConnectionInfo, dwCipherStrength),
        MEMBER(kUint32, SecPkgContext_ConnectionInfo, aiHash),
        MEMBER(kUint32, SecPkgContext_ConnectionInfo, dwHashStrength),
        MEMBER(kUint32, SecPkgContext_ConnectionInfo, aiExch),
        MEMBER(kUint32, SecPkgContext_ConnectionInfo, dwExchStrength)}},
      {SECPKG_ATTR_CIPHER_INFO,
       {MEMBER(kUint32, SecPkgContext_CipherInfo, dwProtocol),
        MEMBER(kUint32, SecPkgContext_CipherInfo, dwCipherSuite),
        MEMBER(kUint32, SecPkgContext_CipherInfo, dwBaseCipherSuite),
        INLINE_TEXT(SecPkgContext_CipherInfo, szCipherSuite),
        INLINE_TEXT(SecPkgContext_CipherInfo, szCipher),
        MEMBER(kUint32, SecPkgContext_CipherInfo, dwCipherLen),
        MEMBER(kUint32, SecPkgContext_CipherInfo, dwCipherBlockLen),
        INLINE_TEXT(SecPkgContext_CipherInfo, szHash),
        MEMBER(kUint32, SecPkgContext_CipherInfo, dwHashLen),
        INLINE_TEXT(SecPkgContext_CipherInfo, szExchange),
        MEMBER(kUint32, SecPkgContext_CipherInfo, dwMinExchangeLen),
        MEMBER(kUint32, SecPkgContext_CipherInfo, dwMaxExchangeLen),
        INLINE_TEXT(SecPkgContext_CipherInfo, szCertificate),
        MEMBER(kUint32, SecPkgContext_CipherInfo, dwKeyType)}},
      {SECPKG_ATTR_ENDPOINT_BINDINGS, {BYTES(SecPkgContext_Bindings, Bindings, BindingsLength)}},
      {SECPKG_ATTR_UNIQUE_BINDINGS, {BYTES(SecPkgContext_Bindings, Bindings, BindingsLength)}},
      {SECPKG_ATTR_APPLICATION_PROTOCOL,
       {MEMBER(kUint32, SecPkgContext_ApplicationProtocol, ProtoNegoStatus),
        {Kind::kInlineBytes, offsetof(SecPkgContext_ApplicationProtocol, ProtocolId),
         offsetof(SecPkgContext_ApplicationProtocol, ProtocolIdSize)}}},
  };
  return rows;
}

#undef MEMBER
#undef INLINE_TEXT
#undef BYTES

// More than the largest structure that a row names, in case that a later Windows writes more.
constexpr size_t kStructureSize = 4096;

template <typename T>
T Read(const unsigned char* structure, size_t offset) {
  T value;
  std::memcpy(&value, structure + offset, sizeof(value));
  return value;
}

SecretBytes CopyBytes(const void* data, size_t size) {
  SecretBytes bytes(size);
  if (size != 0) std::memcpy(bytes.data(), data, size);
  return bytes;
}

AttributeValue TakeText(void* memory) {
  const ContextBuffer owner(memory);
  if (!owner) return {};
  return std::wstring(static_cast<const wchar_t*>(memory));
}

AttributeValue TakeBytes(void* memory, ULONG size) {
  const ContextBuffer owner(memory);
  if (!owner) return {};
  SecretBytes bytes = CopyBytes(memory, size);
  SecureZeroMemory(memory, size);
  return bytes;
}

AttributeValue TakePackage(void* memory) {
  const ContextBuffer owner(memory);
  if (!owner) return {};
  return SecurityPackage(*static_cast<const SecPkgInfoW*>(memory));
}

AttributeValue TakeCertificate(const CERT_CONTEXT* context) {
  const UniqueCertContext owner(context);
  if (!owner) return {};
  return CopyBytes(context->pbCertEncoded, context->cbCertEncoded);
}

AttributeValue ReadInlineText(const unsigned char* structure, const Member& member) {
  std::wstring text(member.extent, L'\0');
  std::memcpy(text.data(), structure + member.offset, member.extent * sizeof(wchar_t));
  text.resize(std::min(text.find(L'\0'), text.size()));
  return text;
}

AttributeValue TakeMember(const unsigned char* structure, const Member& member) {
  switch (member.kind) {
    case Kind::kUint32:
      return static_cast<double>(Read<ULONG>(structure, member.offset));
    case Kind::kInlineText:
      return ReadInlineText(structure, member);
    case Kind::kInlineBytes:
      return CopyBytes(structure + member.offset, Read<BYTE>(structure, member.extent));
    case Kind::kText:
      return TakeText(Read<void*>(structure, member.offset));
    case Kind::kBytes:
      return TakeBytes(Read<void*>(structure, member.offset),
                       Read<ULONG>(structure, member.extent));
    case Kind::kPackageInfo:
      return TakePackage(Read<void*>(structure, member.offset));
    case Kind::kCertificate:
      return TakeCertificate(Read<const CERT_CONTEXT*>(structure, member.offset));
  }
  return {};
}

}  // namespace

AttributeResult QueryContextAttribute(SecurityContext& context, ULONG attribute) {
  const std::vector<Row>& rows = Rows();
  const auto row = std::ranges::find(rows, attribute, &Row::attribute);
  if (row == rows.end()) return {SEC_E_UNSUPPORTED_FUNCTION, {}};

  alignas(16) unsigned char structure[kStructureSize] = {};
  AttributeResult result{context.QueryAttribute(attribute, structure), {}};
  if (result.status != SEC_E_OK) return result;
  result.values.reserve(row->members.size());
  for (const Member& member : row->members) {
    result.values.push_back(TakeMember(structure, member));
  }
  SecureZeroMemory(structure, sizeof(structure));
  return result;
}

}  // namespace sspi
