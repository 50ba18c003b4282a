#include <windows.h>
#include <userenv.h>

#include "launcher/real/sids.h"
#include "launcher/real/windows_system.h"
#include "launcher/wide.h"

namespace gatehouse {

Done WindowsSystem::load_profile(Token token, Profile& out) {
  // LoadUserProfileW wants both.
  for (const wchar_t* privilege : {SE_BACKUP_NAME, SE_RESTORE_NAME}) {
    if (const DWORD error = enable_privilege(privilege); error != ERROR_SUCCESS) return {error, "AdjustTokenPrivileges"};
  }
  std::u16string name(kiosk_account);
  PROFILEINFOW info = {};
  info.dwSize = sizeof(info);
  info.dwFlags = PI_NOUI;
  info.lpUserName = wide_for_writing(name);
  if (!LoadUserProfileW(token, &info)) return {GetLastError(), "LoadUserProfileW"};
  out.hive = info.hProfile;

  wchar_t folder[MAX_PATH];
  DWORD size = MAX_PATH;
  if (!GetUserProfileDirectoryW(token, folder, &size)) return {GetLastError(), "GetUserProfileDirectoryW"};
  out.folder = narrow(folder);
  return {};
}

Done WindowsSystem::unload_profile(Token token, const Profile& profile) {
  if (profile.hive != nullptr && !UnloadUserProfile(token, profile.hive)) return {GetLastError(), "UnloadUserProfile"};
  return {};
}

Done WindowsSystem::delete_profile(const Sid& sid) {
  if (DeleteProfileW(wide(sid), nullptr, nullptr)) return {};
  const DWORD error = GetLastError();
  // There is none: of an account that was never used, or at whose last end it was deleted.
  if (error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND) return {};
  return {error, "DeleteProfileW"};
}

}  // namespace gatehouse
