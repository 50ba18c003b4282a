#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "launcher/system.h"

namespace gatehouse {

/// What wine only pretends, as Windows would answer: an account that is disabled cannot log on, a wrong password neither; rights are
/// there until they are taken back. Writes down every call with what it was asked, and fails at one of them where it is told to.
/// It proves what this program asks for, and never that Windows does it: that is docs/windows-checklist.md.
class FakeSystem : public System {
 public:
  /// @param folder for the profile and the keys
  explicit FakeSystem(std::u16string folder) : folder_(std::move(folder)) {}

  /// The first is 1; 0: none fails.
  int fail_at = 0;
  /// Every call as a line, beside events.
  std::vector<std::string> calls;
  /// `number text`
  std::vector<std::string> events;
  std::vector<std::string> passwords;
  std::string failed_call;

  bool exists = false;
  bool enabled = false;
  std::vector<std::u16string> groups;
  std::set<std::u16string> rights;
  std::vector<Sid> denied;
  std::set<std::string> granted;
  bool profile_is_there = false;
  bool profile_is_loaded = false;
  int open_tokens = 0;
  /// Of the account, and in no job.
  std::uint32_t processes_outside = 0;
  /// Sessions that somebody looks at, each with whose it is; empty: nobody has signed in there.
  std::map<std::uint32_t, Sid> people;

  Done account(AccountState& out) override;
  Done make_account(const Secret& password) override;
  Done set_password(const Secret& password) override;
  Done enable_account(bool on) override;
  Done delete_account() override;
  Done groups_of_account(std::vector<Group>& out) override;
  Done leave_group(const std::u16string& group) override;
  Done rights_of(const Sid& sid, std::vector<std::u16string>& out) override;
  Done give_right(const Sid& sid, const std::u16string& right) override;
  Done take_all_rights(const Sid& sid) override;
  Done holders_of(const std::u16string& right, std::vector<Sid>& out) override;
  Done log_on(const Secret& password, Token& out) override;
  Done without_privileges(Token token, Token& out) override;
  Done put_in_session(Token token, std::uint32_t session) override;
  Done logon_sid(Token token, Sid& out) override;
  void close(Token token) override;
  Done grant(Guarded object, std::uint32_t session, const Sid& sid) override;
  Done take_back(Guarded object, std::uint32_t session, const Sid& sid) override;
  Done sessions(std::vector<std::uint32_t>& out) override;
  Done token_of(std::uint32_t session, Token& out) override;
  Done person_of(Token token, Sid& out) override;
  Done environment_of(Token token, std::u16string& out) override;
  Done end_processes_of(const Sid& sid, std::uint32_t& ended) override;
  Done load_profile(Token token, Profile& out) override;
  Done unload_profile(Token token, const Profile& profile) override;
  Done delete_profile(const Sid& sid) override;
  Done open_key(const std::u16string& name, MachineKey& out) override;
  Done make_key(const std::u16string& name, MachineKey& out) override;
  Done sign(const std::u16string& name, const Bits256& digest, Signature& out) override;
  Done delete_key(const std::u16string& name) override;
  Done access_of(const std::u16string& folder, std::string& out) override;
  Done joined(bool& out) override;
  Done failed_sign_ins_audited(bool& out) override;
  Done code_integrity(std::uint32_t& out) override;
  void tell(Event event, std::string_view text) override;

 private:
  std::map<Token, Sid> tokens_of_people_;
  /// @returns what this call gives back: success, or the failure that was asked for
  Done called(std::string_view name, const std::string& what = "");

  std::u16string folder_;
  std::u16string password_;
};

}  // namespace gatehouse
