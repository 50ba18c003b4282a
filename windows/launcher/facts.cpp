#include "launcher/facts.h"

#include <windows.h>

#include <algorithm>

#include "core/json.h"
#include "core/text.h"
#include "core/value_json.h"
#include "launcher/facts-values.h"
#include "launcher/machine_values.h"
#include "launcher/one_instance.h"
#include "launcher/state.h"
#include "launcher/wide.h"
#include "system/registry_values.h"

namespace gatehouse {

namespace {

/// In place of what Windows did not tell.
void untold(JsonWriter& json, const Done& done) { json.begin_object().name("failed").number(done.code).end_object(); }

void add_settings(JsonWriter& json, const char* name, Place place) {
  json.name(name).begin_object();
  for (const auto& [own, value] : found_values(RegistryValues(), place)) {
    json.name(utf8(own));
    // Whoever has it can make a machine known: only that it is there.
    if (own == u"EnrolmentCode") {
      json.boolean(true);
    } else {
      write_value(json, value);
    }
  }
  json.end_object();
}

void add_registry(JsonWriter& json) {
  json.name("registry").begin_object();
  std::u16string_view open;
  for (const FactsValue& what : facts_values) {
    const std::optional<Value> value = machine_value(what.key, what.name);
    if (!value) continue;
    if (what.key != open) {
      if (!open.empty()) json.end_object();
      json.name(utf8(what.key)).begin_object();
      open = what.key;
    }
    json.name(utf8(what.name));
    write_value(json, *value);
  }
  if (!open.empty()) json.end_object();
  json.end_object();
}

void add_sids(JsonWriter& json, const char* name, const std::vector<Sid>& sids) {
  json.name(name).begin_list();
  for (const Sid& sid : sids) json.text(sid);
  json.end_list();
}

void add_account(JsonWriter& json, System& system, const std::u16string& folder) {
  json.name("account");
  AccountState account;
  if (const Done done = system.account(account); !done.ok()) return untold(json, done);
  if (!account.exists) {
    json.null();
    return;
  }
  std::vector<Group> groups;
  if (const Done done = system.groups_of_account(groups); !done.ok()) return untold(json, done);
  std::vector<Sid> sids;
  sids.reserve(groups.size());
  for (const Group& group : groups) sids.push_back(group.sid);
  if (std::find(sids.begin(), sids.end(), Sid()) != sids.end()) return untold(json, {ERROR_NONE_MAPPED, "LookupAccountNameW"});

  json.begin_object().name("sid").text(account.sid).name("enabled").boolean(account.enabled);
  add_sids(json, "groups", sids);
  json.name("running").boolean(OneInstance::runs(folder)).end_object();
}

void add_rights(JsonWriter& json, System& system) {
  json.name("rights");
  std::vector<Sid> batch;
  std::vector<Sid> denied;
  Done done = system.holders_of(u"SeBatchLogonRight", batch);
  if (done.ok()) done = system.holders_of(u"SeDenyBatchLogonRight", denied);
  if (!done.ok()) return untold(json, done);
  json.begin_object();
  add_sids(json, "batch", batch);
  add_sids(json, "denyBatch", denied);
  json.end_object();
}

void add_rules(JsonWriter& json, const char* name, const std::u16string& collection) {
  const std::u16string key = u"SOFTWARE\\Policies\\Microsoft\\Windows\\SrpV2\\" + collection;
  json.name(name).begin_object();
  const std::optional<Value> mode = machine_value(key, u"EnforcementMode");
  if (const auto* number = mode ? std::get_if<std::uint32_t>(&*mode) : nullptr) json.name("mode").number(*number);
  json.name("rules").begin_list();
  for (const std::u16string& rule : machine_keys(key)) {
    const std::optional<Value> value = machine_value(key + u"\\" + rule, u"Value");
    if (const auto* xml = value ? std::get_if<std::u16string>(&*value) : nullptr) json.text(*xml);
  }
  json.end_list().end_object();
}

void add_device(JsonWriter& json, System& system) {
  json.name("device");
  MachineKey key;
  const std::optional<std::u16string> name = state::text(u"DeviceKey");
  if (name) {
    if (const Done done = system.open_key(*name, key); !done.ok()) return untold(json, done);
  }
  json.begin_object().name("key").text(std::string_view(key.kind == MachineKey::Kind::tpm ? "tpm" : key.kind == MachineKey::Kind::software ? "software" : "none"));
  if (const std::optional<std::u16string> id = state::text(u"Device")) json.name("id").text(*id);
  json.end_object();
}

std::int64_t build_of_windows() {
  const std::optional<Value> value = machine_value(u"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion", u"CurrentBuildNumber");
  const auto* text = value ? std::get_if<std::u16string>(&*value) : nullptr;
  return text == nullptr ? 0 : std::strtoll(utf8(*text).c_str(), nullptr, 10);
}

std::int64_t strikes() {
  const std::optional<Value> value = machine_value(u"SOFTWARE\\Gatehouse\\State", u"Strikes");
  const auto* number = value ? std::get_if<std::uint32_t>(&*value) : nullptr;
  return number == nullptr ? 0 : *number;
}

}  // namespace

std::string facts(System& system, const std::u16string& folder) {
  JsonWriter json;
  bool joined = false;
  // A workgroup where it is not told: then nobody is told to look for a controller.
  if (!system.joined(joined).ok()) joined = false;
  json.begin_object().name("version").number(1);
  json.name("windows").begin_object().name("build").number(build_of_windows()).name("joined").boolean(joined).end_object();

  json.name("folder").begin_object().name("path").text(folder).name("acl");
  std::string access;
  if (const Done done = system.access_of(folder, access); done.ok()) json.text(access);
  else untold(json, done);
  json.end_object();

  add_settings(json, "policy", Place::policy);
  add_settings(json, "machine", Place::machine);
  add_registry(json);
  json.name("strikes").number(strikes());
  add_account(json, system, folder);
  add_rights(json, system);

  json.name("auditing");
  bool audited = false;
  if (const Done done = system.failed_sign_ins_audited(audited); done.ok()) json.begin_object().name("failedSignIns").boolean(audited).end_object();
  else untold(json, done);

  json.name("codeIntegrity");
  std::uint32_t options = 0;
  if (const Done done = system.code_integrity(options); done.ok()) json.number(options);
  else untold(json, done);

  json.name("appLocker").begin_object();
  add_rules(json, "exe", u"Exe");
  add_rules(json, "dll", u"Dll");
  json.end_object();
  add_device(json, system);
  return json.end_object().take();
}

}  // namespace gatehouse
