#include "core/pipe.h"

#include <algorithm>

#include "core/json.h"
#include "core/text.h"

namespace gatehouse {

namespace {

/// RFC 9449 §8.1: NQCHAR.
bool is_nonce(std::string_view text) {
  return !text.empty() && text.size() <= 100 &&
         std::all_of(text.begin(), text.end(), [](char letter) { return letter > ' ' && letter < '\x7F' && letter != '"' && letter != '\\'; });
}

bool is_hex(char letter) { return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f'); }

/// RFC 9562 §4, in lower case.
bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool hyphen = at == 8 || at == 13 || at == 18 || at == 23;
    if (hyphen ? text[at] != '-' : !is_hex(text[at])) return false;
  }
  return true;
}

/// Beside C0 and C1 what ends a line elsewhere, or turns the direction of what follows (Unicode UAX #9).
bool misleads(char32_t character) {
  return character < 0x20 || (character >= 0x7F && character < 0xA0) || (character >= 0x2028 && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
}

std::string on_one_line(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t character = next_character(text, at).value_or(0xFFFD);
    append_utf8(out, misleads(character) ? U' ' : character);
  }
  return out;
}

std::optional<Said> read_event(const FlatObject& object) {
  const std::int64_t* number = object.number("event");
  const std::string* text = object.text("text");
  if (number == nullptr || text == nullptr || *number < 0 || *number > 0xFFFF) return std::nullopt;
  return said::Event{static_cast<std::uint16_t>(*number), on_one_line(*text)};
}

std::optional<Said> read_prove(const FlatObject& object) {
  const std::string* nonce = object.text("nonce");
  if (nonce == nullptr || !is_nonce(*nonce)) return std::nullopt;
  return said::Prove{*nonce};
}

std::optional<Said> read_enrolled(const FlatObject& object) {
  const std::string* device = object.text("device");
  if (device == nullptr || !is_uuid(lower(*device))) return std::nullopt;
  return said::Enrolled{lower(*device)};
}

}  // namespace

std::optional<Said> read_said(std::string_view line) {
  const std::optional<FlatObject> object = read_flat_object(line);
  if (!object) return std::nullopt;
  const std::string* what = object->text("said");
  if (what == nullptr) return std::nullopt;

  switch (object->members().size()) {
    case 1:
      if (*what == "ready") return said::Ready{};
      if (*what == "alive") return said::Alive{};
      if (*what == "done") return said::Done{};
      if (*what == "cancelled") return said::Cancelled{};
      return std::nullopt;
    case 2:
      if (*what == "prove") return read_prove(*object);
      if (*what == "enrolled") return read_enrolled(*object);
      return std::nullopt;
    case 3:
      if (*what == "event") return read_event(*object);
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace gatehouse
