#pragma once
#include "launcher/system.h"

namespace gatehouse {

/// What the package asks for, as SYSTEM. Each does as much as it can, and tells of what it could not.

/// When it is installed or repaired: State with its list of access, and the lists of settings that the package was given. @returns whether it could; an installation is rolled back otherwise
[[nodiscard]] bool install(System& system);

/// Clears the sentinel of the sign-in option, and makes the account what it has to be (disabled again in the end).
[[nodiscard]] bool repair(System& system);

/// The account with its rights and its profile, the machine's keys, and every setting of the machine.
void uninstall(System& system);

}  // namespace gatehouse
