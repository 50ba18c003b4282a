#include <set>

#include "core/json.h"
#include "core/text.h"
#include "test/fuzz.h"

using namespace gatehouse;

namespace {

constexpr std::int64_t largest = 9007199254740991;

std::string written(const FlatObject& object) {
  JsonWriter json;
  json.begin_object();
  for (const auto& [name, value] : object.members()) {
    json.name(name);
    if (const auto* text = std::get_if<std::string>(&value)) json.text(*text);
    else json.number(std::get<std::int64_t>(value));
  }
  return json.end_object().take();
}

void keeps_the_limits(const FlatObject& object) {
  std::set<std::string> names;
  for (const auto& [name, value] : object.members()) {
    HOLDS(names.insert(name).second);
    HOLDS(utf16(name) && name.find('\0') == std::string::npos);
    if (const auto* text = std::get_if<std::string>(&value)) {
      HOLDS(utf16(*text) && text->find('\0') == std::string::npos);
      HOLDS(object.text(name) == text);
    } else {
      const std::int64_t number = std::get<std::int64_t>(value);
      HOLDS(number >= -largest && number <= largest && object.text(name) == nullptr);
    }
  }
}

/// What is read, is written, is read the same.
void reads(std::string_view line) {
  const std::optional<FlatObject> object = read_flat_object(line);
  if (!object) return;
  HOLDS(line.size() <= longest_line);
  keeps_the_limits(*object);
  const std::string again = written(*object);
  const std::optional<FlatObject> same = read_flat_object(again);
  // A control character takes more room than it may have had before, so that it may no longer fit.
  HOLDS(again.size() > longest_line || (same && same->members() == object->members()));
}

/// What is written can be read, whatever it is.
void writes(std::string_view text) {
  const std::string json = JsonWriter().begin_object().name("a").text(text).end_object().take();
  for (const char letter : json) HOLDS(static_cast<std::uint8_t>(letter) >= 0x20);
  HOLDS(utf16(json));
  if (json.size() > longest_line || text.find('\0') != std::string_view::npos) return;
  const std::optional<FlatObject> object = read_flat_object(json);
  HOLDS(object && object->text("a") != nullptr);
  HOLDS(!utf16(text) || *object->text("a") == text);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = test::MadeUp(data, size).rest();
  reads(text);
  writes(text);
  return 0;
}
