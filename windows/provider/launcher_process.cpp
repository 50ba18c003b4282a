#include "provider/launcher_process.h"

#include <cstdint>
#include <vector>

#include "core/base64url.h"
#include "core/quote.h"
#include "core/text.h"
#include "provider/caller_text.h"
#include "provider/module.h"

namespace gatehouse {

namespace {

/// An event that the launcher inherits. It has no name: nobody else on the machine finds it.
Handle inherited_event() {
  SECURITY_ATTRIBUTES inherited = {sizeof inherited, nullptr, TRUE};
  return Handle(CreateEventW(&inherited, TRUE, FALSE, nullptr));
}

Handle killing_job() {
  Handle job(CreateJobObjectW(nullptr, nullptr));
  if (!job) return {};
  // No UI limits: they break the job that Chromium's sandbox makes below this one.
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  return SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation, &limits, sizeof limits) == FALSE ? Handle() : std::move(job);
}

std::u16string number(std::uintptr_t value) { return portable(std::to_wstring(value)); }

/// What the launcher is told, in the order of its own reading: "The press" of docs/windows.md.
std::wstring command_line(const std::wstring& program, const std::wstring& user, HANDLE ready, HANDLE stop) {
  DWORD session = 0;
  // The console's, where Windows does not say.
  if (ProcessIdToSessionId(GetCurrentProcessId(), &session) == FALSE) session = WTSGetActiveConsoleSessionId();
  std::u16string line = quoted(portable(program)) + u" --session " + number(session);
  if (!user.empty()) {
    const std::string encoded = base64url(Bytes(std::string_view(utf8(portable(user)))));
    line += u" --user " + std::u16string(encoded.begin(), encoded.end());
  }
  line += u" --ready " + number(reinterpret_cast<std::uintptr_t>(ready)) + u" --stop " + number(reinterpret_cast<std::uintptr_t>(stop));
  return windows_text(line);
}

/// The list of the handles that a process inherits: these and no others of LogonUI's.
class InheritedHandles {
 public:
  explicit InheritedHandles(std::vector<HANDLE> handles) : handles_(std::move(handles)) {
    SIZE_T size = 0;
    // Fails by design and says how much room it takes.
    static_cast<void>(InitializeProcThreadAttributeList(nullptr, 1, 0, &size));
    room_.resize(size);
    auto* list = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(room_.data());
    if (size == 0 || InitializeProcThreadAttributeList(list, 1, 0, &size) == FALSE) return;
    list_ = list;
    whole_ = UpdateProcThreadAttribute(list_, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles_.data(), handles_.size() * sizeof(HANDLE), nullptr, nullptr) != FALSE;
  }
  InheritedHandles(const InheritedHandles&) = delete;
  InheritedHandles& operator=(const InheritedHandles&) = delete;
  ~InheritedHandles() {
    if (list_ != nullptr) DeleteProcThreadAttributeList(list_);
  }

  /// @returns null where Windows did not take it
  [[nodiscard]] LPPROC_THREAD_ATTRIBUTE_LIST get() const { return whole_ ? list_ : nullptr; }

 private:
  std::vector<HANDLE> handles_;
  std::vector<std::uint8_t> room_;
  LPPROC_THREAD_ATTRIBUTE_LIST list_ = nullptr;
  bool whole_ = false;
};

DWORD last_error() {
  const DWORD error = GetLastError();
  return error == ERROR_SUCCESS ? ERROR_GEN_FAILURE : error;
}

}  // namespace

DWORD LauncherProcess::start(const std::wstring& user) {
  const std::wstring folder = module_folder();
  if (folder.empty()) return last_error();
  job_ = killing_job();
  ready_ = inherited_event();
  stop_ = inherited_event();
  if (!job_ || !ready_ || !stop_) return last_error();
  const InheritedHandles inherited({ready_.get(), stop_.get()});
  if (inherited.get() == nullptr) return last_error();

  const std::wstring program = folder + L"\\Gatehouse.Launcher.exe";
  std::wstring line = command_line(program, user, ready_.get(), stop_.get());
  STARTUPINFOEXW how = {};
  how.StartupInfo.cb = sizeof how;
  how.lpAttributeList = inherited.get();
  PROCESS_INFORMATION made = {};
  // Suspended until it is in the job: nothing that it starts may be outside.
  constexpr DWORD kFlags = CREATE_SUSPENDED | EXTENDED_STARTUPINFO_PRESENT | CREATE_DEFAULT_ERROR_MODE;
  if (CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, TRUE, kFlags, nullptr, folder.c_str(), &how.StartupInfo, &made) == FALSE) return last_error();
  process_ = Handle(made.hProcess);
  const Handle thread(made.hThread);

  const bool runs = AssignProcessToJobObject(job_.get(), process_.get()) != FALSE && ResumeThread(thread.get()) != static_cast<DWORD>(-1);
  if (runs) return ERROR_SUCCESS;
  const DWORD error = last_error();
  static_cast<void>(TerminateProcess(process_.get(), error));
  process_ = Handle();
  return error;
}

void LauncherProcess::ask_to_stop() const {
  if (stop_) static_cast<void>(SetEvent(stop_.get()));
}

void LauncherProcess::kill() const {
  if (job_) static_cast<void>(TerminateJobObject(job_.get(), ERROR_CANCELLED));
}

}  // namespace gatehouse
