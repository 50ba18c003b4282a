#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gatehouse {

/// Writes JSON (RFC 8259) as ECMAScript's JSON.stringify does, without spaces. What it writes has no line break in it.
class JsonWriter {
 public:
  /// @param room bytes to set aside: what has secrets in it should never move, since what is left behind is not overwritten
  explicit JsonWriter(std::size_t room = 0) { out_.reserve(room); }

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_list() { return open('['); }
  JsonWriter& end_list() { return close(']'); }
  /// Before each value of an object.
  JsonWriter& name(std::string_view name);
  /// @param value UTF-8; what is none becomes U+FFFD
  JsonWriter& text(std::string_view value);
  JsonWriter& text(std::u16string_view value);
  JsonWriter& number(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  /// JSON that was written before.
  JsonWriter& raw(std::string_view json);

  [[nodiscard]] const std::string& written() const { return out_; }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();
  void append_text(std::string_view value);

  std::string out_;
};

/// What a line of the pipe may hold; the last only where it is asked for.
using JsonValue = std::variant<std::string, std::int64_t, bool>;

/// An object without anything nested in it, in the order of its names.
class FlatObject {
 public:
  using Members = std::vector<std::pair<std::string, JsonValue>>;
  explicit FlatObject(Members members) : members_(std::move(members)) {}

  [[nodiscard]] const Members& members() const { return members_; }
  /// @returns nullptr where there is none of that name, or it is none of that kind
  [[nodiscard]] const std::string* text(std::string_view name) const { return find<std::string>(name); }
  [[nodiscard]] const std::int64_t* number(std::string_view name) const { return find<std::int64_t>(name); }
  [[nodiscard]] const bool* boolean(std::string_view name) const { return find<bool>(name); }

 private:
  template <typename Kind>
  [[nodiscard]] const Kind* find(std::string_view name) const {
    for (const auto& [own, value] : members_) {
      if (own == name) return std::get_if<Kind>(&value);
    }
    return nullptr;
  }

  Members members_;
};

/// Bytes of a line, without its end.
constexpr std::size_t longest_line = 4096;

/// Whether true and false are among what is read.
enum class Booleans { refused, taken };

/// Reads an object of texts and whole numbers (to ±2⁵³-1, as a number of ECMAScript can be trusted), and nothing else: no nesting,
/// fraction, exponent, null; true and false only where they are asked for. A name that comes twice, text that is not UTF-8, half a surrogate pair, a NUL, more than
/// `longest_line` bytes: refused. @returns nothing where it is anything else
[[nodiscard]] std::optional<FlatObject> read_flat_object(std::string_view line, Booleans booleans = Booleans::refused);

}  // namespace gatehouse
