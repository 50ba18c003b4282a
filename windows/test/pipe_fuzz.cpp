#include "core/json.h"
#include "core/pipe.h"
#include "core/text.h"
#include "test/fuzz.h"

using namespace gatehouse;

namespace {

void keeps_the_limits(const said::Event& event) {
  const std::optional<std::u16string> text = utf16(event.text);
  HOLDS(text && event.text.size() <= longest_line);
  for (const char16_t unit : *text) HOLDS(unit >= 0x20 && unit != 0x7F && unit != 0x2028 && unit != 0x202E);
}

void keeps_the_limits(const said::Prove& prove) {
  HOLDS(!prove.nonce.empty() && prove.nonce.size() <= 100);
  for (const char letter : prove.nonce) HOLDS(letter > 0x20 && letter < 0x7F && letter != '"' && letter != '\\');
}

void keeps_the_limits(const said::Enrolled& enrolled) {
  HOLDS(enrolled.device.size() == 36 && enrolled.device.find_first_not_of("0123456789abcdef-") == std::string::npos);
}

template <typename Plain>
void keeps_the_limits(const Plain&) {}

void reads(std::string_view line) {
  if (const std::optional<Said> said = read_said(line)) std::visit([](const auto& one) { keeps_the_limits(one); }, *said);
}

/// Something that is nearly right is tried as well: by chance alone no fuzzer gets that far in seconds.
void reads_nearly(std::string_view text) {
  for (const std::string_view what : {"event", "prove", "enrolled", "ready"}) {
    for (const std::string_view name : {"text", "nonce", "device"}) {
      JsonWriter json;
      json.begin_object().name("said").text(what).name(name).text(text);
      if (what == "event") json.name("event").number(50);
      const std::string line = json.end_object().take();
      reads(line);
    }
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = test::MadeUp(data, size).rest();
  reads(text);
  reads_nearly(text);
  return 0;
}
