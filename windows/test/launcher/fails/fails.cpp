// One run after the other, in each of which another of the calls fails that wine only pretends. Whatever fails: nothing that was granted
// stays, the account ends disabled, an event names the call, and whoever waits for a first screen is told.
#include <windows.h>

#include <algorithm>
#include <cstdio>

#include "core/text.h"
#include "launcher/device.h"
#include "launcher/launcher.h"
#include "launcher/listener.h"
#include "launcher/one_instance.h"
#include "launcher/state.h"
#include "launcher/wide.h"
#include "test/check.h"
#include "test/launcher/fake_system.h"
#include "test/launcher/own_folder.h"
#include "test/launcher/setting.h"

using namespace gatehouse;

namespace {

/// What the machine is before each run.
enum class Before { nothing, enrolled };

void prepare(FakeSystem& system, Before before) {
  state::remove();
  write_setting(L"Server", "https://reset.corp.example");
  write_setting(L"EnrolmentCode", before == Before::nothing ? "c0de" : "");
  write_own_file(u"behave.txt", before == Before::nothing ? "ready ask enrolled done" : "ready done");
  if (before == Before::nothing) return;
  CHECK(state::make() == 0);
  MachineKey key;
  CHECK(system.make_key(u"old", key).ok());
  CHECK(state::keep(u"DeviceKey", u"old") && state::keep(u"DeviceServer", u"https://reset.corp.example") && state::keep(u"Device", u"0b7e1f6e-3a52-4ef5-9d6c-0f0f0f0f0f0f"));
  system.calls.clear();
  system.exists = true;
  system.enabled = true;
  system.groups = {u"Users"};
}

bool told_of(const FakeSystem& system) {
  return std::any_of(system.events.begin(), system.events.end(), [&](const std::string& event) { return event.find(system.failed_call + ": 1130") != std::string::npos; });
}

/// Those are tried again at once, and go well then.
bool is_tried_again(const std::string& call) { return call == "take_back" || call == "delete_profile"; }

/// @returns calls that it made
std::size_t run(Before before, int fail_at) {
  FakeSystem system(own_folder());
  prepare(system, before);
  system.fail_at = fail_at;
  Request request;
  request.session = 1;
  request.ready = CreateEventW(nullptr, TRUE, FALSE, nullptr);
  Setup setup;
  setup.folder = own_folder();
  (void)launch(system, request, setup);

  std::printf("%d %s\n", fail_at, system.failed_call.c_str());
  CHECK(system.granted.empty());
  CHECK(!system.enabled);
  CHECK(!system.profile_is_loaded);
  CHECK(!system.profile_is_there);
  CHECK(GetFileAttributesW(wide(own_folder() + u"\\profile")) == INVALID_FILE_ATTRIBUTES);
  CHECK(system.open_tokens == 0);
  CHECK(WaitForSingleObject(request.ready, 0) == WAIT_OBJECT_0);
  const bool last_disable = system.failed_call == "enable_account" && system.calls[fail_at - 1] == "enable_account no";
  if (fail_at != 0 && !is_tried_again(system.failed_call) && !last_disable) CHECK(told_of(system));
  CloseHandle(request.ready);
  return system.calls.size();
}

/// A key was made and is not enrolled, and cannot be asked for: its TPM does not answer. Another one is made, so that the machine can be enrolled.
void key_that_cannot_be_asked_for() {
  state::remove();
  CHECK(state::make() == 0 && state::keep(u"NextKey", u"begun"));
  FakeSystem system(own_folder());
  system.fail_at = 1;
  Device device(system, "https://reset.corp.example", u"c0de");
  CHECK(std::holds_alternative<PublicKey>(device.begin()));
  CHECK(system.calls == std::vector<std::string>({"open_key begun", "make_key Gatehouse Device Key 1"}));
  CHECK(system.events == std::vector<std::string>({"42 open_key: 1130"}));
  state::remove();
}

/// A power cut leaves the file of the one launcher, and no launcher.
void file_without_a_launcher() {
  CHECK(!OneInstance::runs(own_folder()));
  write_own_file(u"launcher.lock", "");
  CHECK(!OneInstance::runs(own_folder()));
  {
    const OneInstance only(own_folder());
    CHECK(only.is_ours() && OneInstance::runs(own_folder()));
  }
  CHECK(!OneInstance::runs(own_folder()));
}

DWORD WINAPI write_on_and_on(void* pipe) {
  DWORD count = 0;
  while (WriteFile(pipe, "x", 1, &count, nullptr)) Sleep(20);
  return 0;
}

/// A client has ended, and another process has its pipe and goes on saying something: it is not listened to for ever.
void pipe_that_was_given_away() {
  HANDLE read = nullptr;
  HANDLE write = nullptr;
  CHECK(CreatePipe(&read, &write, nullptr, 0));
  const Handle writer(CreateThread(nullptr, 0, write_on_and_on, write, 0, nullptr));
  {
    Listener listener(read);
    CHECK(!listener.take_rest().empty());
    while (!listener.take_rest().empty()) {
    }
  }
  CloseHandle(read);
  WaitForSingleObject(writer.get(), INFINITE);
  CloseHandle(write);
}

/// Holds what the one launcher holds, until its standard input ends.
int hold() {
  const OneInstance only(own_folder());
  std::puts(only.is_ours() ? "held" : "not held");
  static_cast<void>(std::fflush(stdout));
  while (std::getchar() != EOF) {
  }
  return 0;
}

}  // namespace

int wmain(int count, wchar_t**) {
  if (count > 1) return hold();
  const HDESK desktop = CreateDesktopW(L"Winlogon", nullptr, nullptr, 0, GENERIC_ALL, nullptr);
  for (const Before before : {Before::nothing, Before::enrolled}) {
    const int calls = static_cast<int>(run(before, 0));
    CHECK(calls > 20);
    for (int at = 1; at <= calls; ++at) run(before, at);
  }
  CloseDesktop(desktop);
  key_that_cannot_be_asked_for();
  file_without_a_launcher();
  pipe_that_was_given_away();
  std::puts("all");
  return 0;
}
