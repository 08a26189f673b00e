#include "ssp_module.h"

#include <algorithm>
#include <array>
#include <mutex>

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
  TableSize size{};  // of a version that never was, nothing can be known
  for (const TableSize& each : kTableSizes) {
    if (version >= each.version) size = each;
  }
  return size;
}

constexpr DWORD kExecutable =
    PAGE_EXECUTE | PAGE_EXECUTE_READ | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY;
constexpr DWORD kReadable =
    PAGE_READONLY | PAGE_READWRITE | PAGE_WRITECOPY | (kExecutable & ~PAGE_EXECUTE);

bool IsMemory(const void* address, DWORD protection) {
  MEMORY_BASIC_INFORMATION memory{};
  return VirtualQuery(address, &memory, sizeof(memory)) != 0 && memory.State == MEM_COMMIT &&
         (memory.Protect & protection) != 0 && (memory.Protect & PAGE_GUARD) == 0;
}

// An entry is aligned, and so never on two pages.
TableEntry EntryAt(void* const* place) {
  if (!IsMemory(place, kReadable)) return TableEntry::kNoFunction;
  if (*place == nullptr) return TableEntry::kEmpty;
  return IsMemory(*place, kExecutable) ? TableEntry::kFunction : TableEntry::kNoFunction;
}

// A table is nothing but function pointers.
template <typename Table>
TableEntries EntriesOf(const Table* table, size_t count) {
  const auto* pointers = reinterpret_cast<void* const*>(table);
  TableEntries entries(std::min(count, sizeof(Table) / sizeof(void*)));
  for (size_t i = 0; i < entries.size(); ++i) entries[i] = EntryAt(pointers + i);
  return entries;
}

bool IsWhole(const TableEntries& entries) {
  return std::ranges::find(entries, TableEntry::kNoFunction) == entries.end();
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

// A package keeps the tables that it is given, also while nobody hosts it any more but Secur32 has
// it loaded; and a worker that ends unloads the addon.
void PinThisModule() {
  static const char here = 0;
  HMODULE self = nullptr;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                     reinterpret_cast<const wchar_t*>(&here), &self);
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
  module->Describe(result);
  module->initialized_.resize(result.packages.size());
  result.module = std::move(module);
  return result;
}

void SspModule::Describe(LoadResult& result) const {
  result.lsa_version = lsa_version_;
  result.user_version = user_version_;
  result.lsa_count = lsa_count_;
  result.user_count = user_count_;
  // What follows a table that is not whole would be read from anywhere.
  bool whole = SizeOf(lsa_version_).lsa != 0 && SizeOf(user_version_).user != 0;
  for (ULONG i = 0; whole && i < user_count_; ++i) {
    result.user_tables.push_back(EntriesOf(user_tables_ + i, SizeOf(user_version_).user));
    whole = IsWhole(result.user_tables.back());
  }
  for (ULONG i = 0; whole && i < lsa_count_; ++i) {
    result.lsa_tables.push_back(EntriesOf(lsa_tables_ + i, SizeOf(lsa_version_).lsa));
    whole = IsWhole(result.lsa_tables.back());
    if (whole) result.packages.push_back(InfoOf(lsa_tables_[i]));
  }
}

SspStatus SspModule::Initialize(size_t package) {
  const std::lock_guard<Lock> lock(lock_);
  if (initialized_[package]) return {};
  const SspStatus result = InitializeOnce(package);
  initialized_[package] = result.status >= 0;
  return result;
}

SspStatus SspModule::InitializeOnce(size_t package) {
  SspStatus result;
  PinThisModule();
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

bool SspPackage::exists() const { return module_ && module_->has(index_); }

SspStatus SspPackage::Initialize() const { return module_->Initialize(index_); }

const SECPKG_FUNCTION_TABLE& SspPackage::lsa() const { return module_->lsa(index_); }
const SECPKG_USER_FUNCTION_TABLE& SspPackage::user() const { return module_->user(index_); }

SspModule::~SspModule() {
  for (size_t i = 0; i < initialized_.size(); ++i) {
    if (initialized_[i] && lsa(i).Shutdown != nullptr) lsa(i).Shutdown();
  }
  if (dll_ != nullptr) FreeLibrary(dll_);
}

}  // namespace sspi
