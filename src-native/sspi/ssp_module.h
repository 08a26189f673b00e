#ifndef SECUR32_SSPI_SSP_MODULE_H_
#define SECUR32_SSPI_SSP_MODULE_H_

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "ntsecpkg.h"
#include "packages.h"

namespace sspi {

// Which entries of a function table are set, in the order of ntsecpkg.h, as far as the table's
// version says that it reaches.
using TableEntries = std::vector<bool>;

// A status, and the function that it is from.
struct SspStatus {
  SECURITY_STATUS status = SEC_E_OK;
  const char* syscall = "";
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

  // Tells a package that it is loaded, once; any thread may call it. It has to be done before
  // credentials or contexts are made.
  SspStatus Initialize(size_t package);

  const SECPKG_FUNCTION_TABLE& lsa(size_t package) const { return lsa_tables_[package]; }
  const SECPKG_USER_FUNCTION_TABLE& user(size_t package) const { return user_tables_[package]; }

  // Whether there is a package of this number, with both tables.
  bool has(size_t package) const { return package < lsa_count_ && package < user_count_; }

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

  std::mutex mutex_;
  std::vector<bool> initialized_;
};

struct SspModule::LoadResult {
  SspStatus status;
  ULONG lsa_version = 0;
  ULONG user_version = 0;
  std::vector<TableEntries> lsa_tables;
  std::vector<TableEntries> user_tables;
  // For each LSA table: the answer of GetInfo. No package where it has none or it failed.
  std::vector<PackagesResult> packages;
  std::shared_ptr<SspModule> module;
};

}  // namespace sspi

#endif  // SECUR32_SSPI_SSP_MODULE_H_
