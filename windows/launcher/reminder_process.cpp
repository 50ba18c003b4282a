#include "launcher/reminder_process.h"

#include "core/json.h"
#include "core/quote.h"
#include "launcher/handle_list.h"
#include "launcher/wide.h"

namespace gatehouse {

namespace {

/// A whole line: it is written before there is anybody to read it.
constexpr DWORD room_of_pipe = 2 * longest_line;

Done failed(std::string_view call) { return {GetLastError(), call}; }

/// A pipe that holds the line and nothing more will come of.
Done filled_pipe(std::string_view line, Handle& read) {
  if (line.size() > longest_line) return {ERROR_BUFFER_OVERFLOW, "WriteFile"};
  Handle write;
  if (!CreatePipe(read.out(), write.out(), nullptr, room_of_pipe)) return failed("CreatePipe");
  DWORD written = 0;
  if (!WriteFile(write.get(), line.data(), static_cast<DWORD>(line.size()), &written, nullptr) || written != line.size()) return failed("WriteFile");
  if (!SetHandleInformation(read.get(), HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT)) return failed("SetHandleInformation");
  return {};
}

}  // namespace

ReminderProcess::~ReminderProcess() {
  if (process_ && !ends(0)) TerminateProcess(process_.get(), ERROR_TIMEOUT);
}

Done ReminderProcess::start(Token token, const std::u16string& program, const std::u16string& desktop, std::u16string environment, std::string_view line) {
  Handle input;
  if (const Done done = filled_pipe(line, input); !done.ok()) return done;
  HandleList inherited({input.get()});
  if (const Done done = inherited.make(); !done.ok()) return done;
  std::optional<std::u16string> command = command_line(program, {});
  if (!command) return {ERROR_BAD_PATHNAME, "CreateProcessAsUserW"};
  std::u16string own_desktop = desktop;
  const std::u16string folder = program.substr(0, program.rfind(u'\\'));

  STARTUPINFOEXW info = {};
  info.StartupInfo.cb = sizeof(info);
  info.StartupInfo.lpDesktop = wide_for_writing(own_desktop);
  info.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
  info.StartupInfo.hStdInput = input.get();
  info.lpAttributeList = inherited.get();
  PROCESS_INFORMATION made = {};
  constexpr DWORD flags = CREATE_UNICODE_ENVIRONMENT | EXTENDED_STARTUPINFO_PRESENT;
  if (!CreateProcessAsUserW(token, wide(program), wide_for_writing(*command), nullptr, nullptr, TRUE, flags, wide_for_writing(environment), wide(folder), &info.StartupInfo, &made)) {
    return failed("CreateProcessAsUserW");
  }
  process_ = Handle(made.hProcess);
  const Handle thread(made.hThread);
  return {};
}

bool ReminderProcess::ends(std::uint64_t until) const {
  const std::uint64_t now = GetTickCount64();
  return WaitForSingleObject(process_.get(), until > now ? static_cast<DWORD>(until - now) : 0) == WAIT_OBJECT_0;
}

DWORD ReminderProcess::exit_code() const {
  DWORD code = 0;
  GetExitCodeProcess(process_.get(), &code);
  return code;
}

}  // namespace gatehouse
