// Judges values that it is told on standard input as provider and launcher do, for settings-vectors.test.ts: a line for each value that is set,
// {"place":"policy","name":"LimitMinutes","number":15}, then {"end":1}. Answers each end with one line: what became of each value.
#include <cstdio>
#include <iostream>
#include <optional>
#include <string>

#include "core/json.h"
#include "core/text.h"
#include "core/url.h"
#include "test/check.h"
#include "test/fake_values.h"

using namespace gatehouse;

namespace {

// As Windows gives them.
const SafeFolders safe = {u"C:\\Program Files", u"C:\\Windows"};

/// Texts of a list are told with a line feed behind each.
std::vector<std::u16string> list_of(const std::u16string& lines) {
  std::vector<std::u16string> out;
  for (std::size_t from = 0, to = 0; (to = lines.find(u'\n', from)) != std::u16string::npos; from = to + 1) out.push_back(lines.substr(from, to - from));
  return out;
}

Value told(const FlatObject& line) {
  if (const auto* text = line.text("text")) return utf16(*text).value();
  if (const auto* number = line.number("number")) return static_cast<std::uint32_t>(*number);
  if (const auto* list = line.text("list")) return list_of(utf16(*list).value());
  return OtherKind{};
}

void write(JsonWriter& json, const Setting& setting, const Value& value) {
  if (const auto* number = std::get_if<std::uint32_t>(&value)) {
    json.number(*number);
  } else if (const auto* text = std::get_if<std::u16string>(&value)) {
    setting.rule == Rule::origin ? json.text(https_origin(*text).value()) : json.text(*text);
  } else {
    json.null();
  }
}

void answer(const test::FakeValues& values) {
  JsonWriter json;
  json.begin_object();
  for (const Setting& setting : settings_list) {
    const Judged judged = judge(setting, values, safe);
    if (!judged.value && !judged.mistake) continue;
    json.name(utf8(setting.name)).begin_object().name("key").text(judged.place == Place::policy ? "policy" : "machine");
    if (judged.value) write(json.name("right"), setting, *judged.value);
    if (judged.mistake) json.name("wrong").text(judged.mistake->what);
    json.end_object();
  }
  json.end_object();
  std::cout << json.written() << '\n';
}

}  // namespace

int main() {
  std::optional<test::FakeValues> values(std::in_place);
  for (std::string text; std::getline(std::cin, text);) {
    const auto line = read_flat_object(text);
    CHECK(line);
    if (line->number("end") != nullptr) {
      answer(*values);
      values.emplace();
      continue;
    }
    CHECK(line->text("place") != nullptr && line->text("name") != nullptr);
    values->set(*line->text("place") == "policy" ? Place::policy : Place::machine, utf16(*line->text("name")).value(), told(*line));
  }
}
