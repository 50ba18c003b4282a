#include "core/hand_over.h"

#include <string>

#include "test/check.h"

using gatehouse::Bits256;
using gatehouse::Enrolled;
using gatehouse::first_line;
using gatehouse::HandOver;
using gatehouse::longest_hand_over;
using gatehouse::OtherKind;
using gatehouse::PrivateKey;
using gatehouse::PublicKey;
using namespace std::string_literals;

namespace {

const std::string zeros(43, 'A');

void the_least() { CHECK(first_line(HandOver()) == "{\"version\":1,\"policy\":{},\"machine\":{}}\n"); }

void all_of_it() {
  HandOver hand_over;
  hand_over.policy = {{u"Server", u"https://a"s}, {u"Pins", std::vector<std::u16string>{u"a", u"b"}}, {u"Site", OtherKind{}}};
  hand_over.machine = {{u"LimitMinutes", 0xFFFFFFFFU}};
  hand_over.selected_user = u"CORP\\ad\"a\xD83D"s;
  hand_over.languages = {u"de-DE", u"en"};
  hand_over.layout = u"00000407";
  hand_over.contrast = false;
  hand_over.scale = 150;
  hand_over.device = Enrolled{"id", "a.b.c", PrivateKey()};
  CHECK(first_line(hand_over) ==
        R"({"version":1,"policy":{"Server":"https://a","Pins":["a","b"],"Site":null},"machine":{"LimitMinutes":4294967295},)"
        R"("selectedUser":"CORP\\ad\"a)" "\xEF\xBF\xBD" R"(","languages":["de-DE","en"],"layout":"00000407","contrast":false,"scale":150,)"
        R"("device":{"id":"id","ticket":"a.b.c","key":{"kty":"EC","crv":"P-256","x":")" + zeros + R"(","y":")" + zeros + R"(","d":")" + zeros + "\"}}}\n");
}

void a_machine_that_is_not_enrolled() {
  HandOver hand_over;
  hand_over.device = PublicKey();
  CHECK(first_line(hand_over) == R"({"version":1,"policy":{},"machine":{},"device":{"key":{"kty":"EC","crv":"P-256","x":")" + zeros + R"(","y":")" + zeros + "\"}}}\n");
}

void no_longer_than_agreed() {
  HandOver hand_over;
  const std::size_t around = std::string("{\"version\":1,\"policy\":{\"Company\":\"\"},\"machine\":{}}\n").size();
  hand_over.policy = {{u"Company", std::u16string(longest_hand_over - around, u'x')}};
  CHECK(first_line(hand_over)->size() == longest_hand_over);
  hand_over.policy = {{u"Company", std::u16string(longest_hand_over - around + 1, u'x')}};
  CHECK(!first_line(hand_over));
}

}  // namespace

int main() {
  the_least();
  all_of_it();
  a_machine_that_is_not_enrolled();
  no_longer_than_agreed();
  CHECK(gatehouse::proof_line("a.b.c") == "{\"proof\":\"a.b.c\"}\n");
}
