#include "core/reminder.h"

#include "core/json.h"
#include "core/text.h"
#include "core/url.h"

namespace gatehouse {

namespace {

constexpr std::int64_t most_days = 90;
/// As contract/devices.ts has it.
constexpr std::size_t longest_ticket = 2000;

/// A compact JWS, as far as its letters go.
bool is_ticket(std::string_view text) {
  return !text.empty() && text.size() <= longest_ticket &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") == std::string_view::npos;
}

}  // namespace

std::string reminder_line(const Reminder& reminder) {
  return JsonWriter().begin_object().name("server").text(reminder.server).name("days").number(reminder.days).name("ticket").text(reminder.ticket).end_object().take() + "\n";
}

std::optional<Reminder> read_reminder(std::string_view line) {
  const std::optional<FlatObject> object = read_flat_object(line);
  if (!object) return std::nullopt;
  const std::string* server = object->text("server");
  const std::string* ticket = object->text("ticket");
  const std::int64_t* days = object->number("days");
  if (server == nullptr || ticket == nullptr || days == nullptr || *days < 1 || *days > most_days || !is_ticket(*ticket)) return std::nullopt;
  const std::optional<std::u16string> wide = utf16(*server);
  std::optional<std::string> origin = wide ? https_origin(*wide) : std::nullopt;
  if (!origin) return std::nullopt;
  return Reminder{std::move(*origin), static_cast<std::uint32_t>(*days), *ticket};
}

std::string reminder_question(std::string_view ticket) { return JsonWriter().begin_object().name("ticket").text(ticket).end_object().take(); }

std::optional<bool> read_reminder_answer(std::string_view body) {
  const std::optional<FlatObject> object = read_flat_object(body, Booleans::taken);
  const bool* remind = object ? object->boolean("remind") : nullptr;
  return remind == nullptr ? std::nullopt : std::optional(*remind);
}

}  // namespace gatehouse
