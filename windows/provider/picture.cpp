#include "provider/picture.h"

#include "provider/module.h"
#include "provider/resources.h"

namespace gatehouse {

namespace {

/// The recommended size is 72 by 72; four times 256 is beyond any screen's scale, and keeps a picture of a wrong file from taking LogonUI's memory.
constexpr LONG kMostPixels = 1024;
constexpr LONGLONG kMostBytes = LONGLONG{5} * 1024 * 1024;

bool is_small(const std::wstring& file) {
  WIN32_FILE_ATTRIBUTE_DATA about = {};
  if (GetFileAttributesExW(file.c_str(), GetFileExInfoStandard, &about) == FALSE) return false;
  return (static_cast<LONGLONG>(about.nFileSizeHigh) << 32 | about.nFileSizeLow) <= kMostBytes;
}

HBITMAP from_file(const std::wstring& file) {
  if (file.empty() || !is_small(file)) return nullptr;
  auto* picture = static_cast<HBITMAP>(LoadImageW(nullptr, file.c_str(), IMAGE_BITMAP, 0, 0, LR_LOADFROMFILE | LR_CREATEDIBSECTION));
  if (picture == nullptr) return nullptr;
  BITMAP about = {};
  const bool fits = GetObjectW(picture, sizeof about, &about) != 0 && about.bmWidth <= kMostPixels && about.bmHeight <= kMostPixels;
  if (fits) return picture;
  DeleteObject(picture);
  return nullptr;
}

}  // namespace

HBITMAP tile_picture(const std::wstring& file) {
  HBITMAP picture = from_file(file);
  if (picture != nullptr) return picture;
  return static_cast<HBITMAP>(LoadImageW(this_module(), MAKEINTRESOURCEW(kTileResource), IMAGE_BITMAP, 0, 0, LR_CREATEDIBSECTION));
}

}  // namespace gatehouse
