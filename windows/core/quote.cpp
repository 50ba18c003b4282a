#include "core/quote.h"

namespace gatehouse {

std::u16string quoted(std::u16string_view argument) {
  const bool plain = !argument.empty() && argument.find_first_of(u" \t\n\v\"") == std::u16string_view::npos;
  if (plain) return std::u16string(argument);

  std::u16string out = u"\"";
  std::size_t backslashes = 0;
  for (const char16_t letter : argument) {
    if (letter == u'\\') {
      ++backslashes;
      continue;
    }
    // Backslashes count double where a quotation mark follows them, and only there.
    out.append(letter == u'"' ? 2 * backslashes + 1 : backslashes, u'\\');
    backslashes = 0;
    out.push_back(letter);
  }
  out.append(2 * backslashes, u'\\');
  out.push_back(u'"');
  return out;
}

std::optional<std::u16string> command_line(std::u16string_view program, const std::vector<std::u16string>& arguments) {
  // With the NUL at its end it is 32,767 (CreateProcessW, lpCommandLine).
  constexpr std::size_t longest = 32766;
  if (program.empty() || program.find(u'"') != std::u16string_view::npos) return std::nullopt;

  std::u16string line = u"\"" + std::u16string(program) + u"\"";
  for (const std::u16string& argument : arguments) line += u" " + quoted(argument);
  if (line.size() > longest || line.find(u'\0') != std::u16string::npos) return std::nullopt;
  return line;
}

}  // namespace gatehouse
