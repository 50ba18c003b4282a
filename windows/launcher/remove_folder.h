#pragma once
#include <string>

namespace gatehouse {

/// Deletes a folder and all below it. A link in it (symbolic link, junction) is deleted, what it leads to is not: the account whose
/// profile this was could have made one to anywhere, and could still be at it while this goes on.
/// @param folder absolute; empty, or one that is not there: nothing is done @returns whether it is gone
[[nodiscard]] bool remove_folder(const std::u16string& folder);

}  // namespace gatehouse
