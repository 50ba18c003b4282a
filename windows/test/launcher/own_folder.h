#pragma once
#include <windows.h>

#include <string>

#include "system/handle.h"
#include "launcher/wide.h"

namespace gatehouse {

/// Where this program lies, without a backslash at the end.
inline std::u16string own_folder() {
  wchar_t path[MAX_PATH];
  const DWORD length = GetModuleFileNameW(nullptr, path, MAX_PATH);
  const std::u16string out = narrow(path, length);
  return out.substr(0, out.rfind(u'\\'));
}

/// @returns nothing of a file that is not there, and at most 64 KiB
inline std::string read_own_file(const std::u16string& name) {
  const Handle file(CreateFileW(wide(own_folder() + u"\\" + name), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr));
  std::string out(65536, '\0');
  DWORD count = 0;
  if (!file || !ReadFile(file.get(), out.data(), static_cast<DWORD>(out.size()), &count, nullptr)) count = 0;
  out.resize(count);
  return out;
}

inline void write_own_file(const std::u16string& name, const std::string& text) {
  const Handle file(CreateFileW(wide(own_folder() + u"\\" + name), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, 0, nullptr));
  DWORD count = 0;
  WriteFile(file.get(), text.data(), static_cast<DWORD>(text.size()), &count, nullptr);
}

inline bool own_file_exists(const std::u16string& name) { return GetFileAttributesW(wide(own_folder() + u"\\" + name)) != INVALID_FILE_ATTRIBUTES; }

}  // namespace gatehouse
