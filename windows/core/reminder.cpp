#include "core/reminder.h"

#include "core/json.h"
#include "core/text.h"
#include "core/url.h"

namespace gatehouse {

namespace {

/// As contract/devices.ts has it.
constexpr std::size_t longest_ticket = 2000;
constexpr std::size_t longest_place = 259;
constexpr std::size_t longest_bypass = 1000;

bool consists_of(std::string_view text, std::string_view more) {
  for (const char letter : text) {
    const bool plain = (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' || letter == '.';
    if (!plain && more.find(letter) == std::string_view::npos) return false;
  }
  return true;
}

/// A compact JWS, as far as its letters go.
bool is_ticket(std::string_view text) { return !text.empty() && text.size() <= longest_ticket && consists_of(text, "_"); }

}  // namespace

std::string reminder_line(const Reminder& reminder) {
  JsonWriter json;
  json.begin_object().name("server").text(reminder.server).name("ticket").text(reminder.ticket);
  if (reminder.proxy) json.name("proxy").text(*reminder.proxy).name("bypass").text(reminder.bypass);
  return json.end_object().take() + "\n";
}

std::optional<Reminder> read_reminder(std::string_view line) {
  const std::optional<FlatObject> object = read_flat_object(line);
  if (!object) return std::nullopt;
  const std::string* server = object->text("server");
  const std::string* ticket = object->text("ticket");
  if (server == nullptr || ticket == nullptr || !is_ticket(*ticket)) return std::nullopt;
  const std::optional<std::u16string> wide = utf16(*server);
  std::optional<std::string> origin = wide ? https_origin(*wide) : std::nullopt;
  if (!origin) return std::nullopt;
  Reminder out{std::move(*origin), *ticket, std::nullopt, std::string()};
  const std::string* proxy = object->text("proxy");
  const std::string* bypass = object->text("bypass");
  if (proxy != nullptr) out.proxy = *proxy;
  if (bypass != nullptr) out.bypass = *bypass;
  if (!is_proxy(out.proxy.value_or("")) || !is_bypass(out.bypass)) return std::nullopt;
  return out;
}

bool is_proxy(std::string_view text) { return text.size() <= longest_place && consists_of(text, ":[]"); }

bool is_bypass(std::string_view text) { return text.size() <= longest_bypass && consists_of(text, ":[]*;<>/"); }

std::string reminder_question(std::string_view ticket) { return JsonWriter().begin_object().name("ticket").text(ticket).end_object().take(); }

std::optional<bool> read_reminder_answer(std::string_view body) {
  const std::optional<FlatObject> object = read_flat_object(body, Booleans::taken);
  const bool* remind = object ? object->boolean("remind") : nullptr;
  return remind == nullptr ? std::nullopt : std::optional(*remind);
}

}  // namespace gatehouse
