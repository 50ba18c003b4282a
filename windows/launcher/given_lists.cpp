#include "launcher/given_lists.h"

#include <windows.h>

#include <string>

#include "core/settings-list.h"
#include "launcher/wide.h"

namespace gatehouse {

namespace {

constexpr wchar_t machine_path[] = L"SOFTWARE\\Gatehouse";
constexpr wchar_t given[] = L"Given";

/// A key that is closed with it.
class Open {
 public:
  Open(HKEY parent, const wchar_t* path, REGSAM access) : error_(RegOpenKeyExW(parent, path, 0, access | KEY_WOW64_64KEY, &key_)) {}
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
  ~Open() {
    if (error_ == ERROR_SUCCESS) RegCloseKey(key_);
  }
  [[nodiscard]] HKEY get() const { return key_; }
  [[nodiscard]] LSTATUS error() const { return error_; }

 private:
  HKEY key_ = nullptr;
  LSTATUS error_;
};

/// Parts without the spaces around them; empty ones are left out, since a list in the registry ends with the first of them.
std::wstring as_multi_string(const std::wstring& text) {
  std::wstring out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = text.find(L';', at) == std::wstring::npos ? text.size() : text.find(L';', at);
    const std::size_t first = text.find_first_not_of(L' ', at);
    if (first < end) {
      const std::size_t last = text.find_last_not_of(L' ', end - 1);
      out.append(text, first, last + 1 - first);
      out.push_back(L'\0');
    }
    at = end + 1;
  }
  out.push_back(L'\0');
  return out;
}

LSTATUS take(HKEY machine, const wchar_t* name) {
  DWORD size = 0;
  LSTATUS error = RegGetValueW(machine, given, name, RRF_RT_REG_SZ, nullptr, nullptr, &size);
  if (error == ERROR_FILE_NOT_FOUND) return ERROR_SUCCESS;
  if (error != ERROR_SUCCESS) return error;

  std::wstring text(size / sizeof(wchar_t), L'\0');
  error = RegGetValueW(machine, given, name, RRF_RT_REG_SZ, nullptr, text.data(), &size);
  if (error != ERROR_SUCCESS) return error;
  text.resize(wcslen(text.c_str()));

  const std::wstring list = as_multi_string(text);
  // Nothing was given: what the machine has stays.
  if (list.size() == 1) return ERROR_SUCCESS;
  return RegSetValueExW(machine, name, 0, REG_MULTI_SZ, reinterpret_cast<const BYTE*>(list.c_str()), static_cast<DWORD>(list.size() * sizeof(wchar_t)));
}

}  // namespace

std::uint32_t take_given_lists() {
  const Open machine(HKEY_LOCAL_MACHINE, machine_path, KEY_READ | KEY_SET_VALUE | DELETE);
  if (machine.error() == ERROR_FILE_NOT_FOUND) return ERROR_SUCCESS;
  if (machine.error() != ERROR_SUCCESS) return static_cast<std::uint32_t>(machine.error());

  for (const Setting& setting : settings_list) {
    if (setting.kind != Kind::texts) continue;
    const LSTATUS error = take(machine.get(), wide(std::u16string(setting.name)));
    if (error != ERROR_SUCCESS) return static_cast<std::uint32_t>(error);
  }
  const LSTATUS error = RegDeleteTreeW(machine.get(), given);
  return error == ERROR_FILE_NOT_FOUND ? ERROR_SUCCESS : static_cast<std::uint32_t>(error);
}

}  // namespace gatehouse
