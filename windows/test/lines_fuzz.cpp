#include <vector>

#include "core/lines.h"
#include "test/fuzz.h"

using namespace gatehouse;

namespace {

/// Never more lines in a second than there may be, none too long, none with an end in it.
void keeps_the_limits(const std::vector<std::string>& lines, const std::vector<std::uint64_t>& ended) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    HOLDS(lines[i].size() <= longest_line && lines[i].find('\n') == std::string::npos);
    if (i >= most_lines_a_second) HOLDS(ended[i] - ended[i - most_lines_a_second] >= 1000);
  }
}

/// The same bytes in another division and in no hurry: the same lines.
void divides_the_same(std::string_view bytes) {
  std::vector<std::string> at_once;
  std::vector<std::string> one_by_one;
  Lines whole;
  Lines bit_by_bit;
  // As many as a second has room for, or fewer.
  const Lines::Fault fault = whole.take(bytes, 0, at_once);
  for (const char byte : bytes) static_cast<void>(bit_by_bit.take(std::string_view(&byte, 1), 0, one_by_one));
  HOLDS(at_once == one_by_one && fault == bit_by_bit.fault());
  if (fault != Lines::Fault::none) return;

  std::string joined;
  for (const std::string& line : at_once) joined += line + "\n";
  HOLDS(bytes.substr(0, joined.size()) == joined && bytes.find('\n', joined.size()) == std::string_view::npos);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  divides_the_same(test::MadeUp(data, size).rest());

  test::MadeUp made_up(data, size);
  Lines lines;
  std::vector<std::string> out;
  std::vector<std::uint64_t> ended;
  std::uint64_t now = 0;
  while (!made_up.empty()) {
    now += made_up.byte() * std::uint64_t{4};
    // Each byte of it stands for as many: long lines and many of them are what this is about.
    std::string piece;
    for (std::uint8_t count = made_up.byte() % 8; count > 0 && !made_up.empty(); --count) piece.append(made_up.byte(), made_up.byte() % 4 == 0 ? 'x' : '\n');
    const Lines::Fault before = lines.fault();
    const std::size_t had = out.size();
    const Lines::Fault fault = lines.take(piece, now, out);
    HOLDS(before == Lines::Fault::none || (fault == before && out.size() == had));
    ended.resize(out.size(), now);
  }
  keeps_the_limits(out, ended);
  return 0;
}
