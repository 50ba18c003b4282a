#include "launcher/launcher.h"

#include "core/hand_over.h"
#include "core/text.h"
#include "core/values.h"
#include "launcher/account.h"
#include "launcher/client.h"
#include "launcher/conversation.h"
#include "launcher/device.h"
#include "launcher/environment.h"
#include "launcher/granted.h"
#include "launcher/grants.h"
#include "launcher/logon.h"
#include "launcher/one_instance.h"
#include "launcher/state.h"
#include "launcher/surroundings.h"
#include "launcher/words.h"
#include "system/registry_values.h"
#include "system/safe_folders.h"

namespace gatehouse {

namespace {

/// The provider's "One moment…" must not outlive what it stands in for.
struct TakesItAway {
  HANDLE ready;
  ~TakesItAway() {
    if (ready != nullptr) SetEvent(ready);
  }
};

Settings read_all(System& system, const RegistryValues& registry) {
  Settings settings = read_settings(registry, safe_folders());
  for (const Mistake& mistake : settings.mistakes) {
    system.tell(Event::setting_wrong, utf8(mistake.name) + (mistake.place == Place::policy ? " (policy) " : " (machine) ") + mistake.what);
  }
  return settings;
}

std::optional<std::u16string> code_of(const RegistryValues& registry) {
  std::optional<std::u16string> code = value_of<std::u16string>(u"EnrolmentCode", registry);
  return code && code->empty() ? std::nullopt : code;
}

std::optional<std::string> hand_over_of(const RegistryValues& registry, const Request& request, Device& device) {
  HandOver hand_over;
  hand_over.policy = found_values(registry, Place::policy, Reader::client);
  hand_over.machine = found_values(registry, Place::machine, Reader::client);
  hand_over.selected_user = request.user;
  look_around(hand_over);
  hand_over.device = device.begin();
  return first_line(hand_over);
}

bool failed(System& system, const Done& done) {
  system.tell(Event::account_failed, words_of(done));
  return false;
}

bool start(System& system, Client& client, const Start& what, std::optional<std::string> line) {
  if (!line) return failed(system, {ERROR_BUFFER_OVERFLOW, "hand-over"});
  Done done = client.start(what);
  if (done.ok()) done = client.write(*line);
  if (done.ok()) done = client.resume();
  wipe(*line);
  return done.ok() || failed(system, done);
}

}  // namespace

Outcome launch(System& system, const Request& request, const Setup& setup) {
  const TakesItAway in_every_case{request.ready};
  const OneInstance only(setup.folder);
  if (!only.is_ours()) return Outcome::gave_way;

  if (const std::uint32_t error = state::make(); error != 0) system.tell(Event::account_failed, words_of({error, "RegCreateKeyExW"}));
  Places places = places_of_this_machine();
  const RegistryValues registry;
  const Settings settings = read_all(system, registry);
  take_back_what_was_left(system);

  // What is made first goes last: the client has ended before its rights are taken back, these before its profile is deleted, and the
  // account is disabled in the end, where it was not before.
  KioskAccount account(system);
  if (!account.ready()) return Outcome::failed;
  end_processes(system, account.sid());
  delete_profile(system, account.sid());

  Logon logon(system);
  if (!logon.open(account, request.session)) return Outcome::failed;
  RunProfile profile(system, logon.token(), account.sid());
  if (!profile.load()) return Outcome::failed;
  places.profile = profile.folder();
  account.disable();

  const RememberGranted remember(request.session, logon.sid());
  Grants grants(system, request.session, logon.sid());
  if (!grants.give()) return Outcome::failed;

  Device device(system, settings.server.value_or(""), code_of(registry));
  Client client;
  const Start what = {logon.token(), setup.folder + u"\\Gatehouse.exe", setup.desktop, environment_block(places)};
  if (!start(system, client, what, hand_over_of(registry, request, device))) return Outcome::failed;
  system.tell(Event::client_started, "session " + std::to_string(request.session));

  Limits limits = setup.limits;
  if (setup.limit_by_settings) limits.run = std::uint64_t{settings.limit_minutes} * 60'000;
  Conversation(system, client, device, limits, request.ready, request.stop).hold();
  return Outcome::ended;
}

}  // namespace gatehouse
