#pragma once
#include <string>

#include "core/values.h"

namespace gatehouse {

/// Whether a value is what its setting wants.
[[nodiscard]] bool fits(const Setting& setting, const Value& value, const SafeFolders& safe);

/// What would be right, in words that follow the setting's name.
[[nodiscard]] std::string wanted(const Setting& setting);

}  // namespace gatehouse
