#pragma once
#include "launcher/system.h"

namespace gatehouse {

/// The account under which the client runs, for the time of one run. It is enabled for as long as a logon takes; otherwise it is disabled and its password is known to nobody:
/// it lives in this program's memory and is set anew at each start, so that there is nothing to keep and nothing to find.
class KioskAccount {
 public:
  explicit KioskAccount(System& system) : system_(system) {}
  KioskAccount(const KioskAccount&) = delete;
  KioskAccount& operator=(const KioskAccount&) = delete;
  /// Disables it, whatever became of the rest.
  ~KioskAccount();
  /// Disables it now: once it is logged on, nobody else has to be able to, and whatever ends this program leaves it so.
  void disable();

  /// Makes it what it has to be, whatever an administrator, a baseline or a crash made of it: it exists, is in no local group, has the
  /// batch-logon right, a new password, and is enabled. Tells of what it mended, and of what it could not.
  [[nodiscard]] bool ready();

  [[nodiscard]] const Sid& sid() const { return sid_; }
  [[nodiscard]] const Secret& password() const { return password_; }

 private:
  bool failed(const Done& done);
  bool make_or_renew();
  bool leave_groups();
  bool may_log_on();

  System& system_;
  Secret password_;
  Sid sid_;
  bool may_exist_ = false;
  bool is_disabled_ = false;
};

/// Fills it with characters of all four classes, so that every policy of passwords takes it: 32 of 64 characters, 192 bits, and four
/// that are fixed. @returns false where the system gives no random numbers
[[nodiscard]] bool make_password(Secret& out);

/// Whose refusal of the right to log on as a batch job is in the way: the account's own, or of a group that every local account is in.
/// @returns the first of them, empty: none
[[nodiscard]] Sid in_the_way(const std::vector<Sid>& denied, const Sid& account);

}  // namespace gatehouse
