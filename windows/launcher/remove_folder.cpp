#include "launcher/remove_folder.h"

#include <windows.h>

#include "launcher/wide.h"

namespace gatehouse {

namespace {

/// Paths longer than MAX_PATH, and names that Win32 would mend ("a.", "con").
std::u16string long_path(const std::u16string& path) { return path.rfind(u"\\\\?\\", 0) == 0 ? path : u"\\\\?\\" + path; }

bool is_link(DWORD attributes) { return (attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0; }

void remove_below(const std::u16string& folder);

void remove_one(const std::u16string& path, DWORD attributes) {
  if ((attributes & FILE_ATTRIBUTE_READONLY) != 0) SetFileAttributesW(wide(path), FILE_ATTRIBUTE_NORMAL);
  if ((attributes & FILE_ATTRIBUTE_DIRECTORY) == 0) {
    DeleteFileW(wide(path));
    return;
  }
  if (!is_link(attributes)) remove_below(path);
  RemoveDirectoryW(wide(path));
}

void remove_below(const std::u16string& folder) {
  WIN32_FIND_DATAW found;
  const HANDLE search = FindFirstFileExW(wide(folder + u"\\*"), FindExInfoBasic, &found, FindExSearchNameMatch, nullptr, 0);
  if (search == INVALID_HANDLE_VALUE) return;
  do {
    const std::u16string name = narrow(found.cFileName);
    if (name != u"." && name != u"..") remove_one(folder + u"\\" + name, found.dwFileAttributes);
  } while (FindNextFileW(search, &found));
  FindClose(search);
}

}  // namespace

bool remove_folder(const std::u16string& folder) {
  if (folder.empty()) return true;
  const std::u16string path = long_path(folder);
  const DWORD attributes = GetFileAttributesW(wide(path));
  if (attributes == INVALID_FILE_ATTRIBUTES) return true;
  remove_one(path, attributes);
  return GetFileAttributesW(wide(path)) == INVALID_FILE_ATTRIBUTES;
}

}  // namespace gatehouse
