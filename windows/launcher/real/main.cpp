#include <windows.h>
#include <shellapi.h>

#include "launcher/arguments.h"
#include "launcher/facts.h"
#include "system/handle.h"
#include "launcher/maintain.h"
#include "launcher/one_instance.h"
#include "launcher/real/windows_system.h"
#include "launcher/remind.h"
#include "launcher/wide.h"

using namespace gatehouse;

namespace {

/// Beside those of Outcome.
constexpr int not_for_this = ERROR_BAD_ARGUMENTS;
constexpr int not_allowed = ERROR_ACCESS_DENIED;

std::u16string own_folder() {
  std::u16string path(32768, u'\0');
  path.resize(GetModuleFileNameW(nullptr, wide_for_writing(path), static_cast<DWORD>(path.size())));
  return path.substr(0, path.rfind(u'\\'));
}

std::vector<std::u16string> own_arguments() {
  int count = 0;
  wchar_t** values = CommandLineToArgvW(GetCommandLineW(), &count);
  std::vector<std::u16string> out;
  for (int at = 1; values != nullptr && at < count; ++at) out.push_back(narrow(values[at]));
  LocalFree(values);
  return out;
}

/// Whether this is SYSTEM, or an administrator with all rights: nobody else can do anything here, and should hear so at once.
bool is_allowed() {
  for (const WELL_KNOWN_SID_TYPE who : {WinLocalSystemSid, WinBuiltinAdministratorsSid}) {
    BYTE sid[SECURITY_MAX_SID_SIZE];
    DWORD size = sizeof(sid);
    BOOL member = FALSE;
    if (CreateWellKnownSid(who, nullptr, sid, &size) && CheckTokenMembership(nullptr, sid, &member) && member) return true;
  }
  return false;
}

int print(const std::string& text) {
  DWORD count = 0;
  const std::string line = text + "\n";
  return WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), line.data(), static_cast<DWORD>(line.size()), &count, nullptr) ? 0 : static_cast<int>(GetLastError());
}

int run(System& system, const Request& request) {
  DWORD session = 0;
  // Rights can only be given in the session of whoever gives them: window stations are each session's own.
  if (!ProcessIdToSessionId(GetCurrentProcessId(), &session) || session != request.session) return not_for_this;
  Setup setup;
  setup.folder = own_folder();
  return static_cast<int>(launch(system, request, setup));
}

int run_repair(System& system) {
  // In the moment of a start it would take its password away from under it.
  const OneInstance only(own_folder());
  if (!only.is_ours()) return static_cast<int>(Outcome::gave_way);
  return repair(system) ? 0 : static_cast<int>(Outcome::failed);
}

int run_reminders(System& system) {
  Reminding how;
  how.folder = own_folder();
  return remind(system, how) ? 0 : static_cast<int>(Outcome::failed);
}

}  // namespace

int WINAPI wWinMain(HINSTANCE, HINSTANCE, wchar_t*, int) {
  // What is loaded from here on comes from System32 alone. What this program is linked with was looked for beside it first, where nobody
  // but administrators can put anything.
  SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32);
  const std::optional<Wanted> wanted = read_arguments(own_arguments());
  if (!wanted) return not_for_this;
  if (!is_allowed()) return not_allowed;

  WindowsSystem system;
  if (const auto* request = std::get_if<Request>(&*wanted)) return run(system, *request);
  if (std::holds_alternative<wanted::Facts>(*wanted)) return print(facts(system, own_folder()));
  if (std::holds_alternative<wanted::Install>(*wanted)) return install(system) ? 0 : static_cast<int>(Outcome::failed);
  if (std::holds_alternative<wanted::Remind>(*wanted)) return run_reminders(system);
  if (std::holds_alternative<wanted::Repair>(*wanted)) return run_repair(system);
  uninstall(system);
  // After a power cut its file is there without a launcher, and would keep the folder: with this it goes.
  OneInstance::clear(own_folder());
  return 0;
}
