#include "launcher/logon.h"

#include <windows.h>

#include "launcher/remove_folder.h"
#include "launcher/words.h"

namespace gatehouse {

Logon::~Logon() {
  if (token_ != nullptr) system_.close(token_);
}

bool Logon::open(const KioskAccount& account, std::uint32_t session) {
  Token full = nullptr;
  if (const Done done = system_.log_on(account.password(), full); !done.ok()) return failed(done);
  const Done done = system_.without_privileges(full, token_);
  system_.close(full);
  if (!done.ok()) return failed(done);
  if (const Done moved = system_.put_in_session(token_, session); !moved.ok()) return failed(moved);
  if (const Done found = system_.logon_sid(token_, sid_); !found.ok()) return failed(found);
  return true;
}

bool Logon::failed(const Done& done) {
  system_.tell(Event::logon_failed, words_of(done));
  return false;
}

RunProfile::~RunProfile() {
  if (!loaded_) return;
  end_processes(system_, account_);
  if (const Done done = system_.unload_profile(token_, profile_); !done.ok()) system_.tell(Event::account_failed, words_of(done));
  delete_profile(system_, account_);
  if (!remove_folder(profile_.folder)) system_.tell(Event::account_failed, "something of the profile's folder is left");
}

bool RunProfile::load() {
  const Done done = system_.load_profile(token_, profile_);
  // Also where it says that it failed: it may have made a part of it.
  loaded_ = true;
  if (!done.ok()) system_.tell(Event::account_failed, words_of(done));
  return done.ok();
}

void end_processes(System& system, const Sid& account) {
  std::uint32_t ended = 0;
  if (const Done done = system.end_processes_of(account, ended); !done.ok()) system.tell(Event::account_failed, words_of(done));
  if (ended > 0) system.tell(Event::account_repaired, std::to_string(ended) + " of its programs ran where they should not, and were ended");
}

void delete_profile(System& system, const Sid& account) {
  constexpr int tries = 3;
  constexpr DWORD pause = 300;
  for (int left = tries; left > 0; --left) {
    const Done done = system.delete_profile(account);
    if (done.ok()) return;
    if (left == 1) system.tell(Event::account_failed, words_of(done));
    if (left > 1) Sleep(pause);
  }
}

}  // namespace gatehouse
