#pragma once
#include "launcher/account.h"

namespace gatehouse {

/// The account logged on, in the session of the sign-in screen, without privileges.
class Logon {
 public:
  explicit Logon(System& system) : system_(system) {}
  Logon(const Logon&) = delete;
  Logon& operator=(const Logon&) = delete;
  ~Logon();

  /// @returns false where it could not, which is in the event log then
  [[nodiscard]] bool open(const KioskAccount& account, std::uint32_t session);

  [[nodiscard]] Token token() const { return token_; }
  [[nodiscard]] const Sid& sid() const { return sid_; }

 private:
  bool failed(const Done& done);

  System& system_;
  Token token_ = nullptr;
  Sid sid_;
};

/// Its profile, which lasts as long as the run: nothing of one person is there for the next (S-04).
class RunProfile {
 public:
  RunProfile(System& system, Token token, Sid account) : system_(system), token_(token), account_(std::move(account)) {}
  RunProfile(const RunProfile&) = delete;
  RunProfile& operator=(const RunProfile&) = delete;
  /// Ends whatever still runs as the account, unloads the profile and deletes it.
  ~RunProfile();

  [[nodiscard]] bool load();
  [[nodiscard]] const std::u16string& folder() const { return profile_.folder; }

 private:
  System& system_;
  Token token_;
  Sid account_;
  Profile profile_;
  bool loaded_ = false;
};

/// Ends what still runs as an account that nobody uses: a program can have one started by a service of Windows, where no job reaches it. It
/// would hold the profile, and outlive the rights that are taken back. Tells of what there was.
void end_processes(System& system, const Sid& account);

/// Deletes the profile of an account, which an earlier run may have left. Tries more than once, since the system lets go of a hive late.
void delete_profile(System& system, const Sid& account);

}  // namespace gatehouse
