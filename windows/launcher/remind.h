#pragma once
#include <cstdint>
#include <string>

#include "launcher/system.h"

namespace gatehouse {

struct Reminding {
  /// With the reminder in it. Absolute.
  std::u16string folder;
  /// Where people see their programs.
  std::u16string desktop = u"winsta0\\default";
  /// Milliseconds for all of them; the task is ended after a minute (deploy/msi/reminder.xml).
  std::uint64_t limit = 40'000;
};

/// Somebody has signed in: whoever is there and was not asked about for `ReminderDays` days gets a reminder of their own, which asks the server
/// whether they still have to register. This program speaks to nobody: it says who they are, signed by the machine, and starts it as them.
/// @returns whether everything went as it should; what did not is told
[[nodiscard]] bool remind(System& system, const Reminding& how);

}  // namespace gatehouse
