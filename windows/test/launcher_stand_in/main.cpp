// In the place of Gatehouse.Launcher.exe, beside the provider's DLL: writes down how it was started (started.json beside it), then does what behave.txt says.
#include <windows.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/json.h"
#include "provider/caller_text.h"
#include "test/launcher/own_folder.h"

using gatehouse::JsonWriter;
using gatehouse::portable;

namespace {

std::wstring own_path() {
  wchar_t path[MAX_PATH] = {};
  GetModuleFileNameW(nullptr, path, MAX_PATH);
  return path;
}

/// Written under another name first: who waits for it never reads half of it.
void write(const std::u16string& name, const std::string& text) {
  gatehouse::write_own_file(name + u".part", text);
  const std::u16string place = gatehouse::own_folder() + u"\\" + name;
  MoveFileExW(gatehouse::wide(place + u".part"), gatehouse::wide(place), MOVEFILE_REPLACE_EXISTING);
}

std::string behaviour() {
  const std::string said = gatehouse::read_own_file(u"behave.txt");
  return said.empty() ? "ready" : said;
}

/// One star for each time it was started.
void count_start() { write(u"starts.txt", gatehouse::read_own_file(u"starts.txt") + "*"); }

void write_pid(const std::u16string& name) { write(name, std::to_string(GetCurrentProcessId())); }

void start_grandchild() {
  std::wstring line = L"\"" + own_path() + L"\" --grandchild";
  STARTUPINFOW how = {};
  how.cb = sizeof how;
  PROCESS_INFORMATION made = {};
  if (CreateProcessW(nullptr, line.data(), nullptr, nullptr, FALSE, 0, nullptr, nullptr, &how, &made) == FALSE) std::abort();
}

HANDLE handle_after(int count, wchar_t** arguments, const wchar_t* name) {
  for (int at = 1; at + 1 < count; ++at) {
    if (std::wstring(arguments[at]) == name) return reinterpret_cast<HANDLE>(static_cast<std::uintptr_t>(_wcstoui64(arguments[at + 1], nullptr, 10)));
  }
  return nullptr;
}

void write_how_it_was_started(int count, wchar_t** arguments, HANDLE ready, HANDLE stop) {
  wchar_t directory[MAX_PATH] = {};
  GetCurrentDirectoryW(MAX_PATH, directory);
  BOOL in_job = FALSE;
  IsProcessInJob(GetCurrentProcess(), nullptr, &in_job);
  JsonWriter out;
  out.begin_object().name("arguments").begin_list();
  for (int at = 0; at < count; ++at) out.text(portable(arguments[at]));
  out.end_list().name("folder").text(portable(directory)).name("inJob").boolean(in_job != FALSE);
  out.name("eventsWork").boolean(WaitForSingleObject(ready, 0) == WAIT_TIMEOUT && WaitForSingleObject(stop, 0) == WAIT_TIMEOUT);
  write(u"started.json", out.end_object().written());
}

}  // namespace

int wmain(int count, wchar_t** arguments) {
  if (count == 2 && std::wstring(arguments[1]) == L"--grandchild") {
    write_pid(u"grandchild.txt");
    Sleep(INFINITE);
  }
  const HANDLE ready = handle_after(count, arguments, L"--ready");
  const HANDLE stop = handle_after(count, arguments, L"--stop");
  const std::string how = behaviour();
  count_start();
  write_how_it_was_started(count, arguments, ready, stop);
  // Last: whoever sees it may end the launcher at once.
  write_pid(u"child.txt");

  if (how == "ends") return 0;
  if (how == "crashes") TerminateProcess(GetCurrentProcess(), STATUS_ACCESS_VIOLATION);
  if (how == "silent") Sleep(INFINITE);
  if (how == "grandchild" || how == "orphan") start_grandchild();
  // "orphan" leaves the grandchild behind, as a launcher that was ended from outside would.
  if (how == "orphan") {
    while (!gatehouse::own_file_exists(u"grandchild.txt")) Sleep(5);
    SetEvent(ready);
    return 0;
  }
  // The client has a window when the test says so.
  while (!gatehouse::own_file_exists(u"go.txt")) {
    if (how == "ready" && WaitForSingleObject(stop, 0) == WAIT_OBJECT_0) break;
    Sleep(5);
  }
  SetEvent(ready);
  if (how != "ready") Sleep(INFINITE);
  WaitForSingleObject(stop, INFINITE);
  write(u"stopped.txt", "stopped");
  return 0;
}
