#include "launcher/arguments.h"

#include <cstdint>
#include <limits>

#include "core/base64url.h"
#include "core/text.h"

namespace gatehouse {

namespace {

/// Decimal digits and nothing else.
std::optional<std::uint64_t> whole_number(std::u16string_view text, std::uint64_t most) {
  if (text.empty() || text.size() > 19) return std::nullopt;
  std::uint64_t number = 0;
  for (const char16_t digit : text) {
    if (digit < u'0' || digit > u'9') return std::nullopt;
    number = number * 10 + (digit - u'0');
  }
  return number <= most ? std::optional(number) : std::nullopt;
}

std::optional<HANDLE> handle(std::u16string_view text) {
  const std::optional<std::uint64_t> number = whole_number(text, std::numeric_limits<std::intptr_t>::max());
  if (!number || *number == 0) return std::nullopt;
  return reinterpret_cast<HANDLE>(static_cast<std::uintptr_t>(*number));
}

std::optional<std::u16string> user(std::u16string_view text) {
  const std::optional<std::vector<std::uint8_t>> bytes = from_base64url(utf8(text));
  if (!bytes || bytes->empty()) return std::nullopt;
  return utf16({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
}

bool read_pair(Request& out, const std::u16string& name, const std::u16string& value) {
  if (name == u"--user") {
    out.user = user(value);
    return out.user.has_value();
  }
  if (name == u"--ready" || name == u"--stop") {
    const std::optional<HANDLE> event = handle(value);
    (name == u"--ready" ? out.ready : out.stop) = event.value_or(nullptr);
    return event.has_value();
  }
  return false;
}

std::optional<Wanted> read_request(const std::vector<std::u16string>& arguments) {
  if (arguments.size() % 2 != 0 || arguments[0] != u"--session") return std::nullopt;
  // Session 0 has services and no sign-in screen.
  const std::optional<std::uint64_t> session = whole_number(arguments[1], std::numeric_limits<std::uint32_t>::max());
  if (!session || *session == 0) return std::nullopt;

  Request request;
  request.session = static_cast<std::uint32_t>(*session);
  for (std::size_t at = 2; at < arguments.size(); at += 2) {
    if (!read_pair(request, arguments[at], arguments[at + 1])) return std::nullopt;
  }
  return request;
}

}  // namespace

std::optional<Wanted> read_arguments(const std::vector<std::u16string>& arguments) {
  if (arguments.empty()) return std::nullopt;
  if (arguments.size() > 1) return read_request(arguments);
  if (arguments[0] == u"--facts") return wanted::Facts{};
  if (arguments[0] == u"--install") return wanted::Install{};
  if (arguments[0] == u"--remind") return wanted::Remind{};
  if (arguments[0] == u"--repair") return wanted::Repair{};
  if (arguments[0] == u"--uninstall") return wanted::Uninstall{};
  return std::nullopt;
}

}  // namespace gatehouse
