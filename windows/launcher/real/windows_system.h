#pragma once
#include "launcher/system.h"

namespace gatehouse {

/// Windows itself. Each method is one or a few of its calls, in the order of their documentation (Microsoft Learn), and decides nothing.
class WindowsSystem final : public System {
 public:
  // account.cpp
  Done account(AccountState& out) override;
  Done make_account(const Secret& password) override;
  Done set_password(const Secret& password) override;
  Done enable_account(bool enabled) override;
  Done delete_account() override;
  Done groups_of_account(std::vector<Group>& out) override;
  Done leave_group(const std::u16string& group) override;
  // rights.cpp
  Done rights_of(const Sid& sid, std::vector<std::u16string>& out) override;
  Done give_right(const Sid& sid, const std::u16string& right) override;
  Done take_all_rights(const Sid& sid) override;
  Done holders_of(const std::u16string& right, std::vector<Sid>& out) override;
  // tokens.cpp
  Done log_on(const Secret& password, Token& out) override;
  Done without_privileges(Token token, Token& out) override;
  Done put_in_session(Token token, std::uint32_t session) override;
  Done logon_sid(Token token, Sid& out) override;
  void close(Token token) override;
  // people.cpp
  Done sessions(std::vector<std::uint32_t>& out) override;
  Done token_of(std::uint32_t session, Token& out) override;
  Done person_of(Token token, Sid& out) override;
  Done environment_of(Token token, std::u16string& out) override;
  // access.cpp
  Done grant(Guarded object, std::uint32_t session, const Sid& sid) override;
  Done take_back(Guarded object, std::uint32_t session, const Sid& sid) override;
  Done access_of(const std::u16string& folder, std::string& out) override;
  // processes.cpp
  Done end_processes_of(const Sid& sid, std::uint32_t& ended) override;
  // profile.cpp
  Done load_profile(Token token, Profile& out) override;
  Done unload_profile(Token token, const Profile& profile) override;
  Done delete_profile(const Sid& sid) override;
  // keys.cpp
  Done open_key(const std::u16string& name, MachineKey& out) override;
  Done make_key(const std::u16string& name, MachineKey& out) override;
  Done sign(const std::u16string& name, const Bits256& digest, Signature& out) override;
  Done delete_key(const std::u16string& name) override;
  // machine.cpp
  Done joined(bool& out) override;
  Done failed_sign_ins_audited(bool& out) override;
  Done code_integrity(std::uint32_t& out) override;
  void tell(Event event, std::string_view text) override;
};

}  // namespace gatehouse
