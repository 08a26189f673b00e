#include "attribute_structure.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include "certificate.h"

namespace sspi {

namespace {

template <typename T>
T Read(const unsigned char* structure, size_t offset) {
  T value;
  std::memcpy(&value, structure + offset, sizeof(value));
  return value;
}

template <typename T>
void Write(unsigned char* structure, size_t offset, T value) {
  std::memcpy(structure + offset, &value, sizeof(value));
}

// Windows is little-endian everywhere, so that a narrow number is the beginning of a wide one.

ULONG ReadNumber(const unsigned char* structure, size_t offset, size_t width) {
  ULONG number = 0;
  std::memcpy(&number, structure + offset, width);
  return number;
}

void WriteNumber(unsigned char* structure, size_t offset, size_t width, ULONG number) {
  std::memcpy(structure + offset, &number, width);
}

ULONG CountOf(const unsigned char* structure, const Member& member) {
  return ReadNumber(structure, member.count, member.width);
}

SecretBytes CopyBytes(const void* data, size_t size) {
  SecretBytes bytes(size);
  if (size != 0) std::memcpy(bytes.data(), data, size);
  return bytes;
}

// Memory that a security package allocated for the caller.
using Owner = std::unique_ptr<void, void (*)(void*)>;

AttributeValue TakeText(void* memory, const AnswerMemory& from) {
  if (memory == nullptr) return {};
  const Owner owner(from.keeps_text ? nullptr : memory, from.free);
  return std::wstring(static_cast<const wchar_t*>(memory));
}

AttributeValue TakeBytes(void* memory, size_t size, const AnswerMemory& from) {
  const Owner owner(memory, from.free);
  if (!owner) return {};
  SecretBytes bytes = CopyBytes(memory, size);
  SecureZeroMemory(memory, size);
  return bytes;
}

// The one authorization service whose data is text; rpcdce.h, which has it, is not ours to include.
// https://learn.microsoft.com/windows/win32/rpc/authorization-service-constants
constexpr ULONG kAuthorizationByName = 1;

AttributeValue TakeDceName(void* memory, ULONG service, const AnswerMemory& from) {
  if (service == kAuthorizationByName) return TakeText(memory, {from.free});
  const Owner owner(memory, from.free);
  return {};
}

AttributeValue TakePackage(void* memory, const AnswerMemory& from) {
  const Owner owner(memory, from.free);
  if (!owner) return {};
  return SecurityPackage(*static_cast<const SecPkgInfoW*>(memory));
}

AttributeValue TakeCertificate(const CERT_CONTEXT* context) {
  const UniqueCertContext owner(context);
  if (!owner) return {};
  return CopyBytes(context->pbCertEncoded, context->cbCertEncoded);
}

// Several blobs in the form of SECPKG_ATTR_REMOTE_CERTIFICATES: each behind its length.
// https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-secpkgcontext_certificates
class BlobList {
 public:
  void Add(const void* data, DWORD size) {
    const auto* length = reinterpret_cast<const unsigned char*>(&size);
    const auto* bytes = static_cast<const unsigned char*>(data);
    all_.insert(all_.end(), length, length + sizeof(size));
    all_.insert(all_.end(), bytes, bytes + size);
  }

  AttributeValue Bytes() const { return CopyBytes(all_.data(), all_.size()); }

