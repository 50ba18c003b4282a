#include "launcher/maintain.h"

#include "launcher/account.h"
#include "launcher/device.h"
#include "launcher/given_lists.h"
#include "launcher/logon.h"
#include "launcher/state.h"
#include "launcher/words.h"

namespace gatehouse {

namespace {

bool told(System& system, const Done& done) {
  if (!done.ok()) system.tell(Event::account_failed, words_of(done));
  return done.ok();
}

}  // namespace

bool install(System& system) { return told(system, {state::make(), "RegCreateKeyExW"}) && told(system, {take_given_lists(), "RegSetValueExW"}); }

bool repair(System& system) {
  if (!install(system)) return false;
  // Of the provider (windows/provider): how often in a row it was loaded and not heard of again.
  state::forget(u"Strikes");
  state::forget(u"StrikesVersion");
  return KioskAccount(system).ready();
}

void uninstall(System& system) {
  AccountState account;
  const bool is_known = told(system, system.account(account));
  if (is_known && account.exists) {
    end_processes(system, account.sid);
    delete_profile(system, account.sid);
    (void)told(system, system.take_all_rights(account.sid));
  }
  // That there is none is no error: so also where Windows did not say whether it is there.
  if (!is_known || account.exists) (void)told(system, system.delete_account());
  forget_device(system);
  remove_settings();
}

}  // namespace gatehouse
