#include <windows.h>
#include <aclapi.h>
#include <sddl.h>
#include <winternl.h>

#include "core/text.h"
#include "system/handle.h"
#include "launcher/real/sids.h"
#include "launcher/real/windows_system.h"
#include "launcher/wide.h"

namespace gatehouse {

namespace {

// As Chromium's GCPW gives them for a browser with its sandbox on (chrome/credential_provider/gaiacp/os_process_manager.cc), without
// WINSTA_READSCREEN, WINSTA_EXITWINDOWS and DESKTOP_HOOKCONTROL, which nothing of ours asks for, and without the clipboard.
constexpr DWORD window_station_rights = READ_CONTROL | WINSTA_ACCESSGLOBALATOMS | WINSTA_CREATEDESKTOP | WINSTA_READATTRIBUTES | WINSTA_WRITEATTRIBUTES;
constexpr DWORD desktop_rights =
    READ_CONTROL | DESKTOP_CREATEWINDOW | DESKTOP_CREATEMENU | DESKTOP_ENUMERATE | DESKTOP_READOBJECTS | DESKTOP_WRITEOBJECTS | DESKTOP_SWITCHDESKTOP;
// wdm.h: DIRECTORY_QUERY, DIRECTORY_TRAVERSE, DIRECTORY_CREATE_OBJECT, DIRECTORY_CREATE_SUBDIRECTORY.
constexpr DWORD directory_traverse = 0x2;
constexpr DWORD named_objects_rights = 0x1 | directory_traverse | 0x4 | 0x8;
// ntstatus.h cannot be had beside windows.h without hiding parts of both.
constexpr NTSTATUS object_name_not_found = static_cast<NTSTATUS>(0xC0000034);
constexpr NTSTATUS object_path_not_found = static_cast<NTSTATUS>(0xC000003A);

struct LocalMemory {
  LocalMemory() = default;
  LocalMemory(const LocalMemory&) = delete;
  LocalMemory& operator=(const LocalMemory&) = delete;
  ~LocalMemory() { LocalFree(memory); }
  void* memory = nullptr;
};

/// @param mode GRANT_ACCESS adds to what `sid` has; REVOKE_ACCESS takes all of its entries away (ACCESS_MODE)
Done change(HANDLE object, SE_OBJECT_TYPE type, ACCESS_MODE mode, DWORD rights, const Sid& sid) {
  PACL list = nullptr;
  LocalMemory descriptor;
  if (const DWORD error = GetSecurityInfo(object, type, DACL_SECURITY_INFORMATION, nullptr, nullptr, &list, nullptr, &descriptor.memory); error != ERROR_SUCCESS) return {error, "GetSecurityInfo"};

  // An object without a list is open to everybody. One with our entry alone would be closed to everybody else, the sign-in screen too.
  if (list == nullptr) return {};

  const BinarySid binary(sid);
  EXPLICIT_ACCESSW entry = {};
  entry.grfAccessPermissions = rights;
  entry.grfAccessMode = mode;
  entry.grfInheritance = NO_INHERITANCE;
  BuildTrusteeWithSidW(&entry.Trustee, binary.get());
  LocalMemory changed;
  if (const DWORD error = SetEntriesInAclW(1, &entry, list, reinterpret_cast<PACL*>(&changed.memory)); error != ERROR_SUCCESS) return {error, "SetEntriesInAclW"};
  return {SetSecurityInfo(object, type, DACL_SECURITY_INFORMATION, nullptr, nullptr, static_cast<PACL>(changed.memory), nullptr), "SetSecurityInfo"};
}

Done on_window_station(ACCESS_MODE mode, const Sid& sid) {
  const HWINSTA station = OpenWindowStationW(L"WinSta0", FALSE, READ_CONTROL | WRITE_DAC);
  if (station == nullptr) return {GetLastError(), "OpenWindowStationW"};
  const Done done = change(station, SE_WINDOW_OBJECT, mode, window_station_rights, sid);
  CloseWindowStation(station);
  return done;
}

Done on_desktop(ACCESS_MODE mode, const Sid& sid) {
  // With the two rights that Microsoft's "Starting an Interactive Client Process" asks for beside these.
  const HDESK desktop = OpenDesktopW(L"Winlogon", 0, FALSE, READ_CONTROL | WRITE_DAC | DESKTOP_READOBJECTS | DESKTOP_WRITEOBJECTS);
  if (desktop == nullptr) return {GetLastError(), "OpenDesktopW"};
  const Done done = change(desktop, SE_WINDOW_OBJECT, mode, desktop_rights, sid);
  CloseDesktop(desktop);
  return done;
}

/// No library has it ("NtOpenDirectoryObject", Microsoft Learn).
using OpenDirectory = NTSTATUS(NTAPI*)(PHANDLE, ACCESS_MASK, POBJECT_ATTRIBUTES);

Done on_named_objects(ACCESS_MODE mode, std::uint32_t session, const Sid& sid) {
  const auto found = GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "NtOpenDirectoryObject");
  if (found == nullptr) return {GetLastError(), "GetProcAddress"};
  const auto open = reinterpret_cast<OpenDirectory>(reinterpret_cast<void*>(found));

  std::u16string path = utf16("\\Sessions\\" + std::to_string(session) + "\\BaseNamedObjects").value_or(u"");
  UNICODE_STRING name = {};
  name.Buffer = wide_for_writing(path);
  name.Length = static_cast<USHORT>(path.size() * sizeof(char16_t));
  name.MaximumLength = name.Length;
  OBJECT_ATTRIBUTES attributes = {};
  attributes.Length = sizeof(attributes);
  attributes.ObjectName = &name;
  Handle directory;
  const NTSTATUS status = open(directory.out(), directory_traverse | READ_CONTROL | WRITE_DAC, &attributes);
  // It went with its session, and what was given on it too.
  if (mode == REVOKE_ACCESS && (status == object_name_not_found || status == object_path_not_found)) return {};
  if (status != 0) return {static_cast<std::uint32_t>(status), "NtOpenDirectoryObject"};
  return change(directory.get(), SE_KERNEL_OBJECT, mode, named_objects_rights, sid);
}

Done on(Guarded object, ACCESS_MODE mode, std::uint32_t session, const Sid& sid) {
  switch (object) {
    case Guarded::window_station:
      return on_window_station(mode, sid);
    case Guarded::desktop:
      return on_desktop(mode, sid);
    default:
      return on_named_objects(mode, session, sid);
  }
}

}  // namespace

Done WindowsSystem::grant(Guarded object, std::uint32_t session, const Sid& sid) { return on(object, GRANT_ACCESS, session, sid); }

Done WindowsSystem::take_back(Guarded object, std::uint32_t session, const Sid& sid) { return on(object, REVOKE_ACCESS, session, sid); }

Done WindowsSystem::access_of(const std::u16string& folder, std::string& out) {
  LocalMemory descriptor;
  std::u16string path = folder;
  const DWORD error = GetNamedSecurityInfoW(wide_for_writing(path), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr, nullptr, nullptr, &descriptor.memory);
  if (error != ERROR_SUCCESS) return {error, "GetNamedSecurityInfoW"};
  LocalMemory text;
  if (!ConvertSecurityDescriptorToStringSecurityDescriptorW(descriptor.memory, SDDL_REVISION_1, DACL_SECURITY_INFORMATION, reinterpret_cast<wchar_t**>(&text.memory), nullptr)) {
    return {GetLastError(), "ConvertSecurityDescriptorToStringSecurityDescriptorW"};
  }
  out = utf8(narrow(static_cast<const wchar_t*>(text.memory)));
  return {};
}

}  // namespace gatehouse
