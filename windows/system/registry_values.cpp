#include "system/registry_values.h"

#include <windows.h>

namespace gatehouse {

namespace {

/// None of our values comes near it: a list of pins or exceptions has some kilobytes.
constexpr DWORD kMostBytes = 256 * 1024;

const wchar_t* key_of(Place place) { return place == Place::policy ? L"SOFTWARE\\Policies\\Gatehouse" : L"SOFTWARE\\Gatehouse"; }

std::optional<Value> read_value(HKEY key, const wchar_t* name) {
  DWORD size = 0;
  LSTATUS found = RegQueryValueExW(key, name, nullptr, nullptr, nullptr, &size);
  if (found == ERROR_FILE_NOT_FOUND) return std::nullopt;
  if (found != ERROR_SUCCESS || size > kMostBytes) return OtherKind{};

  std::vector<std::uint8_t> data(size + 1);
  DWORD kind = REG_NONE;
  found = RegQueryValueExW(key, name, nullptr, &kind, data.data(), &size);
  // Between the two calls it may have grown or gone.
  if (found == ERROR_FILE_NOT_FOUND) return std::nullopt;
  if (found != ERROR_SUCCESS) return OtherKind{};
  return value_from_registry(kind, Bytes(data.data(), size));
}

}  // namespace

std::optional<Value> RegistryValues::read(Place place, std::u16string_view name) const {
  HKEY key = nullptr;
  const LSTATUS opened = RegOpenKeyExW(HKEY_LOCAL_MACHINE, key_of(place), 0, KEY_QUERY_VALUE | KEY_WOW64_64KEY, &key);
  if (opened == ERROR_FILE_NOT_FOUND) return std::nullopt;
  // A policy that cannot be read must not count as no policy.
  if (opened != ERROR_SUCCESS) return OtherKind{};
  std::optional<Value> value = read_value(key, std::wstring(name.begin(), name.end()).c_str());
  RegCloseKey(key);
  return value;
}

}  // namespace gatehouse
