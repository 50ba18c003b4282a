#pragma once
#include <string>

namespace gatehouse {

/// The version of this file, out of its own resources; empty where it has none.
[[nodiscard]] std::wstring own_version();

}  // namespace gatehouse
