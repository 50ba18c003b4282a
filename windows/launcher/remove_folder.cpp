#include "launcher/remove_folder.h"

#include <windows.h>
#include <winternl.h>

#include <cstddef>
#include <vector>

#include "launcher/wide.h"
#include "system/handle.h"

namespace gatehouse {

namespace {

constexpr DWORD share_all = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
constexpr ACCESS_MASK to_delete = DELETE | SYNCHRONIZE | FILE_READ_ATTRIBUTES | FILE_WRITE_ATTRIBUTES;

struct Entry {
  std::u16string name;
  bool is_folder;
};

/// A folder that is open, and what is still to be deleted in it.
struct Folder {
  Handle handle;
  std::vector<Entry> left;
};

/// A link to a folder is none here.
bool is_folder(DWORD attributes) { return (attributes & (FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT)) == FILE_ATTRIBUTE_DIRECTORY; }

/// What it is that is open, whatever has its name by now.
bool is_open_folder(HANDLE handle) {
  FILE_BASIC_INFO info;
  return GetFileInformationByHandleEx(handle, FileBasicInfo, &info, sizeof(info)) && is_folder(info.FileAttributes);
}

/// Paths longer than MAX_PATH, and names that Win32 would mend ("a.", "con").
std::u16string long_path(const std::u16string& path) { return path.rfind(u"\\\\?\\", 0) == 0 ? path : u"\\\\?\\" + path; }

Handle open_path(const std::u16string& path) {
  return Handle(CreateFileW(wide(path), to_delete | FILE_LIST_DIRECTORY, share_all, nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
}

/// By its name in a folder that is open: no path is walked, so that nobody can put a link in the way meanwhile.
Handle open_below(HANDLE folder, Entry& entry) {
  UNICODE_STRING name = {};
  name.Buffer = wide_for_writing(entry.name);
  name.Length = static_cast<USHORT>(entry.name.size() * sizeof(char16_t));
  name.MaximumLength = name.Length;
  OBJECT_ATTRIBUTES attributes = {};
  attributes.Length = sizeof(attributes);
  attributes.RootDirectory = folder;
  attributes.ObjectName = &name;
  attributes.Attributes = OBJ_DONT_REPARSE;
  constexpr ULONG options = FILE_OPEN_REPARSE_POINT | FILE_OPEN_FOR_BACKUP_INTENT | FILE_SYNCHRONOUS_IO_NONALERT;
  IO_STATUS_BLOCK status = {};
  Handle out;
  if (NtOpenFile(out.out(), to_delete | (entry.is_folder ? FILE_LIST_DIRECTORY : 0), &attributes, &status, share_all, options) != 0) return {};
  return out;
}

std::vector<Entry> entries_of(HANDLE folder) {
  std::vector<Entry> out;
  alignas(FILE_ID_BOTH_DIR_INFO) std::byte room[16 * 1024];
  while (GetFileInformationByHandleEx(folder, FileIdBothDirectoryInfo, room, sizeof(room))) {
    const std::byte* at = room;
    for (;;) {
      const auto& info = *reinterpret_cast<const FILE_ID_BOTH_DIR_INFO*>(at);
      std::u16string name = narrow(info.FileName, info.FileNameLength / sizeof(wchar_t));
      if (name != u"." && name != u"..") out.push_back({std::move(name), is_folder(info.FileAttributes)});
      if (info.NextEntryOffset == 0) break;
      at += info.NextEntryOffset;
    }
  }
  return out;
}

/// It goes when its handle is closed.
void mark_deleted(HANDLE handle) {
  // Otherwise what is read-only stays.
  FILE_BASIC_INFO plain = {};
  plain.FileAttributes = FILE_ATTRIBUTE_NORMAL;
  static_cast<void>(SetFileInformationByHandle(handle, FileBasicInfo, &plain, sizeof(plain)));
  FILE_DISPOSITION_INFO gone = {TRUE};
  static_cast<void>(SetFileInformationByHandle(handle, FileDispositionInfo, &gone, sizeof(gone)));
}

/// A folder is gone into; anything else is deleted at once.
void take(std::vector<Folder>& way, Handle handle, bool into) {
  if (into && is_open_folder(handle.get())) {
    std::vector<Entry> left = entries_of(handle.get());
    way.push_back({std::move(handle), std::move(left)});
  } else {
    mark_deleted(handle.get());
  }
}

/// Not by calling itself: folders can lie in one another more often than a stack is deep.
void remove_all(Handle top) {
  std::vector<Folder> way;
  take(way, std::move(top), true);
  while (!way.empty()) {
    Folder& here = way.back();
    if (here.left.empty()) {
      mark_deleted(here.handle.get());
      way.pop_back();
      continue;
    }
    Entry entry = std::move(here.left.back());
    here.left.pop_back();
    if (Handle below = open_below(here.handle.get(), entry)) take(way, std::move(below), entry.is_folder);
  }
}

}  // namespace

bool remove_folder(const std::u16string& folder) {
  if (folder.empty()) return true;
  const std::u16string path = long_path(folder);
  if (Handle top = open_path(path)) remove_all(std::move(top));
  return GetFileAttributesW(wide(path)) == INVALID_FILE_ATTRIBUTES;
}

}  // namespace gatehouse
