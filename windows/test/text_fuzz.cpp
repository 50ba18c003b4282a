#include "core/text.h"
#include "test/fuzz.h"

using namespace gatehouse;

namespace {

bool has_half_a_pair(std::u16string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool high = (text[at] & 0xFC00) == 0xD800;
    const bool low = (text[at] & 0xFC00) == 0xDC00;
    if (low || (high && (at + 1 == text.size() || (text[at + 1] & 0xFC00) != 0xDC00))) return true;
    if (high) ++at;
  }
  return false;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(test::MadeUp(data, size).rest());
  if (const std::optional<std::u16string> wide = utf16(text)) {
    HOLDS(utf8(*wide) == text);
    HOLDS(!has_half_a_pair(*wide));
  }

  const std::u16string any = test::MadeUp(data, size).wide_rest();
  const std::optional<std::u16string> back = utf16(utf8(any));
  HOLDS(back && back->size() == any.size());
  HOLDS(has_half_a_pair(any) || *back == any);
  return 0;
}
