#include "core/values.h"
#include "test/fuzz.h"

using namespace gatehouse;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  test::MadeUp made_up(data, size);
  const std::uint32_t kind = made_up.byte() % 12;
  const std::string_view bytes = made_up.rest();
  const Value value = value_from_registry(kind, Bytes(bytes));

  if (const auto* text = std::get_if<std::u16string>(&value)) {
    HOLDS(kind == 1 && text->size() <= bytes.size() / 2);
    HOLDS(text->empty() || text->back() != u'\0');
  } else if (std::holds_alternative<std::uint32_t>(value)) {
    HOLDS(kind == 4 && bytes.size() == 4);
  } else if (const auto* texts = std::get_if<std::vector<std::u16string>>(&value)) {
    HOLDS(kind == 7);
    for (const std::u16string& one : *texts) HOLDS(!one.empty() && one.find(u'\0') == std::u16string::npos);
  } else {
    HOLDS(kind != 1 || bytes.size() % 2 == 1);
  }
  return 0;
}
