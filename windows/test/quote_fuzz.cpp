#include <vector>

#include "core/quote.h"
#include "test/fuzz.h"

using namespace gatehouse;

namespace {

/// Reads a command line as Microsoft's run-time does ("Parsing C command-line arguments", Microsoft Learn), written by another hand than
/// what writes them.
std::vector<std::u16string> as_windows_reads(std::u16string_view line) {
  std::vector<std::u16string> out(1);
  // The program: up to the closing quotation mark, with no escapes.
  line.remove_prefix(1);
  out[0] = line.substr(0, line.find(u'"'));
  line.remove_prefix(out[0].size() + 1);

  bool within = false;
  bool begun = false;
  std::u16string argument;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t backslashes = 0;
    while (at < line.size() && line[at] == u'\\') {
      ++backslashes;
      ++at;
    }
    const bool mark = at < line.size() && line[at] == u'"';
    argument.append(mark ? backslashes / 2 : backslashes, u'\\');
    begun = begun || backslashes > 0;
    if (at == line.size()) break;
    if (mark) {
      begun = true;
      if (backslashes % 2 == 1) argument.push_back(u'"');
      else within = !within;
    } else if (!within && (line[at] == u' ' || line[at] == u'\t')) {
      if (begun) out.push_back(argument);
      argument.clear();
      begun = false;
    } else {
      argument.push_back(line[at]);
      begun = true;
    }
    ++at;
  }
  if (begun) out.push_back(argument);
  return out;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  test::MadeUp made_up(data, size);
  constexpr std::u16string_view letters = u"\\\" \ta\n\v\xD83D";
  std::vector<std::u16string> arguments;
  for (std::size_t count = made_up.byte() % 6; count > 0; --count) {
    std::u16string argument;
    for (std::size_t length = made_up.byte() % 12; length > 0; --length) argument.push_back(letters[made_up.byte() % letters.size()]);
    arguments.push_back(argument);
  }
  arguments.push_back(made_up.wide_rest());

  std::vector<std::u16string> expected = {u"C:\\Program Files\\a.exe"};
  expected.insert(expected.end(), arguments.begin(), arguments.end());
  const std::optional<std::u16string> line = command_line(expected[0], arguments);
  if (!line) return 0;
  HOLDS(line->size() <= 32766 && line->find(u'\0') == std::u16string::npos);
  HOLDS(as_windows_reads(*line) == expected);
  return 0;
}
