#include <windows.h>

#include <vector>

#include "system/handle.h"
#include "launcher/real/sids.h"
#include "launcher/real/windows_system.h"
#include "launcher/wide.h"

namespace gatehouse {

namespace {

Done failed(std::string_view call) { return {GetLastError(), call}; }

}  // namespace

Done WindowsSystem::log_on(const Secret& password, Token& out) {
  // ".": the account of this machine, whatever a domain has of the same name.
  if (!LogonUserW(wide(kiosk_account.data()), L".", wide(password.reveal()), LOGON32_LOGON_BATCH, LOGON32_PROVIDER_DEFAULT, &out)) return failed("LogonUserW");
  return {};
}

Done WindowsSystem::without_privileges(Token token, Token& out) {
  Handle restricted;
  // All but SeChangeNotifyPrivilege, without which a path could not be walked.
  if (!CreateRestrictedToken(token, DISABLE_MAX_PRIVILEGE, 0, nullptr, 0, nullptr, 0, nullptr, restricted.out())) return failed("CreateRestrictedToken");
  // With every right on it: what LogonUserW gave may lack TOKEN_ADJUST_SESSIONID.
  if (!DuplicateTokenEx(restricted.get(), TOKEN_ALL_ACCESS, nullptr, SecurityImpersonation, TokenPrimary, &out)) return failed("DuplicateTokenEx");
  return {};
}

Done WindowsSystem::put_in_session(Token token, std::uint32_t session) {
  // Windows gives a new logon the session of whoever asked for it, which is this one: then no privilege is needed.
  DWORD number = 0;
  DWORD size = 0;
  if (GetTokenInformation(token, TokenSessionId, &number, sizeof(number), &size) && number == session) return {};
  if (const DWORD error = enable_privilege(SE_TCB_NAME); error != ERROR_SUCCESS) return {error, "AdjustTokenPrivileges"};
  number = session;
  if (!SetTokenInformation(token, TokenSessionId, &number, sizeof(number))) return failed("SetTokenInformation");
  return {};
}

Done WindowsSystem::logon_sid(Token token, Sid& out) {
  DWORD size = 0;
  GetTokenInformation(token, TokenLogonSid, nullptr, 0, &size);
  std::vector<std::uint8_t> room(size);
  if (size == 0 || !GetTokenInformation(token, TokenLogonSid, room.data(), size, &size)) return failed("GetTokenInformation");
  const auto* groups = reinterpret_cast<const TOKEN_GROUPS*>(room.data());
  if (groups->GroupCount != 1 || (groups->Groups[0].Attributes & SE_GROUP_LOGON_ID) != SE_GROUP_LOGON_ID) return {ERROR_INVALID_SID, "GetTokenInformation"};
  out = text_of(groups->Groups[0].Sid);
  return {};
}

void WindowsSystem::close(Token token) { CloseHandle(token); }

}  // namespace gatehouse
