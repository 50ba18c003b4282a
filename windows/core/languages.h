#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// The language to show, as `bestOf` of src-renderer/languages/language.ts chooses it.
/// @param wanted BCP 47, the best first, as GetUserPreferredUILanguages gives them
/// @returns the tag of the first that is shipped, in its region or any; English where there is none
[[nodiscard]] std::u16string_view best_language(const std::vector<std::u16string>& wanted);

/// "Problems logging in?", as the screens say it (`identify.title`). @param language a shipped one; English for any other
[[nodiscard]] std::u16string_view link_text(std::u16string_view language);

/// "One moment…" (`working`): on the window that stands there until the client has one.
[[nodiscard]] std::u16string_view waiting_text(std::u16string_view language);

/// Whether its script runs from right to left.
[[nodiscard]] bool is_right_to_left(std::u16string_view language);

}  // namespace gatehouse
