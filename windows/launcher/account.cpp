#include "launcher/account.h"

#include <algorithm>

#include "core/text.h"
#include "launcher/random.h"
#include "launcher/words.h"

namespace gatehouse {

namespace {

constexpr std::u16string_view batch_right = u"SeBatchLogonRight";
constexpr std::u16string_view batch_refused = u"SeDenyBatchLogonRight";

/// Everyone, Authenticated Users, Local account, BATCH, Users (which has Authenticated Users in it): "Well-known SIDs", Microsoft Learn.
constexpr std::u16string_view every_account[] = {u"S-1-1-0", u"S-1-5-11", u"S-1-5-113", u"S-1-5-3", u"S-1-5-32-545"};

}  // namespace

bool make_password(Secret& out) {
  constexpr std::u16string_view letters = u"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  static_assert(letters.size() == 64);
  std::array<std::uint8_t, 32> random{};
  if (!fill_random(random.data(), random.size())) return false;
  for (const std::uint8_t byte : random) out.add(letters[byte % letters.size()]);
  for (const char16_t letter : std::u16string_view(u"Aa1-")) out.add(letter);
  wipe(random);
  return true;
}

Sid in_the_way(const std::vector<Sid>& denied, const Sid& account) {
  for (const Sid& sid : denied) {
    if (sid == account || std::find(std::begin(every_account), std::end(every_account), sid) != std::end(every_account)) return sid;
  }
  return {};
}

KioskAccount::~KioskAccount() {
  if (may_exist_ && !is_disabled_) disable();
}

void KioskAccount::disable() {
  // Once more: the security database answers now and then that it is busy.
  is_disabled_ = system_.enable_account(false).ok();
  if (is_disabled_) return;
  const Done done = system_.enable_account(false);
  is_disabled_ = done.ok();
  if (!is_disabled_) failed(done);
}

bool KioskAccount::ready() {
  if (!make_password(password_)) return failed({1, "BCryptGenRandom"});
  if (!make_or_renew() || !leave_groups() || !may_log_on()) return false;
  if (const Done done = system_.enable_account(true); !done.ok()) return failed(done);
  return true;
}

bool KioskAccount::make_or_renew() {
  AccountState state;
  const Done asked = system_.account(state);
  // What cannot be asked for may be there, enabled by a run that was killed.
  may_exist_ = state.exists || !asked.ok();
  if (!asked.ok()) return failed(asked);
  if (state.exists) {
    if (state.enabled) system_.tell(Event::account_repaired, "it was enabled while nobody used it");
    if (const Done done = system_.set_password(password_); !done.ok()) return failed(done);
    sid_ = state.sid;
    return true;
  }

  if (const Done done = system_.make_account(password_); !done.ok()) return failed(done);
  may_exist_ = true;
  if (const Done done = system_.account(state); !done.ok()) return failed(done);
  sid_ = state.sid;
  system_.tell(Event::account_repaired, "it did not exist");
  return true;
}

bool KioskAccount::leave_groups() {
  std::vector<Group> groups;
  if (const Done done = system_.groups_of_account(groups); !done.ok()) return failed(done);
  for (const Group& group : groups) {
    if (const Done done = system_.leave_group(group.name); !done.ok()) return failed(done);
    system_.tell(Event::account_repaired, "it was in the group " + utf8(group.name));
  }
  return true;
}

bool KioskAccount::may_log_on() {
  std::vector<std::u16string> rights;
  if (const Done done = system_.rights_of(sid_, rights); !done.ok()) return failed(done);
  if (std::find(rights.begin(), rights.end(), batch_right) == rights.end()) {
    if (const Done done = system_.give_right(sid_, std::u16string(batch_right)); !done.ok()) return failed(done);
    system_.tell(Event::account_repaired, "it had no right to log on as a batch job");
  }

  std::vector<Sid> denied;
  if (const Done done = system_.holders_of(std::u16string(batch_refused), denied); !done.ok()) return failed(done);
  // A refusal wins over the right, and a policy that says so is not ours to overrule.
  if (const Sid refused = in_the_way(denied, sid_); !refused.empty()) {
    system_.tell(Event::logon_failed, "\"Deny log on as a batch job\" is set for " + utf8(refused));
    return false;
  }
  return true;
}

bool KioskAccount::failed(const Done& done) {
  system_.tell(Event::account_failed, words_of(done));
  return false;
}

}  // namespace gatehouse
