#include "launcher/machine_values.h"

#include "launcher/wide.h"
#include "system/registry_key.h"

namespace gatehouse {

std::optional<Value> machine_value(std::u16string_view key, std::u16string_view name) {
  DWORD kind = REG_NONE;
  std::vector<std::uint8_t> data;
  if (RegistryKey(wide(std::u16string(key)), KEY_QUERY_VALUE).read(wide(std::u16string(name)), kind, data) != ERROR_SUCCESS) return std::nullopt;
  return value_from_registry(kind == REG_EXPAND_SZ ? REG_SZ : kind, Bytes(data.data(), data.size()));
}

std::vector<std::u16string> machine_keys(const std::u16string& key) {
  std::vector<std::u16string> out;
  const RegistryKey open(wide(key), KEY_ENUMERATE_SUB_KEYS);
  if (!open) return out;
  wchar_t name[256];
  for (DWORD at = 0, size = 256; RegEnumKeyExW(open.get(), at, name, &size, nullptr, nullptr, nullptr, nullptr) == ERROR_SUCCESS; ++at, size = 256) out.push_back(narrow(name, size));
  return out;
}

}  // namespace gatehouse
