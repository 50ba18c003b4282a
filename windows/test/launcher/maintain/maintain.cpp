// What the launcher does for the installation (`--install`, `--repair`, `--uninstall`), once as it should go and once for each call that
// fails on the way; and how it removes a folder that is not easily removed.
#include <windows.h>

#include <cstdio>

#include "core/text.h"
#include "launcher/maintain.h"
#include "launcher/remove_folder.h"
#include "launcher/state.h"
#include "launcher/wide.h"
#include "system/registry_key.h"
#include "test/check.h"
#include "test/launcher/fake_system.h"
#include "test/launcher/own_folder.h"
#include "test/launcher/setting.h"

using namespace gatehouse;

namespace {

constexpr wchar_t own_key[] = L"SOFTWARE\\Gatehouse";
constexpr wchar_t policy_key[] = L"SOFTWARE\\Policies\\Gatehouse";

bool is_there(const wchar_t* path) { return static_cast<bool>(RegistryKey(path, KEY_QUERY_VALUE)); }

void write_policy() {
  HKEY key = nullptr;
  CHECK(RegCreateKeyExW(HKEY_LOCAL_MACHINE, policy_key, 0, nullptr, 0, KEY_SET_VALUE | KEY_WOW64_64KEY, nullptr, &key, nullptr) == ERROR_SUCCESS);
  RegCloseKey(key);
}

void write_strikes() {
  HKEY key = nullptr;
  CHECK(RegOpenKeyExW(HKEY_LOCAL_MACHINE, L"SOFTWARE\\Gatehouse\\State", 0, KEY_SET_VALUE | KEY_WOW64_64KEY, &key) == ERROR_SUCCESS);
  const DWORD five = 5;
  CHECK(RegSetValueExW(key, L"Strikes", 0, REG_DWORD, reinterpret_cast<const BYTE*>(&five), sizeof(five)) == ERROR_SUCCESS);
  RegCloseKey(key);
}

bool has_strikes() {
  DWORD kind = 0;
  std::vector<std::uint8_t> data;
  return RegistryKey(L"SOFTWARE\\Gatehouse\\State", KEY_QUERY_VALUE).read(L"Strikes", kind, data) == ERROR_SUCCESS;
}

/// A machine that was used: two keys were made, a run was killed, a policy is there, the provider has had its five strikes.
void use(FakeSystem& system) {
  write_policy();
  write_setting(L"Server", "https://reset.corp.example");
  CHECK(state::make() == 0);
  MachineKey key;
  for (const char16_t* name : {u"Gatehouse Device Key 1", u"Gatehouse Device Key 2"}) CHECK(system.make_key(name, key).ok());
  CHECK(state::keep(u"KeysMade", std::uint64_t{2}) && state::keep(u"Device", u"0b7e1f6e-3a52-4ef5-9d6c-0f0f0f0f0f0f"));
  write_strikes();
  system.calls.clear();
  system.exists = true;
  system.enabled = true;
  system.profile_is_there = true;
  system.processes_outside = 1;
  system.groups = {u"Users"};
  system.rights = {u"SeBatchLogonRight"};
}

bool has_key(FakeSystem& system, const char16_t* name) {
  system.fail_at = 0;
  MachineKey key;
  return system.open_key(name, key).ok() && key.kind != MachineKey::Kind::none;
}

/// @returns calls that it made
std::size_t try_uninstall(int fail_at) {
  FakeSystem system(own_folder());
  use(system);
  system.fail_at = fail_at;
  uninstall(system);
  const std::size_t calls = system.calls.size();
  const std::string failed = system.failed_call;
  std::printf("uninstall %d %s\n", fail_at, failed.c_str());

  // Whatever fails, all else is done.
  CHECK(!is_there(own_key));
  CHECK(is_there(policy_key));
  CHECK(system.exists == (failed == "delete_account"));
  // Of an account that Windows does not tell, nothing more is known: it is deleted, and its profile and rights mean nothing any more.
  if (failed != "account") {
    CHECK(system.profile_is_there == false);
    CHECK((system.processes_outside == 0) == (failed != "end_processes_of"));
    CHECK(system.rights.empty() == (failed != "take_all_rights"));
  }
  CHECK((failed == "delete_key") == (has_key(system, u"Gatehouse Device Key 1") || has_key(system, u"Gatehouse Device Key 2")));
  // Beside that of the program that ran.
  const std::size_t told = failed == "account" || failed == "end_processes_of" ? 0 : 1;
  CHECK(system.events.size() == told + (failed.empty() || failed == "delete_profile" ? 0 : 1));
  return calls;
}

/// @returns calls that it made
std::size_t try_repair(int fail_at) {
  FakeSystem system(own_folder());
  use(system);
  system.rights = {};
  system.fail_at = fail_at;
  const bool done = repair(system);
  std::printf("repair %d %s\n", fail_at, system.failed_call.c_str());
  CHECK(!has_strikes());
  // The last of its calls disables the account, and is told where it fails.
  CHECK(!system.enabled || system.failed_call == "enable_account");
  if (fail_at == 0) CHECK(done && system.groups.empty() && system.rights.count(u"SeBatchLogonRight") == 1 && !system.enabled);
  if (fail_at != 0) CHECK(!system.events.empty());
  return system.calls.size();
}

void try_install() {
  FakeSystem system(own_folder());
  remove_settings();
  CHECK(install(system));
  CHECK(is_there(L"SOFTWARE\\Gatehouse\\State"));
  // Nothing of the account is made before somebody needs it.
  CHECK(system.calls.empty());
  CHECK(install(system));
}

void make_folder(const std::u16string& path) { CHECK(CreateDirectoryW(wide(path), nullptr) != FALSE); }

void make_file(const std::u16string& path) {
  const Handle file(CreateFileW(wide(path), GENERIC_WRITE, 0, nullptr, CREATE_NEW, 0, nullptr));
  CHECK(static_cast<bool>(file));
}

void try_remove_folder() {
  const std::u16string folder = own_folder() + u"\\removed";
  const std::u16string beyond = u"\\\\?\\" + folder;
  make_folder(folder);
  // Longer than MAX_PATH.
  std::u16string deep = beyond;
  for (int level = 0; level < 8; ++level) {
    deep += u"\\" + std::u16string(60, u'd');
    make_folder(deep);
  }
  make_file(deep + u"\\file");
  make_file(folder + u"\\read-only.txt");
  CHECK(SetFileAttributesW(wide(folder + u"\\read-only.txt"), FILE_ATTRIBUTE_READONLY | FILE_ATTRIBUTE_HIDDEN) != FALSE);
  make_folder(folder + u"\\read-only");
  CHECK(SetFileAttributesW(wide(folder + u"\\read-only"), FILE_ATTRIBUTE_READONLY) != FALSE);
  // Win32 would take the point away.
  make_file(beyond + u"\\ends with a point.");

  CHECK(remove_folder(folder));
  CHECK(GetFileAttributesW(wide(folder)) == INVALID_FILE_ATTRIBUTES);
  CHECK(remove_folder(folder));

  // What somebody holds stays, and that is said.
  make_folder(folder);
  {
    const Handle held(CreateFileW(wide(folder + u"\\held"), GENERIC_WRITE, 0, nullptr, CREATE_NEW, 0, nullptr));
    CHECK(!remove_folder(folder));
  }
  CHECK(remove_folder(folder));
}

/// left-behind.test.ts has put a link into it, which leads out of it.
void try_links() {
  const std::u16string folder = own_folder() + u"\\linked";
  CHECK(GetFileAttributesW(wide(folder + u"\\out\\kept.txt")) != INVALID_FILE_ATTRIBUTES);
  (void)remove_folder(folder);
}

}  // namespace

int wmain() {
  const int uninstalling = static_cast<int>(try_uninstall(0));
  CHECK(uninstalling == 7);
  for (int at = 1; at <= uninstalling; ++at) try_uninstall(at);
  const int repairing = static_cast<int>(try_repair(0));
  CHECK(repairing > 5);
  for (int at = 1; at <= repairing; ++at) try_repair(at);
  try_install();
  try_remove_folder();
  try_links();
  std::puts("all");
  return 0;
}
