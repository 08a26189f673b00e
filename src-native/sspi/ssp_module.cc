#include "ssp_module.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "lsa_functions.h"

namespace sspi {

namespace {

// How many entries the tables of each interface version have; ntsecpkg.h says where each ends.
struct TableSize {
  ULONG version;
  size_t lsa;
  size_t user;
};
constexpr std::array<TableSize, 10> kTableSizes = {{
    {SECPKG_INTERFACE_VERSION, 27, 14},
    {SECPKG_INTERFACE_VERSION_2, 28, 14},
    {SECPKG_INTERFACE_VERSION_3, 29, 14},
    {SECPKG_INTERFACE_VERSION_4, 30, 14},
    {SECPKG_INTERFACE_VERSION_5, 34, 14},
    {SECPKG_INTERFACE_VERSION_6, 35, 14},
    {SECPKG_INTERFACE_VERSION_7, 36, 14},
    {SECPKG_INTERFACE_VERSION_8, 39, 14},
    {SECPKG_INTERFACE_VERSION_9, 42, 14},
    {SECPKG_INTERFACE_VERSION_10, 43, 14},
}};

TableSize SizeOf(ULONG version) {
  TableSize size = kTableSizes.front();
  for (const TableSize& each : kTableSizes) {
    if (version >= each.version) size = each;
  }
  return size;
}

// A table is nothing but function pointers.
template <typename Table>
TableEntries EntriesOf(const Table& table, size_t count) {
  std::array<void*, sizeof(Table) / sizeof(void*)> pointers{};
  count = std::min(count, pointers.size());
  std::memcpy(pointers.data(), &table, count * sizeof(void*));
  TableEntries entries(count);
  for (size_t i = 0; i < count; ++i) entries[i] = pointers[i] != nullptr;
  return entries;
}

template <typename Function>
Function Find(HMODULE dll, const char* name) {
  // By way of void*, since compilers warn of a cast from one function type to another.
  return reinterpret_cast<Function>(reinterpret_cast<void*>(GetProcAddress(dll, name)));
}

SECURITY_STATUS LastError() { return HRESULT_FROM_WIN32(GetLastError()); }

// No dialog when a DLL is damaged or for another processor.
class QuietThread {
 public:
  QuietThread() { SetThreadErrorMode(SEM_FAILCRITICALERRORS, &before_); }
  ~QuietThread() { SetThreadErrorMode(before_, nullptr); }

  QuietThread(const QuietThread&) = delete;
  QuietThread& operator=(const QuietThread&) = delete;

 private:
  DWORD before_ = 0;
};

HMODULE LoadDll(const std::wstring& path, SspStatus* result) {
  const QuietThread quiet;
  // What it depends on is looked for beside it, and never in the current directory.
  const HMODULE dll = LoadLibraryExW(
      path.c_str(), nullptr, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
  if (dll == nullptr) *result = {LastError(), "LoadLibraryEx"};
  return dll;
}

// GetInfo writes pointers to text of its own.
PackagesResult InfoOf(const SECPKG_FUNCTION_TABLE& table) {
  if (table.GetInfo == nullptr) return {SEC_E_UNSUPPORTED_FUNCTION, {}};
  SecPkgInfoW info{};
  PackagesResult result{table.GetInfo(&info), {}};
  if (result.status >= 0) result.packages.emplace_back(info);
  return result;
}

SECPKG_PARAMETERS Parameters() {
  SECPKG_PARAMETERS parameters{};
  parameters.Version = SECPKG_INTERFACE_VERSION;
  parameters.MachineState = SECPKG_STATE_ENCRYPTION_PERMITTED |
                            SECPKG_STATE_STRONG_ENCRYPTION_PERMITTED | SECPKG_STATE_STANDALONE;
  return parameters;
}

}  // namespace

SspModule::LoadResult SspModule::Load(const std::wstring& path) {
  LoadResult result;
  auto module = std::make_shared<SspModule>();
  module->dll_ = LoadDll(path, &result.status);
  if (module->dll_ == nullptr) return result;

  const auto lsa_mode = Find<SpLsaModeInitializeFn>(module->dll_, "SpLsaModeInitialize");
  const auto user_mode = Find<SpUserModeInitializeFn>(module->dll_, "SpUserModeInitialize");
  if (lsa_mode == nullptr || user_mode == nullptr) {
    result.status = {HRESULT_FROM_WIN32(ERROR_PROC_NOT_FOUND), "GetProcAddress"};
    return result;
  }
  result.status = {lsa_mode(SECPKG_INTERFACE_VERSION, &module->lsa_version_, &module->lsa_tables_,
                            &module->lsa_count_),
                   "SpLsaModeInitialize"};
  if (result.status.status < 0) return result;
  result.status = {user_mode(SECPKG_INTERFACE_VERSION, &module->user_version_,
                             &module->user_tables_, &module->user_count_),
                   "SpUserModeInitialize"};
  if (result.status.status < 0) return result;
  // A count without a table is no table.
  if (module->lsa_tables_ == nullptr) module->lsa_count_ = 0;
  if (module->user_tables_ == nullptr) module->user_count_ = 0;
  module->initialized_.resize(module->lsa_count_);
  module->Describe(result);
  result.module = std::move(module);
  return result;
}

void SspModule::Describe(LoadResult& result) const {
  result.lsa_version = lsa_version_;
  result.user_version = user_version_;
  for (ULONG i = 0; i < lsa_count_; ++i) {
    result.lsa_tables.push_back(EntriesOf(lsa_tables_[i], SizeOf(lsa_version_).lsa));
    result.packages.push_back(InfoOf(lsa_tables_[i]));
  }
  for (ULONG i = 0; i < user_count_; ++i) {
    result.user_tables.push_back(EntriesOf(user_tables_[i], SizeOf(user_version_).user));
  }
}

SspStatus SspModule::Initialize(size_t package) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (initialized_[package]) return {};
  const SspStatus result = InitializeOnce(package);
  initialized_[package] = result.status >= 0;
  return result;
}

SspStatus SspModule::InitializeOnce(size_t package) {
  SspStatus result;
  if (lsa(package).InitializePackage != nullptr) {
    // LSA keeps the name, and so who allocated it need not be known.
    PLSA_STRING name = nullptr;
    result = {lsa(package).InitializePackage(static_cast<ULONG>(package), LsaDispatchTable(),
                                             nullptr, nullptr, &name),
              "InitializePackage"};
    if (result.status < 0) return result;
  }
  if (lsa(package).Initialize != nullptr) {
    SECPKG_PARAMETERS parameters = Parameters();
    result = {lsa(package).Initialize(package, &parameters, LsaSecpkgFunctionTable()),
              "SpInitialize"};
    if (result.status < 0) return result;
  }
  if (user(package).InstanceInit != nullptr) {
    void* functions = nullptr;
    result = {
        user(package).InstanceInit(SECPKG_INTERFACE_VERSION, SecpkgDllFunctions(), &functions),
        "SpInstanceInit"};
  }
  return result;
}

SspModule::~SspModule() {
  for (size_t i = 0; i < initialized_.size(); ++i) {
    if (initialized_[i] && lsa(i).Shutdown != nullptr) lsa(i).Shutdown();
  }
  if (dll_ != nullptr) FreeLibrary(dll_);
}

}  // namespace sspi
