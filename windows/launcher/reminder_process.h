#pragma once
#include <string>
#include <string_view>

#include "launcher/system.h"
#include "system/handle.h"

namespace gatehouse {

/// A program of ours that runs as somebody who has signed in, with what they may do and no more. It belongs to them: it is told one line, and
/// nothing that it says is read but how it ended. It is in no job, since the browser that it starts stays.
class ReminderProcess {
 public:
  ReminderProcess() = default;
  ReminderProcess(ReminderProcess&&) = default;
  ReminderProcess& operator=(ReminderProcess&&) = default;
  /// One that does not end by itself is ended.
  ~ReminderProcess();

  /// @param line for its standard input, which ends after it
  Done start(Token token, const std::u16string& program, const std::u16string& desktop, std::u16string environment, std::string_view line);
  /// @param until milliseconds of GetTickCount64 @returns whether it has ended by then
  [[nodiscard]] bool ends(std::uint64_t until) const;
  [[nodiscard]] DWORD exit_code() const;

 private:
  Handle process_;
};

}  // namespace gatehouse
