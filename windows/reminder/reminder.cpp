// Runs as somebody who has signed in, a minute later: the launcher starts it as them (launcher/remind.cpp) and tells it one line. Asks the server
// whether they still have to register, and opens the registration page in their own browser only where they do.
#include <windows.h>

#include <objbase.h>
#include <shellapi.h>

#include <optional>
#include <string>

#include "core/json.h"
#include "core/reminder.h"
#include "core/reminder_end.h"
#include "reminder/ask.h"
#include "system/reminded.h"

namespace gatehouse {

namespace {

/// What its standard input says, to its end. @returns nothing where it says too much
std::optional<std::string> told() {
  std::string text(longest_line + 1, '\0');
  const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
  DWORD filled = 0;
  for (DWORD read = 0; filled < text.size() && ReadFile(input, text.data() + filled, static_cast<DWORD>(text.size()) - filled, &read, nullptr) && read != 0;) filled += read;
  if (filled == 0 || text[filled - 1] != '\n') return std::nullopt;
  text.resize(filled - 1);
  return text;
}

/// In the person's own registry, where the launcher looks before it asks again.
bool write_day() {
  const DWORD day = reminded::today();
  return RegSetKeyValueW(HKEY_CURRENT_USER, reminded::key, reminded::value, REG_DWORD, &day, sizeof day) == ERROR_SUCCESS;
}

bool open_page(const std::string& server) {
  const std::string page = server + "/register";
  const std::wstring wide(page.begin(), page.end());
  // A browser may be started by an extension of the shell, which is COM's (Microsoft's "ShellExecuteExW").
  const HRESULT ready = CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE);
  SHELLEXECUTEINFOW what = {};
  what.cbSize = sizeof what;
  // This program ends at once, so that it is done before this returns; and where it cannot be done, nobody is shown a box.
  what.fMask = SEE_MASK_NOASYNC | SEE_MASK_FLAG_NO_UI;
  what.lpVerb = L"open";
  what.lpFile = wide.c_str();
  what.nShow = SW_SHOWNORMAL;
  const bool opened = ShellExecuteExW(&what) != FALSE;
  if (SUCCEEDED(ready)) CoUninitialize();
  return opened;
}

ReminderEnd remind() {
  const std::optional<std::string> line = told();
  const std::optional<Reminder> reminder = line ? read_reminder(*line) : std::nullopt;
  if (!reminder) return ReminderEnd::not_started_by_us;
  const Asked asked = ask(*reminder);
  if (asked == Asked::no_answer) return ReminderEnd::no_answer;
  if (asked == Asked::refused) return ReminderEnd::refused;
  // Before the page: where it fails nobody is reminded at every sign-in.
  if (!write_day()) return ReminderEnd::not_kept;
  return asked == Asked::no || open_page(reminder->server) ? ReminderEnd::answered : ReminderEnd::not_opened;
}

}  // namespace

}  // namespace gatehouse

int WINAPI wWinMain(HINSTANCE, HINSTANCE, PWSTR, int) {
  // What is loaded from here on comes from System32 alone, whatever lies beside this program or in its working directory.
  SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32);
  return static_cast<int>(gatehouse::remind());
}
