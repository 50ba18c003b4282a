#include "core/quote.h"
#include "test/check.h"

using gatehouse::quoted;

int main() {
  CHECK(quoted(u"plain") == u"plain");
  CHECK(quoted(u"") == u"\"\"");
  CHECK(quoted(u"two words") == u"\"two words\"");
  CHECK(quoted(u"CORP\\ada") == u"CORP\\ada");
  CHECK(quoted(u"a\"b") == u"\"a\\\"b\"");
  CHECK(quoted(u"a\\\"b") == u"\"a\\\\\\\"b\"");
  CHECK(quoted(u"C:\\a folder\\") == u"\"C:\\a folder\\\\\"");
}
