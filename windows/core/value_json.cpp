#include "core/value_json.h"

namespace gatehouse {

void write_value(JsonWriter& json, const Value& value) {
  if (const auto* text = std::get_if<std::u16string>(&value)) {
    json.text(*text);
  } else if (const auto* number = std::get_if<std::uint32_t>(&value)) {
    json.number(*number);
  } else if (const auto* texts = std::get_if<std::vector<std::u16string>>(&value)) {
    json.begin_list();
    for (const std::u16string& one : *texts) json.text(one);
    json.end_list();
  } else {
    json.null();
  }
}

}  // namespace gatehouse
