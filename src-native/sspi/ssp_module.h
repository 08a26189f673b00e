#ifndef SECUR32_SSPI_SSP_MODULE_H_
#define SECUR32_SSPI_SSP_MODULE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lock.h"
#include "ntsecpkg.h"
#include "packages.h"

namespace sspi {

// What the entries of a function table are, in the order of ntsecpkg.h, as far as the table's
// version says that it reaches.
enum class TableEntry : unsigned char {
  kEmpty,
  kFunction,
  kNoFunction,  // it points to no code, or is itself in no memory: the table does not reach so far
};
using TableEntries = std::vector<TableEntry>;

// A status, and the function that it is from.
struct SspStatus {
  SECURITY_STATUS status = SEC_E_OK;
  const char* syscall = "";
};

class SspModule;

// One package of a DLL, by its tables; it keeps the DLL loaded.
class SspPackage {
 public:
  SspPackage() = default;
  SspPackage(std::shared_ptr<SspModule> module, size_t index)
      : module_(std::move(module)), index_(index) {}

  // Whether there is such a package, with both tables.
  bool exists() const;

  // Tells the package that it is loaded, once; any thread may call it. It has to be done before
  // credentials or contexts are made.
  SspStatus Initialize() const;

  const SECPKG_FUNCTION_TABLE& lsa() const;
  const SECPKG_USER_FUNCTION_TABLE& user() const;

 private:
  std::shared_ptr<SspModule> module_;
  size_t index_ = 0;
};

// The DLL of an SSP/AP, loaded into this process. It is unloaded, after its Shutdown, when the last
// of its credentials and contexts has gone.
class SspModule {
 public:
  // What a DLL is found to be. `module` is set once both of its functions have answered.
  struct LoadResult;

  static LoadResult Load(const std::wstring& path);

  SspModule() = default;
  ~SspModule();

  SspModule(const SspModule&) = delete;
  SspModule& operator=(const SspModule&) = delete;

  // For SspPackage.
  SspStatus Initialize(size_t package);

  const SECPKG_FUNCTION_TABLE& lsa(size_t package) const { return lsa_tables_[package]; }
  const SECPKG_USER_FUNCTION_TABLE& user(size_t package) const { return user_tables_[package]; }

  bool has(size_t package) const { return package < initialized_.size() && package < user_count_; }

 private:
  SspStatus InitializeOnce(size_t package);
  void Describe(LoadResult& result) const;

  HMODULE dll_ = nullptr;
  ULONG lsa_version_ = 0;
  ULONG user_version_ = 0;
  // Memory of the DLL.
  PSECPKG_FUNCTION_TABLE lsa_tables_ = nullptr;
  PSECPKG_USER_FUNCTION_TABLE user_tables_ = nullptr;
  ULONG lsa_count_ = 0;
  ULONG user_count_ = 0;

  Lock lock_;
  std::vector<bool> initialized_;
};

struct SspModule::LoadResult {
  SspStatus status;
  ULONG lsa_version = 0;
  ULONG user_version = 0;
  // How many tables there are said to be; those below end at the first that is not whole.
  ULONG lsa_count = 0;
  ULONG user_count = 0;
  std::vector<TableEntries> lsa_tables;
  std::vector<TableEntries> user_tables;
  // For each LSA table: the answer of GetInfo. No package where it has none or it failed.
  std::vector<PackagesResult> packages;
  std::shared_ptr<SspModule> module;
};

}  // namespace sspi

#endif  // SECUR32_SSPI_SSP_MODULE_H_
