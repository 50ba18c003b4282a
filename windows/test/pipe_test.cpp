#include "core/pipe.h"

#include <string>

#include "test/check.h"

using gatehouse::read_said;
using gatehouse::Said;
namespace said = gatehouse::said;
using namespace std::string_literals;

namespace {

template <typename What>
What as(const std::string& line) {
  const std::optional<Said> read = read_said(line);
  CHECK(read && std::holds_alternative<What>(*read));
  return std::get<What>(*read);
}

void what_the_client_says() {
  as<said::Ready>(R"({"said":"ready"})");
  as<said::Alive>(R"({"said":"alive"})");
  as<said::Done>(R"({"said":"done"})");
  as<said::Cancelled>(R"({"said":"cancelled"})");
  CHECK(as<said::Event>(R"({"text":"one","event":50,"said":"event"})").number == 50);
  CHECK(as<said::Prove>(R"({"said":"prove","nonce":"n.0-nce"})").nonce == "n.0-nce");
  CHECK(as<said::Enrolled>(R"({"said":"enrolled","device":"6C3B4F0E-7e0b-4c5e-9d0b-5b1f2a7c9e41"})").device == "6c3b4f0e-7e0b-4c5e-9d0b-5b1f2a7c9e41");
}

void an_event_is_on_one_line() {
  CHECK(as<said::Event>(R"({"said":"event","event":0,"text":"a\nb\u0085c\u2028d\u202ee\u2066f"})").text == "a b c d e f");
  CHECK(as<said::Event>(R"({"said":"event","event":65535,"text":"Zo\u00eb"})").text == "Zo\xC3\xAB");
}

void nothing_else() {
  for (const std::string& line : {
           ""s, "{}"s, R"({"said":""})"s, R"({"said":"Ready"})"s, R"({"said":"ready "})"s, R"({"said":1})"s, R"({"said":"ready","more":1})"s, R"({"ready":"said"})"s,
           R"({"said":"event"})"s, R"({"said":"event","event":1})"s, R"({"said":"event","event":"1","text":""})"s, R"({"said":"event","event":-1,"text":""})"s,
           R"({"said":"event","event":65536,"text":""})"s, R"({"said":"event","event":1,"text":2})"s, R"({"said":"event","event":1,"text":"","more":""})"s,
           R"({"said":"prove"})"s, R"({"said":"prove","nonce":""})"s, R"({"said":"prove","nonce":"a b"})"s, R"({"said":"prove","nonce":"a\"b"})"s, R"({"said":"prove","nonce":"ë"})"s,
           R"({"said":"prove","nonce":"n","url":"https://elsewhere.example"})"s, R"({"said":"prove","nonce":")" + std::string(101, 'n') + "\"}",
           R"({"said":"enrolled"})"s, R"({"said":"enrolled","device":""})"s, R"({"said":"enrolled","device":"6c3b4f0e-7e0b-4c5e-9d0b-5b1f2a7c9e4"})"s,
           R"({"said":"enrolled","device":"6c3b4f0e-7e0b-4c5e-9d0b-5b1f2a7c9e4g"})"s, R"({"said":"enrolled","device":"6c3b4f0e07e0b04c5e09d0b05b1f2a7c9e41"})"s,
       }) {
    CHECK(!read_said(line));
  }
}

}  // namespace

int main() {
  what_the_client_says();
  an_event_is_on_one_line();
  nothing_else();
}
