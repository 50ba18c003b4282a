#include "launcher/machine_values.h"

#include <windows.h>

#include "launcher/wide.h"

namespace gatehouse {

namespace {

/// A rule of AppLocker with many conditions is long.
constexpr DWORD longest = 256 * 1024;

}  // namespace

std::optional<Value> machine_value(std::u16string_view key, std::u16string_view name) {
  const std::u16string own_key(key);
  const std::u16string own_name(name);
  HKEY open = nullptr;
  if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, wide(own_key), 0, KEY_QUERY_VALUE | KEY_WOW64_64KEY, &open) != ERROR_SUCCESS) return std::nullopt;
  DWORD kind = 0;
  std::vector<std::uint8_t> data(longest);
  DWORD size = longest;
  const LSTATUS error = RegQueryValueExW(open, wide(own_name), nullptr, &kind, data.data(), &size);
  RegCloseKey(open);
  if (error != ERROR_SUCCESS) return std::nullopt;
  return value_from_registry(kind == REG_EXPAND_SZ ? REG_SZ : kind, Bytes(data.data(), size));
}

std::vector<std::u16string> machine_keys(const std::u16string& key) {
  std::vector<std::u16string> out;
  HKEY open = nullptr;
  if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, wide(key), 0, KEY_ENUMERATE_SUB_KEYS | KEY_WOW64_64KEY, &open) != ERROR_SUCCESS) return out;
  wchar_t name[256];
  for (DWORD at = 0, size = 256; RegEnumKeyExW(open, at, name, &size, nullptr, nullptr, nullptr, nullptr) == ERROR_SUCCESS; ++at, size = 256) out.push_back(narrow(name, size));
  RegCloseKey(open);
  return out;
}

}  // namespace gatehouse
