#include "core/url.h"

#include <string>

#include "test/check.h"

using gatehouse::https_origin;
using namespace std::string_literals;

namespace {

void an_https_origin() {
  CHECK(https_origin(u"https://reset.corp.example") == "https://reset.corp.example");
  CHECK(https_origin(u"HTTPS://Reset.Corp.Example:443/") == "https://reset.corp.example");
  CHECK(https_origin(u"https://a:08443") == "https://a:8443");
  CHECK(https_origin(u"https://a:0") == "https://a:0");
  CHECK(https_origin(u"https://a_b.xn--bcher-kva.example") == "https://a_b.xn--bcher-kva.example");
  CHECK(https_origin(u"https://192.0.2.1:65535") == "https://192.0.2.1:65535");
  CHECK(https_origin(u"https://[2001:db8::1]") == "https://[2001:db8::1]");
  CHECK(https_origin(u"https://[2001:DB8::1]:8443/") == "https://[2001:db8::1]:8443");
  CHECK(https_origin(u"https://[::]") && https_origin(u"https://[1::]") && https_origin(u"https://[1:2:3:4:5:6:7:8]") && https_origin(u"https://[1:0:3:4:5:6:7:8]"));
}

void nothing_else() {
  for (const std::u16string& text : {
           u""s, u"https"s, u"https://"s, u"https:///"s, u"http://reset.corp.example"s, u"https:reset.corp.example"s, u"https:\\\\reset.corp.example"s, u"https:/reset.corp.example"s,
           u" https://a"s, u"https://a "s, u"https://a\0"s, u"https://a\n"s, u"https://a\t.example"s, u"https://a//"s, u"https://a/b"s, u"https://a?"s, u"https://a#"s, u"https://a\\"s,
           u"https://u@a"s, u"https://u:p@a"s, u"https://@a"s, u"https://a:"s, u"https://a:/"s, u"https://a:-1"s, u"https://a:65536"s, u"https://a:000443"s, u"https://a:1x"s, u"https://a:443:443"s,
           u"https://.a"s, u"https://a."s, u"https://a..b"s, u"https://-a"s, u"https://a-"s, u"https://a%2eb"s, u"https://bücher.example"s, u"https://\xD83D"s, u"https://a*"s,
           u"https://1"s, u"https://1.2.3"s, u"https://1.2.3.4.5"s, u"https://256.1.1.1"s, u"https://01.2.3.4"s, u"https://0x7f.1"s, u"https://a.1"s, u"https://1.2.3.0x4"s,
           u"https://["s, u"https://[]"s, u"https://[1]"s, u"https://[::1"s, u"https://::1"s, u"https://[0::1]"s, u"https://[1:2:3:4:5:6:7:8:9]"s, u"https://[1::2::3]"s, u"https://[:::]"s,
           u"https://[::01]"s, u"https://[1:2::3:4:5:6:7:8]"s, u"https://[1::2:0:0:0:3]"s, u"https://[::ffff:192.0.2.1]"s, u"https://[fe80::1%25eth0]"s, u"https://[1:]"s, u"https://[:1]"s, u"https://[::1]x"s,
           u"https://"s + std::u16string(64, u'a'), u"https://"s + std::u16string(400, u'a'),
       }) {
    CHECK(!https_origin(text));
  }
}

}  // namespace

int main() {
  an_https_origin();
  nothing_else();
}
