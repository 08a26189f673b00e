#include "structure.h"

#include <cstring>

#include "win32.h"

namespace scripted {

namespace {

// Wine's FreeContextBuffer frees to the heap of the process.
unsigned char* Allocate(size_t size) {
  return static_cast<unsigned char*>(HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, size));
}

size_t SizeOf(const std::wstring& text) { return (text.size() + 1) * sizeof(wchar_t); }

void* AllocateText(const std::wstring& text) {
  unsigned char* memory = Allocate(SizeOf(text));
  std::memcpy(memory, text.c_str(), SizeOf(text));
  return memory;
}

void* AllocateBytes(const std::vector<unsigned char>& bytes) {
  unsigned char* memory = Allocate(bytes.size());
  if (!bytes.empty()) std::memcpy(memory, bytes.data(), bytes.size());
  return memory;
}

// Its texts lie behind it, in one allocation.
void* AllocatePackageInfo(const PackageInfo& from) {
  const size_t name_size = SizeOf(from.name);
  unsigned char* memory = Allocate(sizeof(SecPkgInfoW) + name_size + SizeOf(from.comment));
  unsigned char* name = memory + sizeof(SecPkgInfoW);
  std::memcpy(name, from.name.c_str(), name_size);
  std::memcpy(name + name_size, from.comment.c_str(), SizeOf(from.comment));
  auto* info = reinterpret_cast<SecPkgInfoW*>(memory);
  info->fCapabilities = from.capabilities;
  info->wVersion = 1;
  info->wRPCID = SECPKG_ID_NONE;
  info->cbMaxToken = from.max_token;
  info->Name = reinterpret_cast<SEC_WCHAR*>(name);
  info->Comment = reinterpret_cast<SEC_WCHAR*>(name + name_size);
  return memory;
}

// The store lives as long as its last certificate does.
const CERT_CONTEXT* CreateCertificates(const Certificates& from) {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  const CERT_CONTEXT* first = nullptr;
  for (const std::vector<unsigned char>& each : from.encoded) {
    CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, each.data(),
                                     static_cast<DWORD>(each.size()), CERT_STORE_ADD_ALWAYS,
                                     first == nullptr ? &first : nullptr);
  }
  CertCloseStore(store, 0);
  return first;
}

// The names lie behind the array, in one allocation.
void* AllocateNames(const Names& from) {
  size_t size = from.encoded.size() * sizeof(CERT_NAME_BLOB);
  for (const std::vector<unsigned char>& each : from.encoded) size += each.size();
  unsigned char* memory = Allocate(size);
  auto* blob = reinterpret_cast<CERT_NAME_BLOB*>(memory);
  unsigned char* next = memory + from.encoded.size() * sizeof(CERT_NAME_BLOB);
  for (const std::vector<unsigned char>& each : from.encoded) {
    *blob++ = {static_cast<DWORD>(each.size()), next};
    for (const unsigned char byte : each) *next++ = byte;
  }
  return memory;
}

class Writer {
 public:
  explicit Writer(void* structure) : next_(static_cast<unsigned char*>(structure)) {}

  void operator()(std::monostate) { Write<void*>(nullptr); }
  void operator()(uint32_t number) { Write<ULONG>(number); }
  void operator()(const std::wstring& text) { Write(AllocateText(text)); }
  void operator()(const std::vector<unsigned char>& bytes) { Write(AllocateBytes(bytes)); }
  void operator()(const PackageInfo& info) { Write(AllocatePackageInfo(info)); }
  void operator()(const Certificates& certificates) { Write(CreateCertificates(certificates)); }
  void operator()(const Names& names) { Write(AllocateNames(names)); }
  void operator()(const InlineBytes& inline_bytes) {
    for (const unsigned char byte : inline_bytes.bytes) *next_++ = byte;
  }

 private:
  template <typename T>
  void Write(T value) {
    while (reinterpret_cast<uintptr_t>(next_) % alignof(T) != 0) ++next_;
    std::memcpy(next_, &value, sizeof(value));
    next_ += sizeof(value);
  }

  unsigned char* next_;
};

}  // namespace

void WriteStructure(const std::vector<Member>& members, void* structure) {
  Writer writer(structure);
  for (const Member& member : members) std::visit(writer, member);
}

}  // namespace scripted