 private:
  std::vector<unsigned char> all_;
};

AttributeValue TakeCertificateChain(const CERT_CONTEXT* context) {
  const UniqueCertContext owner(context);
  if (!owner) return {};
  BlobList list;
  list.Add(context->pbCertEncoded, context->cbCertEncoded);
  const CERT_CONTEXT* other = nullptr;
  while ((other = CertEnumCertificatesInStore(context->hCertStore, other)) != nullptr) {
    const bool same =
        CertCompareCertificate(X509_ASN_ENCODING, context->pCertInfo, other->pCertInfo);
    if (!same) list.Add(other->pbCertEncoded, other->cbCertEncoded);
  }
  return list.Bytes();
}

// The names lie in the same allocation as the array.
// https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-secpkgcontext_issuerlistinfoex
AttributeValue TakeNames(void* memory, ULONG count, const AnswerMemory& from) {
  const Owner owner(memory, from.free);
  const auto* names = static_cast<const CERT_NAME_BLOB*>(memory);
  BlobList list;
  if (owner) std::for_each_n(names, count, [&](auto& each) { list.Add(each.pbData, each.cbData); });
  return list.Bytes();
}

AttributeValue ReadInlineText(const unsigned char* structure, const Member& member) {
  std::wstring text(member.capacity, L'\0');
  std::memcpy(text.data(), structure + member.offset, member.capacity * sizeof(wchar_t));
  text.resize(std::min(text.find(L'\0'), text.size()));
  return text;
}

AttributeValue ReadInlineBytes(const unsigned char* structure, const Member& member) {
  const ULONG capacity = member.capacity;
  const ULONG used = member.width == 0 ? capacity : CountOf(structure, member);
  return CopyBytes(structure + member.offset, std::min(used, capacity));
}

AttributeValue TakeMember(const unsigned char* structure, const Member& member,
                          const AnswerMemory& from) {
  const auto pointer = [&] { return Read<void*>(structure, member.offset); };
  const auto certificate = [&] { return Read<const CERT_CONTEXT*>(structure, member.offset); };
  switch (member.kind) {
    case Kind::kNone:
      return {};
    case Kind::kNumber:
      return static_cast<double>(ReadNumber(structure, member.offset, member.width));
    case Kind::kTime:
      return Read<long long>(structure, member.offset);
    case Kind::kInlineText:
      return ReadInlineText(structure, member);
    case Kind::kInlineBytes:
      return ReadInlineBytes(structure, member);
    case Kind::kText:
      return TakeText(pointer(), from);
    case Kind::kDceName:
      return TakeDceName(pointer(), CountOf(structure, member), from);
    case Kind::kBytes:
      return TakeBytes(pointer(), size_t{CountOf(structure, member)} * member.unit, from);
    case Kind::kPackageInfo:
      return TakePackage(pointer(), from);
    case Kind::kCertificate:
      return TakeCertificate(certificate());
    case Kind::kCertificateChain:
      return TakeCertificateChain(certificate());
    case Kind::kNames:
      return TakeNames(pointer(), CountOf(structure, member), from);
  }
  return {};
}

// Whether the value is of the member's kind, and was written.
bool FillMember(unsigned char* structure, const Member& member, const AttributeValue& value) {
  const auto* number = std::get_if<double>(&value);
  const auto* text = std::get_if<std::wstring>(&value);
  const auto* bytes = std::get_if<SecretBytes>(&value);
  switch (member.kind) {
    case Kind::kNumber:
      if (number == nullptr) return false;
      WriteNumber(structure, member.offset, member.width, static_cast<ULONG>(*number));
      return true;
    case Kind::kInlineBytes:
      if (bytes == nullptr || bytes->size() != member.capacity) return false;
      std::memcpy(structure + member.offset, bytes->data(), bytes->size());
      return true;
    case Kind::kText:
      if (text != nullptr) Write(structure, member.offset, text->c_str());
      return text != nullptr || std::holds_alternative<std::monostate>(value);
    case Kind::kBytes:
      if (bytes == nullptr) return false;
      Write(structure, member.offset, bytes->size() == 0 ? nullptr : bytes->data());
      WriteNumber(structure, member.count, member.width,
                  static_cast<ULONG>(bytes->size() / member.unit));
      return true;
    default:
      return false;
  }
}

}  // namespace

void AttributeStructure::Prepare(const AttributeRow& row) {
  if (row.version != 0) Write<ULONG>(memory_.data(), 0, row.version);
}

std::vector<AttributeValue> AttributeStructure::Take(const AttributeRow& row,
                                                     const AnswerMemory& from) {
  std::vector<AttributeValue> values;
  values.reserve(AttributeRow::kMaximumMembers);
  for (const Member& member : row.members) {
    if (member.kind == Kind::kNone) break;
    values.push_back(TakeMember(memory_.data(), member, from));
  }
  return values;
}

ULONG AttributeStructure::Fill(const AttributeRow* row, const AttributeInput& input) {
  const size_t size = input.bytes.size();
  if (size != 0) {
    // Never shorter than any structure is: a package may read more than it was given.
    memory_ = SecretBytes(std::max(kSize, size));
    std::memcpy(memory_.data(), input.bytes.data(), size);
    return static_cast<ULONG>(size);
  }
  if (row == nullptr) return 0;
  size_t count = 0;
  for (const Member& member : row->members) {
    if (member.kind == Kind::kNone) break;
    if (count == input.values.size()) return 0;
    if (!FillMember(memory_.data(), member, input.values[count++])) return 0;
  }
  return count == input.values.size() ? row->size : 0;
}

}  // namespace sspi
