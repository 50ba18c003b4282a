// In place of Gatehouse.exe: speaks the hand-over as the client does, and otherwise does what behave.txt beside it says, in words that
// are carried out one after the other. What it was started with it writes to saw.json.
#include <windows.h>

#include <cstring>
#include <optional>
#include <sstream>
#include <string>

#include "core/json.h"
#include "core/text.h"
#include "test/launcher/own_folder.h"

namespace gatehouse {
namespace {

/// @returns without its end; nothing where nothing more comes
std::optional<std::string> read_line() {
  std::string out;
  char letter = 0;
  DWORD count = 0;
  while (ReadFile(GetStdHandle(STD_INPUT_HANDLE), &letter, 1, &count, nullptr) && count == 1) {
    if (letter == '\n') return out;
    out.push_back(letter);
  }
  return std::nullopt;
}

void say(const std::string& text) {
  DWORD count = 0;
  WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), text.data(), static_cast<DWORD>(text.size()), &count, nullptr);
}

/// The handles that came with it: those that can be inherited on, since it has made none yet.
int inherited_handles() {
  int found = 0;
  DWORD flags = 0;
  for (std::uintptr_t number = 4; number < 0x2000; number += 4) {
    if (GetHandleInformation(reinterpret_cast<HANDLE>(number), &flags) && (flags & HANDLE_FLAG_INHERIT) != 0) ++found;
  }
  return found;
}

std::string desktop() {
  wchar_t name[100] = L"";
  DWORD size = 0;
  GetUserObjectInformationW(GetThreadDesktop(GetCurrentThreadId()), UOI_NAME, name, sizeof(name), &size);
  return utf8(narrow(name));
}

void write_what_it_saw(const std::string& hand_over) {
  JsonWriter json;
  json.begin_object().name("command").text(narrow(GetCommandLineW())).name("handles").number(inherited_handles()).name("desktop").text(desktop());
  json.name("errors").boolean(GetStdHandle(STD_ERROR_HANDLE) != nullptr);
  json.name("environment").begin_list();
  const wchar_t* block = GetEnvironmentStringsW();
  for (const wchar_t* one = block; *one != 0; one += wcslen(one) + 1) json.text(narrow(one));
  json.end_list().name("handOver").text(hand_over).end_object();
  write_own_file(u"saw.json", json.written());
}

/// A process of its own that lives on, and holds a file that is gone once it does not.
void bear() {
  std::u16string line = u"\"" + own_folder() + u"\\Gatehouse.exe\" --born";
  STARTUPINFOW info = {};
  info.cb = sizeof(info);
  PROCESS_INFORMATION made = {};
  if (!CreateProcessW(nullptr, wide_for_writing(line), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &info, &made)) ExitProcess(90);
  CloseHandle(made.hProcess);
  CloseHandle(made.hThread);
  while (!own_file_exists(u"born")) Sleep(10);
  write_own_file(u"bore.txt", "yes");
}

int live_on() {
  const Handle file(CreateFileW(wide(own_folder() + u"\\born"), GENERIC_WRITE | DELETE, FILE_SHARE_READ, nullptr, CREATE_ALWAYS, FILE_FLAG_DELETE_ON_CLOSE, nullptr));
  Sleep(60'000);
  return 0;
}

/// Until it is ended.
[[noreturn]] void stay(const char* word) {
  for (;;) {
    if (word != nullptr) say(word);
    Sleep(100);
  }
}

void read_proof() {
  if (const std::optional<std::string> answer = read_line()) write_own_file(u"answer.json", *answer);
}

void carry_out(const std::string& word) {
  if (word == "ready" || word == "alive" || word == "done" || word == "cancelled") say("{\"said\":\"" + word + "\"}\n");
  if (word == "hang" || word == "silent") stay(nullptr);
  if (word == "outlive") stay("{\"said\":\"alive\"}\n");
  // As one ends that Windows ends: a real one would bring wine's debugger, which writes to our pipe.
  if (word == "crash") ExitProcess(STATUS_ACCESS_VIOLATION);
  if (word == "flood") stay(std::string(8192, '\n').c_str());
  if (word == "chatter") {
    for (int count = 0; count < 101; ++count) say("{\"said\":\"alive\"}\n");
    stay(nullptr);
  }
  if (word == "long") say(std::string(4097, 'a') + "\n"), stay(nullptr);
  if (word == "malformed") say("{\"said\":\"open\"}\n"), stay(nullptr);
  if (word == "bear") bear();
  if (word == "break") CloseHandle(GetStdHandle(STD_OUTPUT_HANDLE)), stay(nullptr);
  if (word == "ask" || word == "prove") say("{\"said\":\"prove\",\"nonce\":\"nonce-of-the-server\"}\n");
  if (word == "prove") read_proof();
  if (word == "greedy") {
    for (;;) say("{\"said\":\"prove\",\"nonce\":\"a\"}\n"), Sleep(15);
  }
  if (word == "enrolled") say("{\"said\":\"enrolled\",\"device\":\"0B7E1F6E-3A52-4EF5-9D6C-0F0F0F0F0F0F\"}\n");
  if (word == "refused") say("{\"said\":\"event\",\"event\":41,\"text\":\"refused by the server\"}\n");
  if (word == "tell") say("{\"said\":\"event\",\"event\":3,\"text\":\"something\\nelse\"}\n");
  if (word == "stays-behind") Sleep(60'000);
}

int play() {
  const std::optional<std::string> hand_over = read_line();
  if (!hand_over) return 91;
  write_what_it_saw(*hand_over);
  std::istringstream words(read_own_file(u"behave.txt"));
  for (std::string word; words >> word;) carry_out(word);
  return 0;
}

}  // namespace
}  // namespace gatehouse

int WINAPI wWinMain(HINSTANCE, HINSTANCE, wchar_t* line, int) { return wcscmp(line, L"--born") == 0 ? gatehouse::live_on() : gatehouse::play(); }
