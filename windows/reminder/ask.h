#pragma once
#include <optional>

#include "core/reminder.h"

namespace gatehouse {

/// What became of the question. `yes` and `no` are the server's answers.
enum class Asked { yes, no, no_answer, refused };

/// Asks the server of the reminder whether its person still has to register: with the person's rights, the certificates that Windows trusts, and
/// the proxy that the reminder names, else the person's own. It takes seconds, follows to no other address, and shows nobody's credentials to anybody.
[[nodiscard]] Asked ask(const Reminder& reminder);

}  // namespace gatehouse
