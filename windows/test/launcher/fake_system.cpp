#include "test/launcher/fake_system.h"

#include <windows.h>

#include <utility>

#include "core/text.h"
#include "launcher/wide.h"
#include "test/launcher/key_file.h"

namespace gatehouse {

namespace {

const Sid account_sid = u"S-1-5-21-1-2-3-1005";
const Sid this_logon = u"S-1-5-5-0-4711";

std::string name_of(Guarded object) {
  return object == Guarded::window_station ? "window station" : object == Guarded::desktop ? "desktop" : "named objects";
}

std::string at(Guarded object, std::uint32_t session, const Sid& sid) { return name_of(object) + " of session " + std::to_string(session) + " for " + utf8(sid); }

/// A token that processes can be made with: this one's own, again.
Token another(HANDLE token) {
  HANDLE out = nullptr;
  DuplicateTokenEx(token, MAXIMUM_ALLOWED, nullptr, SecurityImpersonation, TokenPrimary, &out);
  return out;
}

}  // namespace

Done FakeSystem::called(std::string_view name, const std::string& what) {
  calls.push_back(std::string(name) + (what.empty() ? "" : " ") + what);
  if (static_cast<int>(calls.size()) != fail_at) return {0, name};
  failed_call = name;
  return {ERROR_NOT_ENOUGH_SERVER_MEMORY, name};
}

Done FakeSystem::account(AccountState& out) {
  const Done done = called("account");
  if (done.ok()) out = {exists, enabled, exists ? account_sid : Sid()};
  return done;
}

Done FakeSystem::make_account(const Secret& password) {
  const Done done = called("make_account");
  if (!done.ok()) return done;
  exists = true;
  enabled = false;
  password_ = password.reveal();
  passwords.push_back(utf8(password_));
  return done;
}

Done FakeSystem::set_password(const Secret& password) {
  const Done done = called("set_password");
  if (!done.ok()) return done;
  password_ = password.reveal();
  passwords.push_back(utf8(password_));
  return done;
}

Done FakeSystem::enable_account(bool on) {
  const Done done = called("enable_account", on ? "yes" : "no");
  if (done.ok()) enabled = on;
  return done;
}

Done FakeSystem::delete_account() {
  const Done done = called("delete_account");
  if (done.ok()) exists = false;
  return done;
}

Done FakeSystem::groups_of_account(std::vector<Group>& out) {
  const Done done = called("groups_of_account");
  for (const std::u16string& group : groups) out.push_back({group, u"S-1-5-32-545"});
  return done;
}

Done FakeSystem::leave_group(const std::u16string& group) {
  const Done done = called("leave_group", utf8(group));
  if (done.ok()) groups.clear();
  return done;
}

Done FakeSystem::rights_of(const Sid& sid, std::vector<std::u16string>& out) {
  const Done done = called("rights_of", utf8(sid));
  out.assign(rights.begin(), rights.end());
  return done;
}

Done FakeSystem::give_right(const Sid& sid, const std::u16string& right) {
  const Done done = called("give_right", utf8(sid) + " " + utf8(right));
  if (done.ok()) rights.insert(right);
  return done;
}

Done FakeSystem::take_all_rights(const Sid& sid) {
  const Done done = called("take_all_rights", utf8(sid));
  if (done.ok()) rights.clear();
  return done;
}

Done FakeSystem::holders_of(const std::u16string& right, std::vector<Sid>& out) {
  const Done done = called("holders_of", utf8(right));
  out = right == u"SeDenyBatchLogonRight" ? denied : std::vector<Sid>{account_sid};
  return done;
}

Done FakeSystem::log_on(const Secret& password, Token& out) {
  const Done done = called("log_on");
  if (!done.ok()) return done;
  if (!exists || !enabled || password.reveal() != password_) return {ERROR_LOGON_FAILURE, "log_on"};
  if (rights.count(u"SeBatchLogonRight") == 0) return {ERROR_LOGON_TYPE_NOT_GRANTED, "log_on"};
  HANDLE own = nullptr;
  OpenProcessToken(GetCurrentProcess(), TOKEN_ALL_ACCESS, &own);
  out = another(own);
  CloseHandle(own);
  ++open_tokens;
  return done;
}

Done FakeSystem::without_privileges(Token token, Token& out) {
  const Done done = called("without_privileges");
  if (!done.ok()) return done;
  out = another(token);
  ++open_tokens;
  return done;
}

Done FakeSystem::put_in_session(Token, std::uint32_t session) { return called("put_in_session", std::to_string(session)); }

Done FakeSystem::logon_sid(Token, Sid& out) {
  const Done done = called("logon_sid");
  if (done.ok()) out = this_logon;
  return done;
}

void FakeSystem::close(Token token) {
  CloseHandle(token);
  --open_tokens;
}

Done FakeSystem::sessions(std::vector<std::uint32_t>& out) {
  const Done done = called("sessions");
  for (const auto& [session, person] : people) {
    if (done.ok()) out.push_back(session);
  }
  return done;
}

Done FakeSystem::token_of(std::uint32_t session, Token& out) {
  const Done done = called("token_of", std::to_string(session));
  out = nullptr;
  if (!done.ok() || people[session].empty()) return done;
  HANDLE own = nullptr;
  OpenProcessToken(GetCurrentProcess(), TOKEN_ALL_ACCESS, &own);
  out = another(own);
  CloseHandle(own);
  tokens_of_people_[out] = people[session];
  ++open_tokens;
  return done;
}

Done FakeSystem::person_of(Token token, Sid& out) {
  const Done done = called("person_of");
  if (done.ok()) out = tokens_of_people_[token];
  return done;
}

Done FakeSystem::environment_of(Token, std::u16string& out) {
  const Done done = called("environment_of");
  wchar_t* own = GetEnvironmentStringsW();
  const wchar_t* end = own;
  while (*end != L'\0') end += wcslen(end) + 1;
  out = narrow(own, static_cast<std::size_t>(end - own) + 1);
  FreeEnvironmentStringsW(own);
  return done;
}

Done FakeSystem::grant(Guarded object, std::uint32_t session, const Sid& sid) {
  // What says that it failed has done it all the same: it must be taken back too.
  granted.insert(at(object, session, sid));
  return called("grant", at(object, session, sid));
}

Done FakeSystem::take_back(Guarded object, std::uint32_t session, const Sid& sid) {
  const Done done = called("take_back", at(object, session, sid));
  if (done.ok()) granted.erase(at(object, session, sid));
  return done;
}

Done FakeSystem::end_processes_of(const Sid& sid, std::uint32_t& ended) {
  const Done done = called("end_processes_of", utf8(sid));
  if (done.ok()) ended = std::exchange(processes_outside, 0);
  return done;
}

Done FakeSystem::load_profile(Token, Profile& out) {
  // As with rights: one that failed may have left something.
  profile_is_there = true;
  out.folder = folder_ + u"\\profile";
  for (const char16_t* part : {u"", u"\\AppData", u"\\AppData\\Local", u"\\AppData\\Local\\Temp"}) CreateDirectoryW(wide(out.folder + part), nullptr);
  const Done done = called("load_profile");
  profile_is_loaded = done.ok();
  return done;
}

Done FakeSystem::unload_profile(Token, const Profile&) {
  profile_is_loaded = false;
  return called("unload_profile");
}

Done FakeSystem::delete_profile(const Sid& sid) {
  const Done done = called("delete_profile", utf8(sid));
  // Its files are left to the launcher, as Windows leaves those that it cannot delete.
  if (done.ok()) profile_is_there = false;
  return done;
}

Done FakeSystem::open_key(const std::u16string& name, MachineKey& out) {
  const Done done = called("open_key", utf8(name));
  if (done.ok() && key_file::read(folder_, name, out.key)) out.kind = MachineKey::Kind::software;
  return done;
}

Done FakeSystem::make_key(const std::u16string& name, MachineKey& out) {
  const Done done = called("make_key", utf8(name));
  if (done.ok() && key_file::make(folder_, name, out.key)) out.kind = MachineKey::Kind::software;
  return done;
}

Done FakeSystem::sign(const std::u16string& name, const Bits256& digest, Signature& out) {
  const Done done = called("sign", utf8(name));
  if (done.ok() && !key_file::sign(folder_, name, digest, out)) return {1, "sign"};
  return done;
}

Done FakeSystem::delete_key(const std::u16string& name) {
  const Done done = called("delete_key", utf8(name));
  if (done.ok()) key_file::remove(folder_, name);
  return done;
}

Done FakeSystem::access_of(const std::u16string& folder, std::string& out) {
  out = "D:P(A;;FA;;;SY)";
  return called("access_of", utf8(folder));
}

Done FakeSystem::joined(bool& out) {
  out = true;
  return called("joined");
}

Done FakeSystem::failed_sign_ins_audited(bool& out) {
  out = true;
  return called("failed_sign_ins_audited");
}

Done FakeSystem::code_integrity(std::uint32_t& out) {
  out = 1;
  return called("code_integrity");
}

void FakeSystem::tell(Event event, std::string_view text) { events.push_back(std::to_string(static_cast<int>(event)) + " " + std::string(text)); }

}  // namespace gatehouse
