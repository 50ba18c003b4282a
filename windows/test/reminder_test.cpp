#include "core/reminder.h"

#include "test/check.h"

using namespace gatehouse;

namespace {

void a_line() {
  const std::string line = reminder_line({"https://reset.corp.example", 7, "a.b-_.c"});
  CHECK(line == "{\"server\":\"https://reset.corp.example\",\"days\":7,\"ticket\":\"a.b-_.c\"}\n");
  const std::optional<Reminder> read = read_reminder(std::string_view(line).substr(0, line.size() - 1));
  CHECK(read && read->server == "https://reset.corp.example" && read->days == 7 && read->ticket == "a.b-_.c");
}

void what_is_none() {
  for (const char* line : {
           "", "{}", R"({"server":"https://a.example","days":7})", R"({"server":"https://a.example","ticket":"a"})", R"({"days":7,"ticket":"a"})",
           R"({"server":"http://a.example","days":7,"ticket":"a"})", R"({"server":"file:///C:/windows/system32/cmd.exe","days":7,"ticket":"a"})",
           R"({"server":"https://a.example/x & calc","days":7,"ticket":"a"})", R"({"server":"https://a.example","days":0,"ticket":"a"})",
           R"({"server":"https://a.example","days":91,"ticket":"a"})", R"({"server":"https://a.example","days":"7","ticket":"a"})",
           R"({"server":"https://a.example","days":7,"ticket":""})", R"({"server":"https://a.example","days":7,"ticket":"a\r\nHost: b"})",
       }) {
    CHECK(!read_reminder(line));
  }
  CHECK(!read_reminder(reminder_line({"https://a.example", 7, std::string(2001, 'a')})));
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
