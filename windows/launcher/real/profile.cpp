#include <windows.h>
#include <userenv.h>

#include "launcher/real/sids.h"
#include "launcher/real/windows_system.h"
#include "launcher/wide.h"

namespace gatehouse {

namespace {

/// LoadUserProfileW, UnloadUserProfile and RegUnLoadKeyW want both.
DWORD enable_privileges_for_hives() {
  for (const wchar_t* privilege : {SE_BACKUP_NAME, SE_RESTORE_NAME}) {
    if (const DWORD error = enable_privilege(privilege); error != ERROR_SUCCESS) return error;
  }
  return ERROR_SUCCESS;
}

bool is_absent(DWORD error) { return error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND; }

/// @returns whether there was one, and it went
bool unload_hives(const Sid& sid) {
  if (enable_privileges_for_hives() != ERROR_SUCCESS) return false;
  // The first is linked into the second.
  const bool classes = RegUnLoadKeyW(HKEY_USERS, wide(sid + u"_Classes")) == ERROR_SUCCESS;
  return RegUnLoadKeyW(HKEY_USERS, wide(sid)) == ERROR_SUCCESS || classes;
}

}  // namespace

Done WindowsSystem::load_profile(Token token, Profile& out) {
  if (const DWORD error = enable_privileges_for_hives(); error != ERROR_SUCCESS) return {error, "AdjustTokenPrivileges"};
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
  DWORD error = GetLastError();
  // In use by nobody: a launcher that was killed had it loaded, and nobody else would unload it before the machine is restarted.
  if (!is_absent(error) && unload_hives(sid)) error = DeleteProfileW(wide(sid), nullptr, nullptr) ? ERROR_SUCCESS : GetLastError();
  // There is none: of an account that was never used, or at whose last end it was deleted.
  if (is_absent(error)) return {};
  return {error, "DeleteProfileW"};
}

}  // namespace gatehouse
