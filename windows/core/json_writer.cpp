#include "core/json.h"
#include "core/text.h"

namespace gatehouse {

namespace {

constexpr std::string_view digits = "0123456789abcdef";

/// What follows the backslash; 0: it needs none.
constexpr char escape_of(char32_t character) {
  switch (character) {
    case U'"': return '"';
    case U'\\': return '\\';
    case U'\b': return 'b';
    case U'\f': return 'f';
    case U'\n': return 'n';
    case U'\r': return 'r';
    case U'\t': return 't';
    default: return '\0';
  }
}

}  // namespace

JsonWriter& JsonWriter::name(std::string_view name) {
  separate();
  append_text(name);
  out_.push_back(':');
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  separate();
  append_text(value);
  return *this;
}

JsonWriter& JsonWriter::text(std::u16string_view value) { return text(utf8(value)); }

JsonWriter& JsonWriter::number(std::int64_t value) { return raw(std::to_string(value)); }

JsonWriter& JsonWriter::boolean(bool value) { return raw(value ? "true" : "false"); }

JsonWriter& JsonWriter::null() { return raw("null"); }

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_.push_back(bracket);
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  out_.push_back(bracket);
  return *this;
}

void JsonWriter::separate() {
  if (out_.empty()) return;
  const char last = out_.back();
  if (last != '{' && last != '[' && last != ':') out_.push_back(',');
}

void JsonWriter::append_text(std::string_view value) {
  out_.push_back('"');
  for (std::size_t at = 0; at < value.size();) {
    const char32_t character = next_character(value, at).value_or(0xFFFD);
    if (const char escape = escape_of(character); escape != '\0') {
      out_.push_back('\\');
      out_.push_back(escape);
    } else if (character < 0x20) {
      out_ += "\\u00";
      out_.push_back(digits[character >> 4U]);
      out_.push_back(digits[character & 0xFU]);
    } else {
      append_utf8(out_, character);
    }
  }
  out_.push_back('"');
}

}  // namespace gatehouse
