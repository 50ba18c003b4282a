#include "provider/version.h"

#include <windows.h>

#include <cstring>

#include "provider/module.h"

namespace gatehouse {

namespace {

/// VS_VERSIONINFO (Microsoft Learn): three numbers of 16 bits, the key "VS_VERSION_INFO" with its NUL, filled up to a multiple of four.
constexpr DWORD kFixedInfoAt = 40;

std::wstring text_of(const VS_FIXEDFILEINFO& info) {
  std::wstring text;
  for (const DWORD part : {HIWORD(info.dwFileVersionMS), LOWORD(info.dwFileVersionMS), HIWORD(info.dwFileVersionLS)}) {
    if (!text.empty()) text += L'.';
    text += std::to_wstring(part);
  }
  return text;
}

}  // namespace

std::wstring own_version() {
  const HMODULE module = this_module();
  const HRSRC found = FindResourceW(module, MAKEINTRESOURCEW(VS_VERSION_INFO), MAKEINTRESOURCEW(16));
  if (found == nullptr || SizeofResource(module, found) < kFixedInfoAt + sizeof(VS_FIXEDFILEINFO)) return {};
  const HGLOBAL loaded = LoadResource(module, found);
  const void* bytes = loaded == nullptr ? nullptr : LockResource(loaded);
  if (bytes == nullptr) return {};
  VS_FIXEDFILEINFO info = {};
  std::memcpy(&info, static_cast<const char*>(bytes) + kFixedInfoAt, sizeof info);
  return info.dwSignature == VS_FFI_SIGNATURE ? text_of(info) : std::wstring();
}

}  // namespace gatehouse
