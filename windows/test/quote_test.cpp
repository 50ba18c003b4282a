#include "core/quote.h"

#include <string>

#include "test/check.h"

using gatehouse::command_line;
using gatehouse::quoted;
using namespace std::string_literals;

namespace {

void one_argument() {
  CHECK(quoted(u"plain") == u"plain");
  CHECK(quoted(u"") == u"\"\"");
  CHECK(quoted(u"two words") == u"\"two words\"");
  CHECK(quoted(u"CORP\\ada") == u"CORP\\ada");
  CHECK(quoted(u"a\"b") == u"\"a\\\"b\"");
  CHECK(quoted(u"a\\\"b") == u"\"a\\\\\\\"b\"");
  CHECK(quoted(u"C:\\a folder\\") == u"\"C:\\a folder\\\\\"");
}

void a_whole_line() {
  CHECK(command_line(u"C:\\Gatehouse.exe", {}) == u"\"C:\\Gatehouse.exe\"");
  CHECK(command_line(u"C:\\Program Files\\a.exe", {u"--session", u"1", u"two words", u""}) == u"\"C:\\Program Files\\a.exe\" --session 1 \"two words\" \"\"");
  // A backslash before the closing quotation mark of the program is a backslash: that part is read by another rule.
  CHECK(command_line(u"C:\\odd\\", {u"a"}) == u"\"C:\\odd\\\" a");
}

void what_cannot_be_said() {
  CHECK(!command_line(u"", {}));
  CHECK(!command_line(u"C:\\a\".exe", {}));
  CHECK(!command_line(u"C:\\a\0.exe"s, {}));
  CHECK(!command_line(u"C:\\a.exe", {u"cut\0short"s}));
  CHECK(command_line(u"a", {std::u16string(32762, u'x')}));
  CHECK(!command_line(u"a", {std::u16string(32763, u'x')}));
}

}  // namespace

int main() {
  one_argument();
  a_whole_line();
  what_cannot_be_said();
}
