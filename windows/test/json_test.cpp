#include "core/json.h"

#include <string>

#include "test/check.h"

using gatehouse::JsonWriter;
using gatehouse::longest_line;
using gatehouse::read_flat_object;
using namespace std::string_literals;

namespace {

void written_as_ecmascript_does() {
  JsonWriter json;
  json.begin_object().name("a").begin_list().number(-1).text("x").begin_object().end_object().begin_list().end_list().null().end_list();
  json.name("b").boolean(true).name("c").begin_object().name("d").number(2).end_object().end_object();
  CHECK(json.written() == R"({"a":[-1,"x",{},[],null],"b":true,"c":{"d":2}})");
  CHECK(JsonWriter().begin_list().text("[").text("{").text(":").end_list().take() == R"(["[","{",":"])");
}

void escaped_where_it_must_be() {
  CHECK(JsonWriter().text("\"\\\b\f\n\r\t\x01\x1F/\x7F"s).take() == "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f/\x7F\"");
  CHECK(JsonWriter().text("a\0b"s).take() == "\"a\\u0000b\"");
  CHECK(JsonWriter().text(u"\xD83D").take() == "\"\xEF\xBF\xBD\"");
  CHECK(JsonWriter().text("\xFFz").take() == "\"\xEF\xBF\xBDz\"");
  CHECK(JsonWriter().begin_object().name("a\"b").null().end_object().take() == R"({"a\"b":null})");
}

void texts_and_whole_numbers_are_read() {
  CHECK(read_flat_object("{}"));
  const auto object = read_flat_object(" { \"a\" : \"x\\u00e9\\ud83d\\ude00\\/\" ,\t\"n\":-12,\"z\":0}\r");
  CHECK(object);
  CHECK(*object->text("a") == "x\xC3\xA9\xF0\x9F\x98\x80/");
  CHECK(*object->number("n") == -12);
  CHECK(*object->number("z") == 0);
  CHECK(object->text("n") == nullptr && object->number("a") == nullptr && object->text("b") == nullptr);
  CHECK(*read_flat_object(R"({"n":9007199254740991})")->number("n") == 9007199254740991);
  CHECK(*read_flat_object(R"({"n":-9007199254740991})")->number("n") == -9007199254740991);
}

void nothing_else_is_read() {
  for (const std::string& line : {
           ""s, " "s, "{"s, "}"s, "[]"s, "\"a\""s, "1"s, "null"s, "{}{}"s, "{},"s, "{,}"s, "{\"a\":1,}"s, "{\"a\"}"s, "{\"a\":}"s, "{a:1}"s, "{'a':1}"s,
           "{\"a\":{}}"s, "{\"a\":[]}"s, "{\"a\":true}"s, "{\"a\":null}"s, "{\"a\":1.0}"s, "{\"a\":1e3}"s, "{\"a\":01}"s, "{\"a\":-0}"s, "{\"a\":+1}"s, "{\"a\":-}"s,
           "{\"a\":9007199254740992}"s, "{\"a\":99999999999999999999999999}"s, "{\"a\":1,\"a\":1}"s, "{\"a\":1,\"\\u0061\":2}"s, "{\"a\":1 \"b\":2}"s,
           "{\"a\":\"\\x\"}"s, "{\"a\":\"\\u12\"}"s, "{\"a\":\"\\ud83d\"}"s, "{\"a\":\"\\ude00\"}"s, "{\"a\":\"\\ud83d\\u0061\"}"s, "{\"a\":\"\\u0000\"}"s,
           "{\"a\":\"\0\"}"s, "{}\0"s, "{\"a\":\"\n\"}"s, "{\"a\":\"\x80\"}"s, "{\"a\":\"\xC0\xAF\"}"s, "{\"a\":\""s, "{\"a\":\"\\"s, "{\"a\":\"\\u"s, "{\"a\":/**/1}"s, "\xEF\xBB\xBF{}"s,
       }) {
    CHECK(!read_flat_object(line));
  }
}

void no_longer_than_a_line() {
  const std::string begin = R"({"a":")";
  CHECK(read_flat_object(begin + std::string(longest_line - begin.size() - 2, 'x') + "\"}"));
  CHECK(!read_flat_object(begin + std::string(longest_line - begin.size() - 1, 'x') + "\"}"));
}

}  // namespace

int main() {
  written_as_ecmascript_does();
  escaped_where_it_must_be();
  texts_and_whole_numbers_are_read();
  nothing_else_is_read();
  no_longer_than_a_line();
}
