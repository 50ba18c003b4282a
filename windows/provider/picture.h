#pragma once
#include <windows.h>

#include <string>

namespace gatehouse {

/// The tile's picture: the caller's to delete, as LogonUI does.
/// @param file of the policy, already judged (core/rules.h); empty, unreadable or larger than 1,024 pixels: ours is shown
/// @returns null where Windows has no room for one
[[nodiscard]] HBITMAP tile_picture(const std::wstring& file);

}  // namespace gatehouse
