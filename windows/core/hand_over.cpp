#include "core/hand_over.h"

#include "core/json.h"
#include "core/text.h"
#include "core/value_json.h"

namespace gatehouse {

namespace {

void write(JsonWriter& json, std::string_view name, const FoundValues& values) {
  json.name(name).begin_object();
  for (const auto& [own, value] : values) {
    json.name(utf8(own));
    write_value(json, value);
  }
  json.end_object();
}

void write_key(JsonWriter& json, std::string key) {
  json.name("key").raw(key);
  wipe(key);
}

void write_device(JsonWriter& json, const HandOver& hand_over) {
  if (const auto* own = std::get_if<PublicKey>(&hand_over.device)) {
    json.name("device").begin_object();
    write_key(json, jwk(*own));
    json.end_object();
  } else if (const auto* enrolled = std::get_if<Enrolled>(&hand_over.device)) {
    json.name("device").begin_object().name("id").text(enrolled->id).name("ticket").text(enrolled->ticket);
    write_key(json, jwk(enrolled->key));
    json.end_object();
  }
}

}  // namespace

std::optional<std::string> first_line(const HandOver& hand_over) {
  JsonWriter json(longest_hand_over);
  json.begin_object().name("version").number(1);
  write(json, "policy", hand_over.policy);
  write(json, "machine", hand_over.machine);
  if (hand_over.selected_user) json.name("selectedUser").text(*hand_over.selected_user);
  if (!hand_over.languages.empty()) {
    json.name("languages").begin_list();
    for (const std::u16string& language : hand_over.languages) json.text(language);
    json.end_list();
  }
  if (hand_over.layout) json.name("layout").text(*hand_over.layout);
  if (hand_over.contrast) json.name("contrast").boolean(*hand_over.contrast);
  if (hand_over.scale) json.name("scale").number(*hand_over.scale);
  write_device(json, hand_over);
  json.end_object();

  std::string line = json.take();
  if (line.size() + 1 > longest_hand_over) {
    wipe(line);
    return std::nullopt;
  }
  line.push_back('\n');
  return line;
}

std::string proof_line(std::string_view proof) { return JsonWriter().begin_object().name("proof").text(proof).end_object().take() + "\n"; }

}  // namespace gatehouse
