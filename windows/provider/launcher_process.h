#pragma once
#include <windows.h>

#include <string>

#include "system/handle.h"

namespace gatehouse {

/// Gatehouse.Launcher.exe beside this DLL, in a job that ends with this object and takes all below it along.
class LauncherProcess {
 public:
  /// @param user the selected user's qualified name; empty under Other user
  /// @returns 0, or the Win32 error of what failed; then nothing was started
  [[nodiscard]] DWORD start(const std::wstring& user);

  [[nodiscard]] HANDLE process() const { return process_.get(); }
  /// Set by the launcher once the client has a window.
  [[nodiscard]] HANDLE ready() const { return ready_.get(); }
  /// Asks it to end the client, to put everything back and to end.
  void ask_to_stop() const;
  /// Ends it and all below it now.
  void kill() const;

 private:
  Handle job_;
  Handle process_;
  Handle ready_;
  Handle stop_;
};

}  // namespace gatehouse
