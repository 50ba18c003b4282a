#include "core/text.h"

#include <cstdint>

namespace gatehouse {

namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t last = 0x10FFFF;

constexpr bool is_high(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
constexpr bool is_low(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

struct Lead {
  std::size_t length;
  char32_t bits;
  char32_t least;
};

/// What the first byte says of the bytes to come (RFC 3629 §3). `length` 0: it begins nothing.
constexpr Lead lead_of(std::uint8_t byte) {
  if (byte < 0x80) return {1, byte, 0};
  if (byte >= 0xC2 && byte < 0xE0) return {2, byte & 0x1FU, 0x80};
  if (byte >= 0xE0 && byte < 0xF0) return {3, byte & 0x0FU, 0x800};
  if (byte >= 0xF0 && byte < 0xF5) return {4, byte & 0x07U, 0x10000};
  return {0, 0, 0};
}

template <typename Text>
Text in_lower_case(std::basic_string_view<typename Text::value_type> text) {
  using Letter = typename Text::value_type;
  Text out(text);
  for (Letter& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<Letter>(letter - 'A' + 'a');
  }
  return out;
}

}  // namespace

std::string utf8(std::u16string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    char32_t character = text[at];
    if (is_high(character) && at + 1 < text.size() && is_low(text[at + 1])) {
      ++at;
      character = 0x10000 + ((character - 0xD800) << 10U) + (text[at] - 0xDC00U);
    } else if (is_high(character) || is_low(character)) {
      character = replacement;
    }
    append_utf8(out, character);
  }
  return out;
}

std::optional<std::u16string> utf16(std::string_view text) {
  std::u16string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<char32_t> character = next_character(text, at);
    if (!character) return std::nullopt;
    if (*character < 0x10000) {
      out.push_back(static_cast<char16_t>(*character));
      continue;
    }
    out.push_back(static_cast<char16_t>(0xD800 + ((*character - 0x10000) >> 10U)));
    out.push_back(static_cast<char16_t>(0xDC00 + ((*character - 0x10000) & 0x3FFU)));
  }
  return out;
}

std::optional<char32_t> next_character(std::string_view text, std::size_t& at) {
  const Lead lead = lead_of(static_cast<std::uint8_t>(text[at]));
  const std::size_t begin = at++;
  if (lead.length == 0 || text.size() - begin < lead.length) return std::nullopt;

  char32_t character = lead.bits;
  for (std::size_t i = 1; i < lead.length; ++i) {
    const auto byte = static_cast<std::uint8_t>(text[begin + i]);
    if ((byte & 0xC0U) != 0x80) return std::nullopt;
    character = (character << 6U) | (byte & 0x3FU);
  }
  if (character < lead.least || character > last || is_high(character) || is_low(character)) return std::nullopt;
  at = begin + lead.length;
  return character;
}

void append_utf8(std::string& out, char32_t character) {
  const auto byte = [&out](char32_t bits) { out.push_back(static_cast<char>(static_cast<std::uint8_t>(bits))); };
  if (character < 0x80) {
    byte(character);
    return;
  }
  if (character < 0x800) {
    byte(0xC0U | (character >> 6U));
  } else if (character < 0x10000) {
    byte(0xE0U | (character >> 12U));
    byte(0x80U | ((character >> 6U) & 0x3FU));
  } else {
    byte(0xF0U | (character >> 18U));
    byte(0x80U | ((character >> 12U) & 0x3FU));
    byte(0x80U | ((character >> 6U) & 0x3FU));
  }
  byte(0x80U | (character & 0x3FU));
}

std::u16string lower(std::u16string_view text) { return in_lower_case<std::u16string>(text); }
std::string lower(std::string_view text) { return in_lower_case<std::string>(text); }

}  // namespace gatehouse
