#include <string>
#include <vector>

#include "core/values.h"
#include "test/check.h"

using gatehouse::Bytes;
using gatehouse::OtherKind;
using gatehouse::Value;
using gatehouse::value_from_registry;
using namespace std::string_literals;

namespace {

Value of(std::uint32_t kind, const std::string& data) { return value_from_registry(kind, Bytes(data)); }
std::u16string text(const std::string& data) { return std::get<std::u16string>(of(1, data)); }
std::vector<std::u16string> texts(const std::string& data) { return std::get<std::vector<std::u16string>>(of(7, data)); }
bool is_other(std::uint32_t kind, const std::string& data) { return std::holds_alternative<OtherKind>(of(kind, data)); }

void texts_of_one() {
  CHECK(text("").empty());
  CHECK(text("a\0\0\0"s) == u"a");
  CHECK(text("a\0"s) == u"a");
  CHECK(text("a\0\0\0\0\0"s) == u"a");
  CHECK(text("a\0\0\0b\0\0\0"s) == u"a\0b"s);
  CHECK(text("\x3D\xD8"s) == u"\xD83D"s);
}

void texts_of_many() {
  CHECK(texts("").empty());
  CHECK(texts("\0\0"s).empty());
  CHECK((texts("a\0\0\0b\0c\0\0\0\0\0"s) == std::vector<std::u16string>{u"a", u"bc"}));
  CHECK((texts("a\0"s) == std::vector<std::u16string>{u"a"}));
  CHECK((texts("a\0\0\0\0\0b\0\0\0"s) == std::vector<std::u16string>{u"a"}));
}

void numbers() {
  CHECK(std::get<std::uint32_t>(of(4, "\x01\x02\x03\xFF"s)) == 0xFF030201);
}

void all_else() {
  CHECK(is_other(4, "\1\0\0"s) && is_other(4, "\1\0\0\0\0"s) && is_other(4, ""));
  CHECK(is_other(1, "a\0b"s) && is_other(7, "a"));
  CHECK(is_other(2, "a\0\0\0"s) && is_other(3, "") && is_other(11, "\0\0\0\0\0\0\0\0"s) && is_other(0, ""));
}

}  // namespace

int main() {
  texts_of_one();
  texts_of_many();
  numbers();
  all_else();
}
