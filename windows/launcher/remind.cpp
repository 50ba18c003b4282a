#include "launcher/remind.h"

#include <windows.h>

#include <optional>
#include <utility>
#include <vector>

#include "core/reminder.h"
#include "core/reminder_end.h"
#include "core/settings-list.h"
#include "core/text.h"
#include "core/values.h"
#include "launcher/device.h"
#include "launcher/due.h"
#include "launcher/reminder_process.h"
#include "launcher/wide.h"
#include "launcher/words.h"
#include "system/registry_values.h"
#include "system/reminded.h"

namespace gatehouse {

namespace {

/// On a machine where many sign in at once; the others are asked about with the next sign-in.
constexpr std::size_t most_at_once = 16;

/// When the server last answered for them. They write it themselves: it decides about nobody else.
std::optional<std::uint32_t> last_day(const Sid& person) {
  DWORD day = 0;
  DWORD size = sizeof day;
  const std::u16string key = person + u"\\" + narrow(reminded::key);
  if (RegGetValueW(HKEY_USERS, wide(key), reminded::value, RRF_RT_REG_DWORD, nullptr, &day, &size) != ERROR_SUCCESS) return std::nullopt;
  return day;
}

std::string joined(const std::vector<std::u16string>& list) {
  std::string out;
  for (const std::u16string& one : list) out.append(out.empty() ? "" : ";").append(utf8(one));
  return out;
}

bool is_set(const RegistryValues& registry, std::u16string_view name) { return registry.read(Place::policy, name) || registry.read(Place::machine, name); }

/// What the settings say of the proxy; nothing where they say nothing, or none of its words.
std::optional<ProxyMode> proxy_mode(const RegistryValues& registry) {
  const std::optional<std::u16string> said = value_of<std::u16string>(u"ProxyMode", registry);
  for (const auto& [word, mode] : proxy_modes) {
    if (said == word) return mode;
  }
  return std::nullopt;
}

/// @returns as `set_proxy` does
std::string_view set_fixed_proxy(const RegistryValues& registry, Reminder& out) {
  out.proxy = utf8(value_of<std::u16string>(u"ProxyServer", registry).value_or(u""));
  if (out.proxy->empty() || !is_proxy(*out.proxy)) return "ProxyServer";
  const auto bypass = value_of<std::vector<std::u16string>>(u"ProxyBypass", registry);
  out.bypass = bypass ? joined(*bypass) : "";
  return (is_set(registry, u"ProxyBypass") && !bypass) || !is_bypass(out.bypass) ? "ProxyBypass" : "";
}

/// The settings' proxy, where they name one or none. Otherwise, and where a script is to say it, the person's own Windows does, as for their browser.
/// @returns the setting by which nobody is asked: one that narrows the way to the server and cannot be kept to (docs/client-settings.md); empty: none
std::string_view set_proxy(const RegistryValues& registry, Reminder& out) {
  if (is_set(registry, u"Pins")) return "Pins";
  const std::optional<ProxyMode> mode = proxy_mode(registry);
  if (is_set(registry, u"ProxyMode") && !mode) return "ProxyMode";
  switch (mode.value_or(ProxyMode::system)) {
    case ProxyMode::system:
    case ProxyMode::pac: return "";
    case ProxyMode::direct: out.proxy = ""; return "";
    case ProxyMode::fixed: return set_fixed_proxy(registry, out);
  }
  return "ProxyMode";
}

/// A token that is closed.
class PersonToken {
 public:
  PersonToken(System& system, Token token) : system_(system), token_(token) {}
  PersonToken(const PersonToken&) = delete;
  PersonToken& operator=(const PersonToken&) = delete;
  ~PersonToken() {
    if (token_ != nullptr) system_.close(token_);
  }
  [[nodiscard]] Token get() const { return token_; }

 private:
  System& system_;
  Token token_;
};

struct Started {
  std::uint32_t session;
  ReminderProcess process;
};

class Reminders {
 public:
  Reminders(System& system, const Reminding& how, const RegistryValues& registry, const Settings& settings)
      : system_(system), how_(how), days_(settings.reminder_days), device_(system, settings.server.value_or(""), std::nullopt) {
    reminder_.server = settings.server.value_or("");
    in_the_way_ = set_proxy(registry, reminder_);
  }

  void start_all() {
    // Nobody can say who has signed in at a machine that the server does not know.
    if (!device_.is_enrolled()) return failed("this machine is not enrolled");
    if (in_the_way_ == "Pins") return failed("Pins: a reminder goes by what Windows trusts alone, so that nobody is asked about");
    if (!in_the_way_.empty()) return failed(std::string(in_the_way_) + " is wrong, so that nobody is asked about");
    std::vector<std::uint32_t> sessions;
    if (const Done done = system_.sessions(sessions); !done.ok()) return failed(words_of(done));
    for (const std::uint32_t session : sessions) {
      if (started_.size() == most_at_once) break;
      if (const Done done = start(session); !done.ok()) failed_in(session, words_of(done));
    }
  }

  void wait_for_all() {
    const std::uint64_t until = GetTickCount64() + how_.limit;
    for (const Started& one : started_) {
      const std::string_view words = one.process.ends(until) ? words_of(static_cast<ReminderEnd>(one.process.exit_code())) : "it did not end in time";
      if (!words.empty()) failed_in(one.session, std::string(words));
    }
  }

  [[nodiscard]] bool all_right() const { return all_right_; }

 private:
  Done start(std::uint32_t session) {
    Token token = nullptr;
    if (const Done done = system_.token_of(session, token); !done.ok() || token == nullptr) return done;
    const PersonToken person(system_, token);
    Sid sid;
    if (const Done done = system_.person_of(token, sid); !done.ok()) return done;
    if (!is_due(reminded::today(), last_day(sid), days_)) return {};
    std::u16string environment;
    if (const Done done = system_.environment_of(token, environment); !done.ok()) return done;
    std::optional<std::string> signed_for = device_.reminder(utf8(sid));
    if (!signed_for) {
      // Why, is told by then.
      all_right_ = false;
      return {};
    }
    reminder_.ticket = std::move(*signed_for);
    ReminderProcess process;
    const Done done = process.start(token, how_.folder + u"\\Gatehouse.Reminder.exe", how_.desktop, std::move(environment), reminder_line(reminder_));
    if (done.ok()) started_.push_back({session, std::move(process)});
    return done;
  }

  void failed(const std::string& text) {
    system_.tell(Event::reminder_failed, text);
    all_right_ = false;
  }
  void failed_in(std::uint32_t session, const std::string& text) { failed("session " + std::to_string(session) + ": " + text); }

  System& system_;
  const Reminding& how_;
  std::uint32_t days_;
  Device device_;
  Reminder reminder_;
  std::string_view in_the_way_;
  std::vector<Started> started_;
  bool all_right_ = true;
};

}  // namespace

bool remind(System& system, const Reminding& how) {
  const RegistryValues registry;
  // What is wrong with them is told at the sign-in screen and by the doctor.
  const Settings settings = read_settings(registry, {});
  if (!settings.server || settings.reminder_days == 0) return true;
  Reminders all(system, how, registry, settings);
  all.start_all();
  all.wait_for_all();
  return all.all_right();
}

}  // namespace gatehouse
