#pragma once
#include <windows.h>

#include <cstdint>
#include <string>
#include <vector>

namespace gatehouse {

/// A key of HKEY_LOCAL_MACHINE, always in the 64-bit view, open for as long as this is there.
class RegistryKey {
 public:
  /// @param path below HKEY_LOCAL_MACHINE
  RegistryKey(const wchar_t* path, REGSAM access);
  RegistryKey(const RegistryKey&) = delete;
  RegistryKey& operator=(const RegistryKey&) = delete;
  ~RegistryKey();

  /// 0, or why it is not open: a Win32 error.
  [[nodiscard]] LSTATUS error() const { return error_; }
  explicit operator bool() const { return error_ == ERROR_SUCCESS; }
  /// Null where it is not open.
  [[nodiscard]] HKEY get() const { return key_; }

  /// @returns 0, or a Win32 error: the key's own where it is not open, ERROR_FILE_NOT_FOUND where it has no such value, ERROR_FILE_TOO_LARGE
  /// for more than 256 KiB, which nothing that is read here comes near
  [[nodiscard]] LSTATUS read(const wchar_t* name, DWORD& kind, std::vector<std::uint8_t>& data) const;

 private:
  HKEY key_ = nullptr;
  LSTATUS error_;
};

}  // namespace gatehouse
