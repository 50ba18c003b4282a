#include "core/text.h"

#include <string>

#include "test/check.h"

using gatehouse::lower;
using gatehouse::utf16;
using gatehouse::utf8;
using namespace std::string_literals;

namespace {

void windows_text_as_utf8() {
  CHECK(utf8(u"").empty());
  CHECK(utf8(u"ada") == "ada");
  CHECK(utf8(u"Zoë") == "Zo\xC3\xAB");
  CHECK(utf8(u"日") == "\xE6\x97\xA5");
  CHECK(utf8(u"\U0001F511") == "\xF0\x9F\x94\x91");
  CHECK(utf8(u"a\0b"s) == "a\0b"s);
}

void half_a_pair_becomes_a_replacement() {
  const std::string replaced = "\xEF\xBF\xBD";
  CHECK(utf8(u"\xD83D"s) == replaced);
  CHECK(utf8(u"\xDD11"s) == replaced);
  CHECK(utf8(u"\xDD11\xD83D"s) == replaced + replaced);
  CHECK(utf8(u"\xD83D" u"a"s) == replaced + "a");
  CHECK(utf8(u"\xD83D\xD83D\xDD11"s) == replaced + "\xF0\x9F\x94\x91");
}

void utf8_as_windows_text() {
  CHECK(utf16("") == u"");
  CHECK(utf16("Zo\xC3\xAB") == u"Zoë");
  CHECK(utf16("\xF0\x9F\x94\x91") == u"\U0001F511");
  CHECK(utf16("\xF4\x8F\xBF\xBF") == u"\U0010FFFF");
  CHECK(utf16("a\0b"s) == u"a\0b"s);
}

void what_is_no_utf8_is_refused() {
  CHECK(!utf16("\x80"));
  CHECK(!utf16("\xC3"));
  CHECK(!utf16("\xC3z"));
  CHECK(!utf16("\xC0\xAF"));
  CHECK(!utf16("\xE0\x80\xAF"));
  CHECK(!utf16("\xF0\x80\x80\xAF"));
  CHECK(!utf16("\xED\xA0\xBD"));
  CHECK(!utf16("\xF4\x90\x80\x80"));
  CHECK(!utf16("\xFF"));
  CHECK(!utf16("\xE6\x97"));
}

void only_ascii_becomes_lower() {
  CHECK(lower("HTTPS://Ä") == "https://Ä");
  CHECK(lower(u"C:\\Program Files\\Ä[Z@") == u"c:\\program files\\Ä[z@");
}

}  // namespace

int main() {
  windows_text_as_utf8();
  half_a_pair_becomes_a_replacement();
  utf8_as_windows_text();
  what_is_no_utf8_is_refused();
  only_ascii_becomes_lower();
}
