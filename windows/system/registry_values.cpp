#include "system/registry_values.h"

#include "system/registry_key.h"

namespace gatehouse {

namespace {

const wchar_t* key_of(Place place) { return place == Place::policy ? L"SOFTWARE\\Policies\\Gatehouse" : L"SOFTWARE\\Gatehouse"; }

}  // namespace

std::optional<Value> RegistryValues::read(Place place, std::u16string_view name) const {
  DWORD kind = REG_NONE;
  std::vector<std::uint8_t> data;
  const LSTATUS error = RegistryKey(key_of(place), KEY_QUERY_VALUE).read(std::wstring(name.begin(), name.end()).c_str(), kind, data);
  if (error == ERROR_FILE_NOT_FOUND) return std::nullopt;
  // A policy that cannot be read must not count as no policy.
  if (error != ERROR_SUCCESS) return OtherKind{};
  return value_from_registry(kind, Bytes(data.data(), data.size()));
}

}  // namespace gatehouse
