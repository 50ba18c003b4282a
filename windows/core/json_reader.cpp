#include "core/json.h"
#include "core/text.h"

namespace gatehouse {

namespace {

constexpr std::int64_t largest = 9007199254740991;

class Reader {
 public:
  Reader(std::string_view text, Booleans booleans) : text_(text), booleans_(booleans) {}

  std::optional<FlatObject> object() {
    FlatObject::Members members;
    if (!after_space('{')) return std::nullopt;
    if (!after_space('}')) {
      do {
        if (!member(members)) return std::nullopt;
      } while (after_space(','));
      if (!after_space('}')) return std::nullopt;
    }
    skip_space();
    if (at_ != text_.size()) return std::nullopt;
    return FlatObject(std::move(members));
  }

 private:
  bool member(FlatObject::Members& members) {
    std::optional<std::string> name = string();
    if (!name || !after_space(':')) return false;
    for (const auto& before : members) {
      if (before.first == *name) return false;
    }
    std::optional<JsonValue> read = value();
    if (!read) return false;
    members.emplace_back(std::move(*name), std::move(*read));
    return true;
  }

  std::optional<JsonValue> value() {
    skip_space();
    if (peek() == '"') {
      std::optional<std::string> text = string();
      if (!text) return std::nullopt;
      return JsonValue(std::move(*text));
    }
    if (booleans_ == Booleans::taken) {
      if (take_word("true")) return JsonValue(true);
      if (take_word("false")) return JsonValue(false);
    }
    const std::optional<std::int64_t> number = whole_number();
    if (!number) return std::nullopt;
    return JsonValue(*number);
  }

  std::optional<std::int64_t> whole_number() {
    const bool negative = take('-');
    const std::size_t begin = at_;
    std::int64_t number = 0;
    for (; peek() >= '0' && peek() <= '9'; ++at_) {
      number = number * 10 + (peek() - '0');
      if (number > largest) return std::nullopt;
    }
    const std::size_t length = at_ - begin;
    // Neither 007 nor -0: each number has one form.
    if (length == 0 || (text_[begin] == '0' && (length > 1 || negative))) return std::nullopt;
    return negative ? -number : number;
  }

  std::optional<std::string> string() {
    if (!after_space('"')) return std::nullopt;
    std::string out;
    while (at_ < text_.size()) {
      if (take('"')) return out;
      const std::optional<char32_t> character = take('\\') ? escaped() : plain();
      if (!character || *character == U'\0') return std::nullopt;
      append_utf8(out, *character);
    }
    return std::nullopt;
  }

  std::optional<char32_t> plain() {
    const std::optional<char32_t> character = next_character(text_, at_);
    if (!character || *character < 0x20) return std::nullopt;
    return character;
  }

  std::optional<char32_t> escaped() {
    const char letter = peek();
    ++at_;
    switch (letter) {
      case '"': return U'"';
      case '\\': return U'\\';
      case '/': return U'/';
      case 'b': return U'\b';
      case 'f': return U'\f';
      case 'n': return U'\n';
      case 'r': return U'\r';
      case 't': return U'\t';
      case 'u': return by_number();
      default: return std::nullopt;
    }
  }

  std::optional<char32_t> by_number() {
    const std::optional<char32_t> first = unit();
    if (!first || (*first >= 0xDC00 && *first <= 0xDFFF)) return std::nullopt;
    if (*first < 0xD800 || *first > 0xDBFF) return first;
    if (!take('\\') || !take('u')) return std::nullopt;
    const std::optional<char32_t> second = unit();
    if (!second || *second < 0xDC00 || *second > 0xDFFF) return std::nullopt;
    return 0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00);
  }

  std::optional<char32_t> unit() {
    char32_t out = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const std::optional<char32_t> four = digit(peek());
      if (!four) return std::nullopt;
      out = (out << 4U) | *four;
    }
    return out;
  }

  static std::optional<char32_t> digit(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return std::nullopt;
  }

  /// NUL at the end, which nothing in JSON is.
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool take(char wanted) {
    if (at_ >= text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  bool take_word(std::string_view wanted) {
    if (text_.substr(at_, wanted.size()) != wanted) return false;
    at_ += wanted.size();
    return true;
  }

  bool after_space(char wanted) {
    skip_space();
    return take(wanted);
  }

  void skip_space() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  }

  std::string_view text_;
  Booleans booleans_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<FlatObject> read_flat_object(std::string_view line, Booleans booleans) {
  if (line.size() > longest_line) return std::nullopt;
  return Reader(line, booleans).object();
}

}  // namespace gatehouse
