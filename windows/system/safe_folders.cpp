#include "system/safe_folders.h"

#include <windows.h>

namespace gatehouse {

namespace {

/// Where Windows itself says which folders are Program Files. The environment says so too, and belongs to whoever started the program.
constexpr wchar_t kWindowsKey[] = L"SOFTWARE\\Microsoft\\Windows\\CurrentVersion";

std::u16string program_files(const wchar_t* name) {
  wchar_t folder[MAX_PATH] = {};
  DWORD size = sizeof folder;
  const LSTATUS found = RegGetValueW(HKEY_LOCAL_MACHINE, kWindowsKey, name, RRF_RT_REG_SZ | RRF_SUBKEY_WOW6464KEY, nullptr, folder, &size);
  const std::wstring text = found == ERROR_SUCCESS ? folder : L"";
  return std::u16string(text.begin(), text.end());
}

std::u16string windows() {
  wchar_t folder[MAX_PATH] = {};
  const UINT length = GetSystemWindowsDirectoryW(folder, MAX_PATH);
  return length > 0 && length < MAX_PATH ? std::u16string(folder, folder + length) : std::u16string();
}

}  // namespace

SafeFolders safe_folders() {
  SafeFolders folders;
  for (std::u16string folder : {program_files(L"ProgramFilesDir"), program_files(L"ProgramFilesDir (x86)"), windows()}) {
    if (!folder.empty()) folders.push_back(std::move(folder));
  }
  return folders;
}

}  // namespace gatehouse
