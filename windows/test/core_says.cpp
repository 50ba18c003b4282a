// What the portable core makes of what it is given, for tests that compare it with the TypeScript side.
// The first argument says what; the rest comes line by line on standard input, and each answer is a line of JSON.
#include <array>
#include <iostream>
#include <string>

#include "core/base64url.h"
#include "core/hand_over.h"
#include "core/json.h"
#include "core/languages.h"
#include "core/text.h"
#include "core/ticket.h"
#include "core/url.h"
#include "core/values.h"
#include "test/fake_values.h"

namespace {

using gatehouse::JsonWriter;
using gatehouse::Place;

/// Cuts `text` at the first tab. @returns what was before it
std::string first_of(std::string& text) {
  const std::size_t end = std::min(text.find('\t'), text.size());
  std::string first = text.substr(0, end);
  text.erase(0, end + 1);
  return first;
}

std::u16string wide(const std::string& text) { return gatehouse::utf16(text).value_or(std::u16string()); }

void set_values(gatehouse::test::FakeValues& found, std::string line) {
  while (!line.empty()) {
    const Place place = first_of(line) == "policy" ? Place::policy : Place::machine;
    const std::u16string name = wide(first_of(line));
    const auto kind = static_cast<std::uint32_t>(std::stoul(first_of(line)));
    const auto data = gatehouse::from_base64url(first_of(line)).value_or(std::vector<std::uint8_t>());
    found.set(place, name, gatehouse::value_from_registry(kind, data));
  }
}

/// BCP 47 tags, tabs between them.
void languages(std::string line) {
  std::vector<std::u16string> wanted;
  while (!line.empty()) wanted.push_back(wide(first_of(line)));
  const std::u16string_view best = gatehouse::best_language(wanted);
  std::cout << JsonWriter()
                   .begin_object()
                   .name("tag").text(best)
                   .name("link").text(gatehouse::link_text(best))
                   .name("waiting").text(gatehouse::waiting_text(best))
                   .name("rightToLeft").boolean(gatehouse::is_right_to_left(best))
                   .end_object()
                   .take()
            << '\n';
}

/// An address, which may have anything in it but a line break.
void origin(const std::string& line) {
  const std::optional<std::string> found = gatehouse::https_origin(wide(line));
  std::cout << (found ? JsonWriter().text(*found) : JsonWriter().null()).take() << '\n';
}

gatehouse::Bits256 bits(const std::string& text) {
  gatehouse::Bits256 out{};
  const auto bytes = gatehouse::from_base64url(text);
  if (bytes && bytes->size() == out.size()) std::copy(bytes->begin(), bytes->end(), out.begin());
  return out;
}

/// What would be signed: `x y thumbprint device server number nonce person jti's-bytes now`.
void signed_texts(std::string line) {
  const gatehouse::PublicKey key = {bits(first_of(line)), bits(first_of(line))};
  const gatehouse::Bits256 thumbprint = bits(first_of(line));
  const std::string device = first_of(line);
  const std::string server = first_of(line);
  const std::int64_t number = std::stoll(first_of(line));
  const std::string nonce = first_of(line);
  const std::string person = first_of(line);
  const auto random = gatehouse::from_base64url(first_of(line));
  std::array<std::uint8_t, 16> jti{};
  if (random && random->size() == jti.size()) std::copy(random->begin(), random->end(), jti.begin());

  const gatehouse::Sign sign = [](std::string_view) { return gatehouse::Signature(); };
  const auto ticket = gatehouse::ticket({device, server, key, number}, sign, [&thumbprint](std::string_view) { return thumbprint; });
  const auto proof = gatehouse::enrolment_proof({server, key, nonce, jti, std::stoll(line)}, sign);
  const auto reminder = gatehouse::reminder_ticket({device, server, person, number}, sign);
  std::cout << JsonWriter()
                   .begin_object()
                   .name("ticket").text(ticket.value_or(""))
                   .name("reminder").text(reminder.value_or(""))
                   .name("proof").text(proof.value_or(""))
                   .name("hashed").text(gatehouse::thumbprint_input(key))
                   .end_object()
                   .take()
            << '\n';
}

/// `user languages layout contrast scale device x y d id ticket`, then the client's values as `values` has them. What is empty is not handed over; languages with commas.
void hand_over(std::string line) {
  gatehouse::HandOver out;
  const auto given = [&line] { return wide(first_of(line)); };
  if (const std::u16string user = given(); !user.empty()) out.selected_user = user;
  for (std::string list = first_of(line); !list.empty();) {
    const std::size_t end = std::min(list.find(','), list.size());
    out.languages.push_back(wide(list.substr(0, end)));
    list.erase(0, end + 1);
  }
  if (const std::u16string layout = given(); !layout.empty()) out.layout = layout;
  if (const std::string contrast = first_of(line); !contrast.empty()) out.contrast = contrast == "1";
  if (const std::string scale = first_of(line); !scale.empty()) out.scale = static_cast<std::uint32_t>(std::stoul(scale));
  const std::string device = first_of(line);
  const gatehouse::PublicKey key = {bits(first_of(line)), bits(first_of(line))};
  const gatehouse::Bits256 own = bits(first_of(line));
  const std::string id = first_of(line);
  const std::string ticket = first_of(line);
  if (device == "known") out.device = gatehouse::Enrolled{id, ticket, {key, own}};
  if (device == "unknown") out.device = key;
  gatehouse::test::FakeValues found;
  set_values(found, line);
  out.policy = found_values(found, Place::policy, gatehouse::Reader::client);
  out.machine = found_values(found, Place::machine, gatehouse::Reader::client);
  std::cout << gatehouse::first_line(out).value_or("null\n");
}

/// What is set, `place name kind data` one after the other: data as the registry has it, in base64url; `C:\Windows` is a safe folder.
void values(const std::string& line) {
  gatehouse::test::FakeValues found;
  set_values(found, line);
  const gatehouse::Settings settings = gatehouse::read_settings(found, {u"C:\\Program Files", u"C:\\Windows"});
  JsonWriter json;
  json.begin_object().name("Enabled").number(settings.enabled ? 1 : 0).name("ShowAfterFailures").number(settings.show_after_failures);
  json.name("LimitMinutes").number(settings.limit_minutes).name("ReminderDays").number(settings.reminder_days);
  if (settings.link_text) json.name("LinkText").text(*settings.link_text);
  if (settings.picture) json.name("Picture").text(*settings.picture);
  if (settings.server) json.name("Server").text(*settings.server);
  json.name("mistakes").begin_list();
  for (const gatehouse::Mistake& mistake : settings.mistakes) {
    json.begin_object().name("name").text(mistake.name).name("place").text(mistake.place == Place::policy ? "policy" : "machine").name("what").text(mistake.what).end_object();
  }
  std::cout << json.end_list().end_object().take() << '\n';
}

}  // namespace

int main(int count, char** arguments) {
  const std::string what = count == 2 ? arguments[1] : "";
  for (std::string line; std::getline(std::cin, line);) {
    if (what == "languages") languages(line);
    else if (what == "hand-over") hand_over(line);
    else if (what == "origin") origin(line);
    else if (what == "signed") signed_texts(line);
    else if (what == "values") values(line);
    else return 2;
  }
  return 0;
}
