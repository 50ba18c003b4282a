#include "core/text.h"
#include "core/url.h"
#include "test/fuzz.h"

using namespace gatehouse;

namespace {

std::u16string in_capitals(std::u16string text) {
  for (char16_t& unit : text) {
    if (unit >= u'a' && unit <= u'z') unit = static_cast<char16_t>(unit - u'a' + u'A');
  }
  return text;
}

void judge(const std::u16string& text) {
  const std::optional<std::string> origin = https_origin(text);
  if (!origin) return;
  HOLDS(origin->size() <= 300 && origin->substr(0, 8) == "https://" && origin->size() > 8);
  HOLDS(origin->find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.:[]/") == std::string::npos);
  HOLDS(origin->find('/', 8) == std::string::npos);
  // It is its own origin, and so it is with a slash and in capitals.
  HOLDS(https_origin(*utf16(*origin)) == origin);
  HOLDS(https_origin(*utf16(*origin) + u"/") == origin);
  HOLDS(https_origin(in_capitals(*utf16(*origin))) == origin);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(test::MadeUp(data, size).rest());
  judge(test::MadeUp(data, size).wide_rest());
  if (const std::optional<std::u16string> wide = utf16(text)) {
    judge(*wide);
    judge(u"https://" + *wide);
    judge(u"https://[" + *wide + u"]");
  }
  return 0;
}
