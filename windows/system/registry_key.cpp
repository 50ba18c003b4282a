#include "system/registry_key.h"

namespace gatehouse {

namespace {

/// A rule of AppLocker with many conditions, a list of pins: some kilobytes.
constexpr DWORD kMostBytes = 256 * 1024;

}  // namespace

RegistryKey::RegistryKey(const wchar_t* path, REGSAM access) : error_(RegOpenKeyExW(HKEY_LOCAL_MACHINE, path, 0, access | KEY_WOW64_64KEY, &key_)) {
  if (error_ != ERROR_SUCCESS) key_ = nullptr;
}

RegistryKey::~RegistryKey() {
  if (key_ != nullptr) RegCloseKey(key_);
}

LSTATUS RegistryKey::read(const wchar_t* name, DWORD& kind, std::vector<std::uint8_t>& data) const {
  if (error_ != ERROR_SUCCESS) return error_;
  DWORD size = 0;
  const LSTATUS found = RegQueryValueExW(key_, name, nullptr, nullptr, nullptr, &size);
  if (found != ERROR_SUCCESS) return found;
  if (size > kMostBytes) return ERROR_FILE_TOO_LARGE;
  // Nothing in it still has a place.
  data.resize(size + 1);
  // Between the two calls it may have grown or gone: then that is the error.
  const LSTATUS read = RegQueryValueExW(key_, name, nullptr, &kind, data.data(), &size);
  data.resize(size);
  return read;
}

}  // namespace gatehouse
