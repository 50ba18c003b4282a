#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/values.h"

namespace gatehouse {

/// Any value below HKEY_LOCAL_MACHINE, in the 64-bit view. REG_EXPAND_SZ counts as text here, not expanded: these are Windows' own.
/// @returns nothing where it is not there, or may not be read
[[nodiscard]] std::optional<Value> machine_value(std::u16string_view key, std::u16string_view name);

/// The names of the keys below a key.
[[nodiscard]] std::vector<std::u16string> machine_keys(const std::u16string& key);

}  // namespace gatehouse
