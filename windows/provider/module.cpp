#include "provider/module.h"

#include <atomic>

namespace gatehouse {

namespace {

std::atomic<long> holders{0};

/// @returns the full path of a loaded file, however long; empty where Windows does not say
std::wstring path_of(HMODULE module) {
  std::wstring path(MAX_PATH, L'\0');
  // Paths end at 32,767 characters ("Maximum path length limitation", Microsoft Learn).
  while (path.size() <= 0x8000) {
    const DWORD length = GetModuleFileNameW(module, path.data(), static_cast<DWORD>(path.size()));
    if (length == 0) return {};
    if (length < path.size()) {
      path.resize(length);
      return path;
    }
    path.resize(path.size() * 2);
  }
  return {};
}

}  // namespace

void hold_module() { ++holders; }
void release_module() { --holders; }
bool module_is_free() { return holders == 0; }

HMODULE this_module() {
  HMODULE module = nullptr;
  const BOOL found = GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                                        reinterpret_cast<LPCWSTR>(&holders), &module);
  return found == FALSE ? nullptr : module;
}

std::wstring module_folder() {
  const HMODULE module = this_module();
  if (module == nullptr) return {};
  const std::wstring path = path_of(module);
  const std::size_t end = path.find_last_of(L'\\');
  return end == std::wstring::npos ? std::wstring() : path.substr(0, end);
}

bool in_logon_ui() {
  wchar_t system[MAX_PATH] = {};
  const UINT length = GetSystemDirectoryW(system, MAX_PATH);
  if (length == 0 || length >= MAX_PATH) return false;
  return lstrcmpiW(path_of(nullptr).c_str(), (std::wstring(system) + L"\\LogonUI.exe").c_str()) == 0;
}

}  // namespace gatehouse
