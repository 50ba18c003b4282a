#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"

namespace gatehouse {

/// Lines in one second; whoever says more is up to no good.
constexpr std::size_t most_lines_a_second = 100;

/// Divides what comes out of a pipe into lines. After the first thing that is wrong it takes nothing more.
class Lines {
 public:
  enum class Fault { none, too_long, too_many };

  /// @param now milliseconds of a clock that does not go back; one that does counts as standing still
  /// @param out gets the lines that are whole, without their ends
  [[nodiscard]] Fault take(std::string_view bytes, std::uint64_t now, std::vector<std::string>& out);

  [[nodiscard]] Fault fault() const { return fault_; }

 private:
  bool in_time(std::uint64_t now);

  std::string begun_;
  /// When the last lines ended, in a ring; the oldest is at `next_`.
  std::array<std::uint64_t, most_lines_a_second> ended_{};
  std::size_t count_ = 0;
  std::size_t next_ = 0;
  std::uint64_t latest_ = 0;
  Fault fault_ = Fault::none;
};

}  // namespace gatehouse
