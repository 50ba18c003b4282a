#pragma once
#include <windows.h>

#include <string>

#include "core/text.h"
#include "launcher/wide.h"

namespace gatehouse {

/// Sets a text of the machine's own settings, as the MSI does.
inline void write_setting(const wchar_t* name, const std::string& text) {
  const std::u16string value = utf16(text).value_or(u"");
  HKEY key = nullptr;
  if (RegCreateKeyExW(HKEY_LOCAL_MACHINE, L"SOFTWARE\\Gatehouse", 0, nullptr, 0, KEY_SET_VALUE | KEY_WOW64_64KEY, nullptr, &key, nullptr) != ERROR_SUCCESS) return;
  RegSetValueExW(key, name, 0, REG_SZ, reinterpret_cast<const BYTE*>(value.c_str()), static_cast<DWORD>((value.size() + 1) * sizeof(char16_t)));
  RegCloseKey(key);
}

}  // namespace gatehouse
