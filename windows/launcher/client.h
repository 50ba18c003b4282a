#pragma once
#include <string>

#include "system/handle.h"
#include "launcher/system.h"

namespace gatehouse {

/// What the client is started with.
struct Start {
  Token token = nullptr;
  /// Of Gatehouse.exe, absolute.
  std::u16string program;
  /// `WinSta0\Winlogon`
  std::u16string desktop;
  /// As environment.h makes it.
  std::u16string environment;
};

/// The client's process and all that it starts: a job, which is ended when this goes.
class Client {
 public:
  Client() = default;
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { end(); }

  /// Starts it suspended, in the job, with two inherited handles: its standard input and output.
  Done start(const Start& start);
  /// Writes to its standard input, which never blocks: what does not fit is an error. @returns ERROR_BROKEN_PIPE where nobody reads
  Done write(std::string_view line);
  /// Lets it run.
  Done resume();
  /// Ends it with everything that it started. Their ends of the pipes are closed when this returns.
  void end();

  [[nodiscard]] HANDLE process() const { return process_.get(); }
  [[nodiscard]] HANDLE output() const { return output_.get(); }
  [[nodiscard]] DWORD id() const { return id_; }
  /// Of a process that has ended.
  [[nodiscard]] DWORD exit_code() const;

 private:
  Done put_in_job();
  /// What it started goes a little later than it: it still holds files and the profile.
  void wait_for_job() const;

  // In this order: what is last goes first.
  Handle job_;
  Handle process_;
  Handle thread_;
  Handle input_;
  Handle output_;
  DWORD id_ = 0;
};

}  // namespace gatehouse
