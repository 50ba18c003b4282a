#include "launcher/environment.h"

#include <windows.h>
#include <shlobj.h>

#include "launcher/system.h"
#include "launcher/wide.h"

namespace gatehouse {

namespace {

std::u16string known_folder(const KNOWNFOLDERID& id) {
  PWSTR path = nullptr;
  std::u16string out;
  if (SHGetKnownFolderPath(id, KF_FLAG_DEFAULT, nullptr, &path) == S_OK) out = narrow(path);
  CoTaskMemFree(path);
  return out;
}

}  // namespace

std::u16string environment_block(const Places& places) {
  const std::u16string& windows = places.windows;
  const std::u16string& profile = places.profile;
  const std::u16string local = profile + u"\\AppData\\Local";
  // In the order of their names in capitals, which CreateProcess wants.
  const std::pair<std::u16string_view, std::u16string> variables[] = {
      {u"ALLUSERSPROFILE", places.program_data},
      {u"APPDATA", profile + u"\\AppData\\Roaming"},
      {u"COMPUTERNAME", places.computer},
      {u"HOMEDRIVE", profile.substr(0, 2)},
      {u"HOMEPATH", profile.size() > 2 ? profile.substr(2) : u"\\"},
      {u"LOCALAPPDATA", local},
      {u"OS", u"Windows_NT"},
      {u"PATH", windows + u"\\System32;" + windows},
      {u"ProgramData", places.program_data},
      {u"ProgramFiles", places.program_files},
      {u"SystemDrive", windows.substr(0, 2)},
      {u"SystemRoot", windows},
      {u"TEMP", local + u"\\Temp"},
      {u"TMP", local + u"\\Temp"},
      {u"USERDOMAIN", places.computer},
      {u"USERNAME", std::u16string(kiosk_account)},
      {u"USERPROFILE", profile},
      {u"windir", windows},
  };
  std::u16string out;
  for (const auto& [name, value] : variables) {
    out.append(name).append(u"=").append(value).push_back(u'\0');
  }
  out.push_back(u'\0');
  return out;
}

Places places_of_this_machine() {
  Places places;
  places.windows = known_folder(FOLDERID_Windows);
  places.program_data = known_folder(FOLDERID_ProgramData);
  places.program_files = known_folder(FOLDERID_ProgramFiles);
  wchar_t computer[MAX_COMPUTERNAME_LENGTH + 1];
  DWORD size = MAX_COMPUTERNAME_LENGTH + 1;
  if (GetComputerNameW(computer, &size)) places.computer = narrow(computer, size);
  return places;
}

}  // namespace gatehouse
