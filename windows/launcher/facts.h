#pragma once
#include <string>

#include "launcher/system.h"

namespace gatehouse {

/// What `--doctor` of the client judges, as one JSON object (src-main/doctor/windows/facts.ts). No secret is in it. It changes nothing.
/// @param folder of the programs
[[nodiscard]] std::string facts(System& system, const std::u16string& folder);

}  // namespace gatehouse
