#include "launcher/client.h"

#include <optional>

#include "core/quote.h"
#include "launcher/handle_list.h"
#include "launcher/wide.h"

namespace gatehouse {

namespace {

/// Holds the hand-over and every proof that one run may ask for (conversation.h), read or not: writing cannot wait for the client.
constexpr DWORD room_of_pipe = 128 * 1024;

/// Milliseconds for what was ended to go.
constexpr DWORD patience = 5000;

Done failed(std::string_view call) { return {GetLastError(), call}; }

/// A pipe with one end that a child can inherit.
struct Pipe {
  Handle read;
  Handle write;

  Done make(bool child_reads) {
    if (!CreatePipe(read.out(), write.out(), nullptr, room_of_pipe)) return failed("CreatePipe");
    if (!SetHandleInformation((child_reads ? read : write).get(), HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT)) return failed("SetHandleInformation");
    return {};
  }
};

}  // namespace

Done Client::start(const Start& start) {
  Pipe in;
  Pipe out;
  if (const Done done = in.make(true); !done.ok()) return done;
  if (const Done done = out.make(false); !done.ok()) return done;
  DWORD never_wait = PIPE_NOWAIT;
  if (!SetNamedPipeHandleState(in.write.get(), &never_wait, nullptr, nullptr)) return failed("SetNamedPipeHandleState");

  HandleList inherited({in.read.get(), out.write.get()});
  if (const Done done = inherited.make(); !done.ok()) return done;
  std::optional<std::u16string> line = command_line(start.program, {u"--kiosk"});
  if (!line) return {ERROR_BAD_PATHNAME, "CreateProcessAsUserW"};
  std::u16string desktop = start.desktop;
  std::u16string environment = start.environment;
  const std::u16string folder = start.program.substr(0, start.program.rfind(u'\\'));

  STARTUPINFOEXW info = {};
  info.StartupInfo.cb = sizeof(info);
  info.StartupInfo.lpDesktop = wide_for_writing(desktop);
  info.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
  info.StartupInfo.hStdInput = in.read.get();
  info.StartupInfo.hStdOutput = out.write.get();
  // No standard error: a pipe for it kept Chrome from starting on some machines (GCPW), and NUL would be a third handle.
  info.lpAttributeList = inherited.get();

  PROCESS_INFORMATION made = {};
  constexpr DWORD flags = CREATE_SUSPENDED | CREATE_UNICODE_ENVIRONMENT | EXTENDED_STARTUPINFO_PRESENT;
  if (!CreateProcessAsUserW(start.token, wide(start.program), wide_for_writing(*line), nullptr, nullptr, TRUE, flags, wide_for_writing(environment), wide(folder), &info.StartupInfo, &made)) {
    return failed("CreateProcessAsUserW");
  }
  process_ = Handle(made.hProcess);
  thread_ = Handle(made.hThread);
  id_ = made.dwProcessId;
  input_ = std::move(in.write);
  output_ = std::move(out.read);
  return put_in_job();
}

Done Client::put_in_job() {
  job_ = Handle(CreateJobObjectW(nullptr, nullptr));
  if (!job_) return failed("CreateJobObjectW");
  // No limits of the user interface: Chromium makes a job of its own inside this one, which those break.
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  if (!SetInformationJobObject(job_.get(), JobObjectExtendedLimitInformation, &limits, sizeof(limits))) return failed("SetInformationJobObject");
  if (!AssignProcessToJobObject(job_.get(), process_.get())) return failed("AssignProcessToJobObject");
  return {};
}

Done Client::write(std::string_view line) {
  DWORD written = 0;
  if (!WriteFile(input_.get(), line.data(), static_cast<DWORD>(line.size()), &written, nullptr)) return failed("WriteFile");
  if (written != line.size()) return {ERROR_PIPE_BUSY, "WriteFile"};
  return {};
}

Done Client::resume() {
  if (ResumeThread(thread_.get()) == static_cast<DWORD>(-1)) return failed("ResumeThread");
  return {};
}

void Client::end() {
  if (!process_) return;
  // The second for one that could not be put in the job.
  if (job_) TerminateJobObject(job_.get(), ERROR_PROCESS_ABORTED);
  TerminateProcess(process_.get(), ERROR_PROCESS_ABORTED);
  WaitForSingleObject(process_.get(), patience);
  wait_for_job();
  input_.reset();
  job_.reset();
}

void Client::wait_for_job() const {
  // Nothing can be waited for that is set when a job is empty, other than by a thread and a port.
  JOBOBJECT_BASIC_ACCOUNTING_INFORMATION now = {};
  for (const std::uint64_t until = GetTickCount64() + patience; job_ && GetTickCount64() < until; Sleep(5)) {
    if (!QueryInformationJobObject(job_.get(), JobObjectBasicAccountingInformation, &now, sizeof(now), nullptr) || now.ActiveProcesses == 0) return;
  }
}

DWORD Client::exit_code() const {
  DWORD code = 0;
  GetExitCodeProcess(process_.get(), &code);
  return code;
}

}  // namespace gatehouse
