#include "core/values.h"

#include <algorithm>
#include <array>

#include "core/rules.h"
#include "core/url.h"

namespace gatehouse {

namespace {

constexpr std::array<Place, 2> by_precedence = {Place::policy, Place::machine};

/// What the settings say, one after the other, with every mistake.
class Right {
 public:
  Right(const ValueSource& source, const SafeFolders& safe, std::vector<Mistake>& mistakes) : source_(source), safe_(safe), mistakes_(mistakes) {}

  [[nodiscard]] std::optional<std::u16string> text(std::u16string_view name) const {
    const std::optional<Value> value = value_of(name);
    const auto* text = value ? std::get_if<std::u16string>(&*value) : nullptr;
    return text == nullptr ? std::nullopt : std::optional(*text);
  }

  [[nodiscard]] std::uint32_t number(std::u16string_view name) const {
    const Setting* setting = find_setting(name);
    const std::optional<Value> value = value_of(name);
    const auto* number = value ? std::get_if<std::uint32_t>(&*value) : nullptr;
    if (number != nullptr) return *number;
    return setting == nullptr ? 0 : setting->standard;
  }

 private:
  [[nodiscard]] std::optional<Value> value_of(std::u16string_view name) const {
    const Setting* setting = find_setting(name);
    if (setting == nullptr) return std::nullopt;
    Judged judged = judge(*setting, source_, safe_);
    if (judged.mistake) mistakes_.push_back(std::move(*judged.mistake));
    return std::move(judged.value);
  }

  const ValueSource& source_;
  const SafeFolders& safe_;
  std::vector<Mistake>& mistakes_;
};

}  // namespace

const Setting* find_setting(std::u16string_view name) {
  const auto* const found = std::find_if(settings_list.begin(), settings_list.end(), [name](const Setting& setting) { return setting.name == name; });
  return found == settings_list.end() ? nullptr : found;
}

Judged judge(const Setting& setting, const ValueSource& source, const SafeFolders& safe) {
  for (const Place place : by_precedence) {
    std::optional<Value> value = source.read(place, setting.name);
    if (!value) continue;
    if (fits(setting, *value, safe)) return {std::move(value), place, std::nullopt};
    return {std::nullopt, place, Mistake{setting.name, place, wanted(setting)}};
  }
  return {};
}

Settings read_settings(const ValueSource& source, const SafeFolders& safe) {
  Settings settings;
  const Right right(source, safe, settings.mistakes);
  settings.enabled = right.number(u"Enabled") == 1;
  settings.link_text = right.text(u"LinkText");
  settings.picture = right.text(u"Picture");
  settings.show_after_failures = right.number(u"ShowAfterFailures");
  settings.limit_minutes = right.number(u"LimitMinutes");
  settings.reminder_days = right.number(u"ReminderDays");
  if (const std::optional<std::u16string> server = right.text(u"Server")) settings.server = https_origin(*server);
  return settings;
}

FoundValues found_values(const ValueSource& source, Place place, std::optional<Reader> of) {
  FoundValues found;
  for (const Setting& setting : settings_list) {
    if (of && setting.reader != *of) continue;
    if (std::optional<Value> value = source.read(place, setting.name)) found.emplace_back(setting.name, std::move(*value));
  }
  return found;
}

}  // namespace gatehouse
