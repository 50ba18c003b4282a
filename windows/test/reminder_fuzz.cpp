#include "core/reminder.h"
#include "core/text.h"
#include "core/url.h"
#include "test/fuzz.h"

using namespace gatehouse;

namespace {

void reads(std::string_view line) {
  const std::optional<Reminder> read = read_reminder(line);
  if (!read) return;
  // What is asked and opened is an origin of https, in the one form that it has.
  HOLDS((read->ticket + read->proxy.value_or("") + read->bypass).find_first_of("\"\\ \r\n") == std::string::npos);
  const std::optional<std::u16string> server = utf16(read->server);
  HOLDS(server && https_origin(*server) == read->server && read->server.rfind("https://", 0) == 0);
  const std::string again = reminder_line(*read);
  const std::optional<Reminder> same = read_reminder(std::string_view(again).substr(0, again.size() - 1));
  HOLDS(same && same->server == read->server && same->ticket == read->ticket && same->proxy == read->proxy);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = test::MadeUp(data, size).rest();
  reads(text);
  static_cast<void>(read_reminder_answer(text));
  // Something that is nearly right is tried as well: by chance alone no fuzzer gets that far in seconds.
  const std::size_t half = text.size() / 2;
  const std::string line = reminder_line({std::string(text.substr(0, half)), std::string(text.substr(half)), std::nullopt, ""});
  reads(std::string_view(line).substr(0, line.size() - 1));
  const std::string known = reminder_line({"https://a.example", "a", std::string(text.substr(0, half)), std::string(text.substr(half))});
  reads(std::string_view(known).substr(0, known.size() - 1));
  return 0;
}
