#include <algorithm>

#include "core/hand_over.h"
#include "core/text.h"
#include "core/url.h"
#include "core/values.h"
#include "test/fake_values.h"
#include "test/fuzz.h"

using namespace gatehouse;

namespace {

const SafeFolders safe = {u"C:\\Program Files", u"C:\\Windows"};

bool on_one_line(const std::u16string& text) { return std::all_of(text.begin(), text.end(), [](char16_t unit) { return unit >= 0x20 && unit != 0x7F; }); }

void keeps_the_limits(const Settings& settings) {
  HOLDS(settings.show_after_failures <= 10 && settings.limit_minutes >= 2 && settings.limit_minutes <= 60 && settings.reminder_days <= 90);
  HOLDS(!settings.link_text || (!settings.link_text->empty() && settings.link_text->size() <= 60 && on_one_line(*settings.link_text)));
  HOLDS(!settings.picture || (settings.picture->size() < 260 && on_one_line(*settings.picture) && settings.picture->find(u"..") == std::u16string::npos));
  HOLDS(!settings.server || https_origin(*utf16(*settings.server)) == settings.server);
  HOLDS(settings.mistakes.size() <= settings_list.size());
}

/// Each setting is right, wrong and named, or not there: nothing else.
void each_is_judged(const ValueSource& values) {
  for (const Setting& setting : settings_list) {
    const Judged judged = judge(setting, values, safe);
    const bool in_policy = values.read(Place::policy, setting.name).has_value();
    const bool there = in_policy || values.read(Place::machine, setting.name).has_value();
    HOLDS(there == (judged.value.has_value() != judged.mistake.has_value()));
    HOLDS(!there || (judged.place == Place::policy) == in_policy);
  }
}

void can_be_handed_over(const ValueSource& values) {
  HandOver hand_over;
  hand_over.policy = found_values(values, Place::policy, Reader::client);
  hand_over.machine = found_values(values, Place::machine, Reader::client);
  const std::optional<std::string> line = first_line(hand_over);
  HOLDS(line && line->size() <= longest_hand_over && line->find('\n') == line->size() - 1 && utf16(*line));
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  test::MadeUp made_up(data, size);
  test::FakeValues values;
  while (!made_up.empty()) {
    const Place place = made_up.byte() % 2 == 0 ? Place::policy : Place::machine;
    const Setting& setting = settings_list.at(made_up.byte() % settings_list.size());
    // Mostly of the right kind, with what it might begin with: else nothing would ever be right.
    const std::uint8_t how = made_up.byte();
    const std::u16string begin = setting.rule == Rule::origin ? u"https://" : setting.rule == Rule::picture ? u"C:\\Windows\\" : u"";
    const std::string_view bytes = made_up.bytes(made_up.byte());
    if (how % 4 == 0) values.set(place, setting.name, value_from_registry(how / 4 % 12, Bytes(bytes)));
    else if (setting.kind == Kind::number) values.set(place, setting.name, std::uint32_t{how} / 4);
    else values.set(place, setting.name, begin + utf16(bytes).value_or(u"") + (setting.rule == Rule::picture ? u".bmp" : u""));
  }
  keeps_the_limits(read_settings(values, safe));
  each_is_judged(values);
  can_be_handed_over(values);
  return 0;
}
