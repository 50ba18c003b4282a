#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse {

/// Windows' text as UTF-8. A surrogate without its other half, which Windows lets through everywhere, becomes U+FFFD.
[[nodiscard]] std::string utf8(std::u16string_view text);

/// UTF-8 as Windows has text. @returns nothing where it is not UTF-8 (RFC 3629: too long a form, a surrogate, beyond U+10FFFF)
[[nodiscard]] std::optional<std::u16string> utf16(std::string_view text);

/// The character that `text` has at `at`, which moves behind it. @returns nothing where it is no UTF-8; `at` then moves by one byte
[[nodiscard]] std::optional<char32_t> next_character(std::string_view text, std::size_t& at);

/// @param character no surrogate, at most U+10FFFF
void append_utf8(std::string& out, char32_t character);

/// Letters of ASCII in lower case; all else stays.
[[nodiscard]] std::u16string lower(std::u16string_view text);
[[nodiscard]] std::string lower(std::string_view text);

}  // namespace gatehouse
