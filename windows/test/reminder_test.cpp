#include "core/reminder.h"

#include "test/check.h"

using namespace gatehouse;

namespace {

/// @returns what is read of a line as it is written
std::optional<Reminder> again(const Reminder& reminder) {
  const std::string line = reminder_line(reminder);
  CHECK(line.back() == '\n');
  return read_reminder(std::string_view(line).substr(0, line.size() - 1));
}

void a_line() {
  CHECK(reminder_line({"https://reset.corp.example", "a.b-_.c", std::nullopt, ""}) == "{\"server\":\"https://reset.corp.example\",\"ticket\":\"a.b-_.c\"}\n");
  const std::optional<Reminder> plain = again({"https://reset.corp.example", "a.b-_.c", std::nullopt, ""});
  CHECK(plain && plain->server == "https://reset.corp.example" && plain->ticket == "a.b-_.c" && !plain->proxy && plain->bypass.empty());
  const std::optional<Reminder> direct = again({"https://a.example", "a", "", ""});
  CHECK(direct && direct->proxy == "");
  const std::optional<Reminder> fixed = again({"https://a.example", "a", "[2001:db8::1]:8080", "*.corp.example;<local>"});
  CHECK(fixed && fixed->proxy == "[2001:db8::1]:8080" && fixed->bypass == "*.corp.example;<local>");
}

void what_is_none() {
  for (const char* line : {
           "", "{}", R"({"server":"https://a.example"})", R"({"ticket":"a"})", R"({"server":"http://a.example","ticket":"a"})",
           R"({"server":"file:///C:/windows/system32/cmd.exe","ticket":"a"})", R"({"server":"https://a.example/x & calc","ticket":"a"})",
           R"({"server":"https://a.example","ticket":""})", R"({"server":"https://a.example","ticket":"a\r\nHost: b"})",
           R"({"server":"https://a.example","ticket":"a","proxy":"a b:1"})", R"({"server":"https://a.example","ticket":"a","proxy":"a:1","bypass":"a b"})",
       }) {
    CHECK(!read_reminder(line));
  }
  CHECK(!again({"https://a.example", std::string(2001, 'a'), std::nullopt, ""}));
  CHECK(!again({"https://a.example", "a", std::string(260, 'a'), ""}));
  CHECK(!again({"https://a.example", "a", "a:1", std::string(1001, 'a')}));
}

void a_question() { CHECK(reminder_question("a.b.c") == R"({"ticket":"a.b.c"})"); }

void an_answer() {
  CHECK(read_reminder_answer(R"({"remind":true})") == true);
  CHECK(read_reminder_answer(R"({"remind":false})") == false);
  CHECK(read_reminder_answer(R"( { "since" : 3, "remind" : true } )") == true);
  for (const char* body : {"", "true", "{}", R"({"remind":1})", R"({"remind":"true"})", R"({"remind":null})", R"({"remind":tru})", R"({"remind":true,"remind":false})", R"({"a":{"remind":true}})"}) {
    CHECK(!read_reminder_answer(body));
  }
}

}  // namespace

int main() {
  a_line();
  what_is_none();
  a_question();
  an_answer();
}
