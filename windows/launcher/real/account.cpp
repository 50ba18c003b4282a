#include <windows.h>
#include <lm.h>

#include "launcher/real/sids.h"
#include "launcher/real/windows_system.h"
#include "launcher/wide.h"

namespace gatehouse {

namespace {

/// What one of the Net… calls gave, freed as they want it.
template <typename Info>
class NetBuffer {
 public:
  NetBuffer() = default;
  NetBuffer(const NetBuffer&) = delete;
  NetBuffer& operator=(const NetBuffer&) = delete;
  ~NetBuffer() {
    if (bytes_ != nullptr) NetApiBufferFree(bytes_);
  }
  [[nodiscard]] LPBYTE* out() { return &bytes_; }
  [[nodiscard]] const Info* get() const { return reinterpret_cast<const Info*>(bytes_); }

 private:
  LPBYTE bytes_ = nullptr;
};

const wchar_t* name() { return wide(kiosk_account.data()); }

/// For structures whose members are not const, and are only read.
wchar_t* unchanged(const wchar_t* text) { return const_cast<wchar_t*>(text); }

/// UF_SCRIPT must be set (USER_INFO_1). It has a password (no UF_PASSWD_NOTREQD) that expires as the machine's policy says, since it is
/// set anew at each start; a lock-out is ended by leaving UF_LOCKOUT out (USER_INFO_1008).
constexpr DWORD flags = UF_SCRIPT | UF_NORMAL_ACCOUNT | UF_PASSWD_CANT_CHANGE;

Sid sid_of_group(const wchar_t* group) {
  BYTE sid[SECURITY_MAX_SID_SIZE];
  DWORD size = sizeof(sid);
  wchar_t domain[256];
  DWORD length = 256;
  SID_NAME_USE use = SidTypeUnknown;
  return LookupAccountNameW(nullptr, group, sid, &size, domain, &length, &use) ? text_of(sid) : Sid();
}

}  // namespace

Done WindowsSystem::account(AccountState& out) {
  out = {};
  NetBuffer<USER_INFO_23> info;
  const NET_API_STATUS status = NetUserGetInfo(nullptr, name(), 23, info.out());
  if (status == NERR_UserNotFound) return {};
  if (status != NERR_Success) return {status, "NetUserGetInfo"};
  out.exists = true;
  out.enabled = (info.get()->usri23_flags & UF_ACCOUNTDISABLE) == 0;
  out.sid = text_of(info.get()->usri23_user_sid);
  return {};
}

Done WindowsSystem::make_account(const Secret& password) {
  USER_INFO_1 info = {};
  info.usri1_name = unchanged(name());
  info.usri1_password = unchanged(wide(password.reveal()));
  info.usri1_priv = USER_PRIV_USER;
  info.usri1_comment = unchanged(L"Gatehouse runs under it at the sign-in screen. Disabled in between.");
  info.usri1_flags = flags | UF_ACCOUNTDISABLE;
  return {NetUserAdd(nullptr, 1, reinterpret_cast<LPBYTE>(&info), nullptr), "NetUserAdd"};
}

Done WindowsSystem::set_password(const Secret& password) {
  USER_INFO_1003 info = {unchanged(wide(password.reveal()))};
  return {NetUserSetInfo(nullptr, name(), 1003, reinterpret_cast<LPBYTE>(&info), nullptr), "NetUserSetInfo 1003"};
}

Done WindowsSystem::enable_account(bool enabled) {
  USER_INFO_1008 info = {enabled ? flags : flags | UF_ACCOUNTDISABLE};
  return {NetUserSetInfo(nullptr, name(), 1008, reinterpret_cast<LPBYTE>(&info), nullptr), "NetUserSetInfo 1008"};
}

Done WindowsSystem::delete_account() {
  const NET_API_STATUS status = NetUserDel(nullptr, name());
  return {status == NERR_UserNotFound ? NERR_Success : status, "NetUserDel"};
}

Done WindowsSystem::groups_of_account(std::vector<Group>& out) {
  NetBuffer<LOCALGROUP_USERS_INFO_0> info;
  DWORD read = 0;
  DWORD total = 0;
  // Without LG_INCLUDE_INDIRECT: what Windows puts every account in through Authenticated Users is not ours to change.
  const NET_API_STATUS status = NetUserGetLocalGroups(nullptr, name(), 0, 0, info.out(), MAX_PREFERRED_LENGTH, &read, &total);
  if (status != NERR_Success) return {status, "NetUserGetLocalGroups"};
  for (DWORD at = 0; at < read; ++at) {
    const wchar_t* group = info.get()[at].lgrui0_name;
    out.push_back({narrow(group), sid_of_group(group)});
  }
  return {};
}

Done WindowsSystem::leave_group(const std::u16string& group) {
  AccountState state;
  if (const Done done = account(state); !done.ok()) return done;
  const BinarySid sid(state.sid);
  LOCALGROUP_MEMBERS_INFO_0 member = {sid.get()};
  const NET_API_STATUS status = NetLocalGroupDelMembers(nullptr, wide(group), 0, reinterpret_cast<LPBYTE>(&member), 1);
  return {status == ERROR_MEMBER_NOT_IN_ALIAS ? NERR_Success : status, "NetLocalGroupDelMembers"};
}

}  // namespace gatehouse
