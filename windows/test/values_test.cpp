#include "core/values.h"

#include <string>

#include "test/check.h"
#include "test/fake_values.h"

using gatehouse::find_setting;
using gatehouse::found_values;
using gatehouse::OtherKind;
using gatehouse::Place;
using gatehouse::read_settings;
using gatehouse::Reader;
using gatehouse::SafeFolders;
using gatehouse::Settings;
using gatehouse::test::FakeValues;
using gatehouse::Value;
using namespace std::string_literals;

namespace {

const SafeFolders safe = {u"C:\\Program Files", u"C:\\Windows"};

Settings of_policy(std::u16string_view name, Value value) {
  FakeValues values;
  values.set(Place::policy, name, std::move(value));
  return read_settings(values, safe);
}

void nothing_set() {
  const Settings settings = read_settings(FakeValues(), safe);
  CHECK(settings.enabled && !settings.link_text && !settings.picture && !settings.server && settings.mistakes.empty());
  CHECK(settings.show_after_failures == 0 && settings.limit_minutes == 15 && settings.reminder_days == 7);
}

void the_policy_wins_over_the_machine() {
  FakeValues values;
  values.set(Place::machine, u"LimitMinutes", 30U).set(Place::machine, u"Enabled", 0U).set(Place::policy, u"Enabled", 1U);
  values.set(Place::machine, u"Server", u"https://machine.example"s).set(Place::policy, u"Server", u"https://Policy.Example:443/"s);
  const Settings settings = read_settings(values, safe);
  CHECK(settings.limit_minutes == 30 && settings.enabled);
  CHECK(settings.server == "https://policy.example");
}

void a_wrong_policy_does_not_fall_back_to_the_machine() {
  FakeValues values;
  values.set(Place::machine, u"Server", u"https://machine.example"s).set(Place::policy, u"Server", u"http://policy.example"s);
  values.set(Place::machine, u"LimitMinutes", 30U).set(Place::policy, u"LimitMinutes", 61U);
  values.set(Place::machine, u"LinkText", u"Hello"s).set(Place::policy, u"LinkText", OtherKind{});
  const Settings settings = read_settings(values, safe);
  CHECK(!settings.server && settings.limit_minutes == 15 && !settings.link_text);
  CHECK(settings.mistakes.size() == 3);
  for (const auto& mistake : settings.mistakes) CHECK(mistake.place == Place::policy);
}

void a_mistake_says_what_would_be_right() {
  const Settings settings = of_policy(u"LimitMinutes", u"15"s);
  CHECK(settings.mistakes.size() == 1 && settings.mistakes[0].name == u"LimitMinutes");
  CHECK(settings.mistakes[0].what == "must be a whole number (REG_DWORD) from 2 to 60");
  CHECK(of_policy(u"LinkText", 1U).mistakes[0].what == "must be text (REG_SZ) of at most 60 characters on one line, without spaces around it");
  CHECK(of_policy(u"Server", u"x"s).mistakes[0].what == "must be text (REG_SZ): an https address without a path, such as \"https://reset.corp.example\"");
  CHECK(of_policy(u"Picture", u"x"s).mistakes[0].what == "must be text (REG_SZ): the whole path of a .bmp file below Program Files or Windows");
}

void numbers_at_their_limits() {
  for (const auto& setting : gatehouse::settings_list) {
    if (setting.kind != gatehouse::Kind::number) continue;
    CHECK(of_policy(setting.name, setting.minimum).mistakes.empty());
    CHECK(of_policy(setting.name, setting.maximum).mistakes.empty());
    CHECK(of_policy(setting.name, setting.maximum + 1).mistakes.size() == 1);
    CHECK(of_policy(setting.name, setting.minimum - 1).mistakes.size() == 1);
    CHECK(setting.standard >= setting.minimum && setting.standard <= setting.maximum);
  }
  CHECK(!of_policy(u"Enabled", 0U).enabled);
  // Who writes -1 writes this.
  CHECK(of_policy(u"ReminderDays", 0xFFFFFFFFU).mistakes.size() == 1);
}

void the_text_of_the_link() {
  CHECK(of_policy(u"LinkText", std::u16string(60, u'x')).link_text == std::u16string(60, u'x'));
  for (const std::u16string& text : {std::u16string(61, u'x'), u""s, u" "s, u" a"s, u"a "s, u"a\nb"s, u"a\0b"s, u"a\x85z"s, u"a\u2028z"s}) {
    const Settings settings = of_policy(u"LinkText", text);
    CHECK(!settings.link_text && settings.mistakes.size() == 1);
  }
}

void a_picture_lies_where_only_administrators_write() {
  for (const std::u16string& path : {u"C:\\Program Files\\Gatehouse\\a.bmp"s, u"c:\\PROGRAM FILES\\a.BMP"s, u"C:\\Windows\\Web\\a b.bmp"s}) {
    CHECK(of_policy(u"Picture", path).picture == path);
  }
  for (const std::u16string& path : {
           u"a.bmp"s, u"\\\\server\\a.bmp"s, u"C:\\Users\\Public\\a.bmp"s, u"C:\\Program Files\\a.png"s, u"C:\\Program Files\\.."s, u"C:\\Program Files\\..\\Users\\a.bmp"s,
           u"C:\\Program Files (x86)\\a.bmp"s, u"C:\\Program Files.bmp"s, u"C:\\Windows\\a/b.bmp"s, u"C:\\Windows\\a.exe:x.bmp"s, u"C:\\Windows\\\\a.bmp"s, u"C:\\Windows\\x.\\a.bmp"s,
           u"C:\\Windows\\x \\a.bmp"s, u"C:\\Windows\\a\0.bmp"s, u"\\\\?\\C:\\Windows\\a.bmp"s, u"C:\\Windows\\"s + std::u16string(300, u'x') + u".bmp"s, u"C:\\Windows"s, u""s,
       }) {
    CHECK(!of_policy(u"Picture", path).picture);
  }
  FakeValues values;
  values.set(Place::policy, u"Picture", u"C:\\a.bmp"s);
  CHECK(!read_settings(values, {u"", u"C:", u"C:\\"}).picture);
}

void found_as_they_are() {
  FakeValues values;
  values.set(Place::policy, u"Server", 7U).set(Place::policy, u"Unknown", 1U).set(Place::policy, u"Pins", std::vector<std::u16string>{}).set(Place::policy, u"Enabled", 0U);
  CHECK(found_values(values, Place::policy).size() == 3);
  const auto found = found_values(values, Place::policy, Reader::client);
  CHECK(found.size() == 2 && found[0].first == u"Server" && std::get<std::uint32_t>(found[0].second) == 7);
  CHECK(found_values(values, Place::machine).empty());
  CHECK(find_setting(u"server") == nullptr && find_setting(u"Server") != nullptr);
}

}  // namespace

int main() {
  nothing_set();
  the_policy_wins_over_the_machine();
  a_wrong_policy_does_not_fall_back_to_the_machine();
  a_mistake_says_what_would_be_right();
  numbers_at_their_limits();
  the_text_of_the_link();
  a_picture_lies_where_only_administrators_write();
  found_as_they_are();
}
