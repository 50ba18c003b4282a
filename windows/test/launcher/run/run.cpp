// The launcher as it is shipped, beside two things: what wine only pretends is a fake, and its limits are a try's. Carries out every
// line of tries.txt, and prints a JSON object for each: what was called, told and left, and what the client saw.
#include <windows.h>

#include <cstdio>
#include <sstream>

#include "core/json.h"
#include "core/text.h"
#include "launcher/arguments.h"
#include "launcher/state.h"
#include "test/launcher/fake_system.h"
#include "test/launcher/own_folder.h"
#include "test/launcher/setting.h"
#include "test/launcher/try.h"

using namespace gatehouse;

namespace {

void prepare(FakeSystem& system, const Try& what) {
  if (!what.keep) state::remove();
  if (what.code) write_setting(L"EnrolmentCode", *what.code);
  if (what.server) write_setting(L"Server", *what.server);
  system.exists = what.account != "absent";
  system.enabled = what.account == "left";
  if (what.account == "left") system.groups = {u"Users"};
  if (what.account == "left") system.processes_outside = 2;
  if (what.account == "right") system.rights = {u"SeBatchLogonRight"};
  if (what.account == "denied") system.denied = {u"S-1-5-113"};
  write_own_file(u"behave.txt", what.words);
  for (const char16_t* name : {u"saw.json", u"answer.json", u"bore.txt"}) DeleteFileW(wide(own_folder() + u"\\" + name));
}

void add(JsonWriter& json, const char* name, const std::vector<std::string>& list) {
  json.name(name).begin_list();
  for (const std::string& one : list) json.text(one);
  json.end_list();
}

void add_file(JsonWriter& json, const char* name, const std::u16string& file) {
  const std::string text = read_own_file(file);
  json.name(name).raw(text.empty() ? "null" : text);
}

void print(const FakeSystem& system, Outcome outcome, HANDLE ready) {
  JsonWriter json;
  json.begin_object().name("outcome").number(static_cast<int>(outcome));
  add(json, "calls", system.calls);
  add(json, "events", system.events);
  add(json, "passwords", system.passwords);
  json.name("enabled").boolean(system.enabled).name("granted").number(static_cast<std::int64_t>(system.granted.size()));
  json.name("profile").boolean(system.profile_is_there || system.profile_is_loaded || own_file_exists(u"profile"));
  json.name("tokens").number(system.open_tokens).name("shown").boolean(WaitForSingleObject(ready, 0) == WAIT_OBJECT_0);
  json.name("bore").boolean(own_file_exists(u"bore.txt")).name("born").boolean(own_file_exists(u"born"));
  add_file(json, "saw", u"saw.json");
  add_file(json, "answer", u"answer.json");
  std::puts(json.end_object().written().c_str());
  static_cast<void>(std::fflush(stdout));
}

struct WhenReady {
  HANDLE ready;
  HANDLE stop;
};

DWORD WINAPI stop_when_ready(void* events) {
  const auto& both = *static_cast<WhenReady*>(events);
  WaitForSingleObject(both.ready, INFINITE);
  SetEvent(both.stop);
  return 0;
}

void carry_out(const Request& asked, const Try& what) {
  // Both can be inherited, as those of the provider can: the client must get neither.
  SECURITY_ATTRIBUTES inherited = {sizeof(inherited), nullptr, TRUE};
  const Handle ready(CreateEventW(&inherited, TRUE, FALSE, nullptr));
  const Handle stop(CreateEventW(&inherited, TRUE, FALSE, nullptr));
  WhenReady both = {ready.get(), stop.get()};
  const Handle provider(what.stop ? CreateThread(nullptr, 0, stop_when_ready, &both, 0, nullptr) : nullptr);

  FakeSystem system(own_folder());
  prepare(system, what);
  Request request = asked;
  request.ready = ready.get();
  request.stop = stop.get();
  Setup setup;
  setup.folder = own_folder();
  setup.limit_by_settings = false;
  setup.limits = what.limits;
  print(system, launch(system, request, setup), ready.get());
  if (provider) WaitForSingleObject(provider.get(), INFINITE);
}

}  // namespace

int wmain(int count, wchar_t** values) {
  std::vector<std::u16string> arguments;
  for (int at = 1; at < count; ++at) arguments.push_back(narrow(values[at]));
  const std::optional<Wanted> wanted = read_arguments(arguments);
  const Request* asked = wanted ? std::get_if<Request>(&*wanted) : nullptr;
  if (asked == nullptr) return 64;

  // As Windows has it: the desktop is there before the launcher comes.
  const HDESK desktop = CreateDesktopW(L"Winlogon", nullptr, nullptr, 0, GENERIC_ALL, nullptr);
  std::istringstream lines(read_own_file(u"tries.txt"));
  for (std::string line; std::getline(lines, line);) {
    const std::optional<Try> what = read_try(line);
    if (!what) return 65;
    carry_out(*asked, *what);
  }
  CloseDesktop(desktop);
  return 0;
}
