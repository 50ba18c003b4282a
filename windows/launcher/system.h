#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/jwk.h"
#include "core/ticket.h"
#include "system/events.h"

namespace gatehouse {

/// What became of a call of the system: `code` is 0, or the Win32 error, HRESULT or NTSTATUS that `call` gave back.
struct [[nodiscard]] Done {
  std::uint32_t code = 0;
  std::string_view call;

  [[nodiscard]] bool ok() const { return code == 0; }
};

/// A text that is overwritten when it goes. It neither moves nor is copied, and nothing that writes text takes it.
class Secret {
 public:
  Secret() { text_.reserve(room); }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { wipe(text_); }

  /// Beyond `room` nothing is added: the text would move and leave a copy behind.
  void add(char16_t letter) {
    if (text_.size() < room) text_.push_back(letter);
  }
  [[nodiscard]] const std::u16string& reveal() const { return text_; }

 private:
  static constexpr std::size_t room = 127;
  std::u16string text_;
};

/// A security identifier as text, `S-1-5-…`.
using Sid = std::u16string;
/// A HANDLE to an access token.
using Token = void*;

struct AccountState {
  bool exists = false;
  bool enabled = false;
  Sid sid;
};

/// Where the logon of the client needs rights (Chromium's sandbox makes a desktop of its own, and named objects).
enum class Guarded { window_station, desktop, named_objects };

/// A local group: by its name, which is another in each language of Windows, and its SID, which is not.
struct Group {
  std::u16string name;
  Sid sid;
};

struct MachineKey {
  enum class Kind { none, tpm, software };
  Kind kind = Kind::none;
  PublicKey key;
};

struct Profile {
  void* hive = nullptr;
  std::u16string folder;
};

/// Every call whose answer says nothing under wine: accounts, rights, tokens, lists of access, profiles, the machine's key, the event
/// log. One method is one thing that Windows does; what it means is decided by its callers, which are tested with a fake in this place.
/// Each has its row in windows/os-calls.yaml and docs/windows-checklist.md.
class System {
 public:
  virtual ~System() = default;

  /// The account of the client, `kiosk_account`. That it does not exist is no error. NetUserGetInfo, LookupAccountName.
  virtual Done account(AccountState& out) = 0;
  /// Makes it, disabled. NetUserAdd.
  virtual Done make_account(const Secret& password) = 0;
  virtual Done set_password(const Secret& password) = 0;
  /// Also ends a lock-out. NetUserSetInfo.
  virtual Done enable_account(bool enabled) = 0;
  virtual Done delete_account() = 0;
  /// The local groups that it is in itself. NetUserGetLocalGroups.
  virtual Done groups_of_account(std::vector<Group>& out) = 0;
  virtual Done leave_group(const std::u16string& group) = 0;

  /// Rights that an account was given itself. LsaEnumerateAccountRights.
  virtual Done rights_of(const Sid& sid, std::vector<std::u16string>& out) = 0;
  virtual Done give_right(const Sid& sid, const std::u16string& right) = 0;
  virtual Done take_all_rights(const Sid& sid) = 0;
  /// Who has a right. LsaEnumerateAccountsWithUserRight.
  virtual Done holders_of(const std::u16string& right, std::vector<Sid>& out) = 0;

  /// LogonUserW, as a batch job.
  virtual Done log_on(const Secret& password, Token& out) = 0;
  /// A token without privileges, beside being told of changes. CreateRestrictedToken.
  virtual Done without_privileges(Token token, Token& out) = 0;
  virtual Done put_in_session(Token token, std::uint32_t session) = 0;
  /// The SID of this one logon, which nobody else ever has. GetTokenInformation.
  virtual Done logon_sid(Token token, Sid& out) = 0;
  virtual void close(Token token) = 0;

  /// Adds an entry for `sid` to a list of access; takes all of its entries away. SetSecurityInfo.
  virtual Done grant(Guarded object, std::uint32_t session, const Sid& sid) = 0;
  virtual Done take_back(Guarded object, std::uint32_t session, const Sid& sid) = 0;

  /// The sessions that somebody looks at now. WTSEnumerateSessionsW.
  virtual Done sessions(std::vector<std::uint32_t>& out) = 0;
  /// Of whoever has signed in there, with no more rights than their programs have; null: nobody has. WTSQueryUserToken.
  virtual Done token_of(std::uint32_t session, Token& out) = 0;
  /// Whose it is. GetTokenInformation.
  virtual Done person_of(Token token, Sid& out) = 0;
  /// What a program of theirs is started with. CreateEnvironmentBlock.
  virtual Done environment_of(Token token, std::u16string& out) = 0;

  /// Ends every process of an account, wherever it was started. That there is none is no error. CreateToolhelp32Snapshot, TerminateProcess.
  virtual Done end_processes_of(const Sid& sid, std::uint32_t& ended) = 0;

  virtual Done load_profile(Token token, Profile& out) = 0;
  virtual Done unload_profile(Token token, const Profile& profile) = 0;
  /// That there is none is no error. DeleteProfileW.
  virtual Done delete_profile(const Sid& sid) = 0;

  /// The machine's key of that name; that there is none is no error. NCryptOpenKey.
  virtual Done open_key(const std::u16string& name, MachineKey& out) = 0;
  /// In the TPM where there is one, never to be taken out. NCryptCreatePersistedKey.
  virtual Done make_key(const std::u16string& name, MachineKey& out) = 0;
  virtual Done sign(const std::u16string& name, const Bits256& digest, Signature& out) = 0;
  virtual Done delete_key(const std::u16string& name) = 0;

  // What `--facts` tells beside all that.
  /// Who may what with a folder, as SDDL. GetNamedSecurityInfoW.
  virtual Done access_of(const std::u16string& folder, std::string& out) = 0;
  /// NetGetJoinInformation.
  virtual Done joined(bool& out) = 0;
  /// Whether failed sign-ins are written down. AuditQuerySystemPolicy.
  virtual Done failed_sign_ins_audited(bool& out) = 0;
  /// What is enforced of the signatures of programs. NtQuerySystemInformation.
  virtual Done code_integrity(std::uint32_t& out) = 0;

  /// EventWrite. Nobody asks what became of it: whoever tells must not fail by it.
  virtual void tell(Event event, std::string_view text) = 0;
};

inline constexpr std::u16string_view kiosk_account = u"GatehouseKiosk";

}  // namespace gatehouse
