#pragma once
#include <cstdint>
#include <optional>

namespace gatehouse {

/// Whether somebody is reminded today. Days are whole ones of any calendar that counts upwards.
/// @param last when it happened last; none: never. One that has not come yet is no reason to stay silent: a clock was put right.
/// @param every so many days; 0: never
[[nodiscard]] inline bool is_due(std::uint32_t today, std::optional<std::uint32_t> last, std::uint32_t every) {
  if (every == 0) return false;
  if (!last || *last > today) return true;
  return today - *last >= every;
}

}  // namespace gatehouse
