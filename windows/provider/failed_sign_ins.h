#pragma once
#include <windows.h>
#include <winevt.h>

namespace gatehouse {

/// How often a sign-in failed on this machine lately, by event 4625 of the Security log. A provider that does not wrap the password's hears of it nowhere else.
class FailedSignIns {
 public:
  FailedSignIns() = default;
  FailedSignIns(const FailedSignIns&) = delete;
  FailedSignIns& operator=(const FailedSignIns&) = delete;
  ~FailedSignIns() { stop_watching(); }

  /// Whether there were `wanted` of them within the last quarter of an hour; true also where that cannot be told: the machine does not record failed sign-ins, or the log
  /// cannot be read.
  [[nodiscard]] static bool at_least(DWORD wanted);

  /// Posts each further one to `mailbox`. Where that cannot be, the next sign-in screen sees it.
  void watch(HWND mailbox);
  void stop_watching();

 private:
  EVT_HANDLE subscription_ = nullptr;
};

}  // namespace gatehouse
