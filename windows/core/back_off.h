#pragma once
#include <cstdint>

namespace gatehouse {

/// How long to wait before something is tried again: twice as long each time, up to a limit.
class BackOff {
 public:
  /// Milliseconds. @param first at least 1 @param most at least `first`
  constexpr BackOff(std::uint32_t first, std::uint32_t most) : first_(first), most_(most), next_(first) {}

  /// @param random any number: the wait is between a half of its length and all of it, so that machines which failed together do not try
  /// again together. @returns milliseconds
  constexpr std::uint32_t wait(std::uint32_t random) {
    const std::uint32_t longest = next_;
    next_ = next_ > most_ / 2 ? most_ : next_ * 2;
    return longest - random % (longest / 2 + 1);
  }

  /// It went well.
  constexpr void reset() { next_ = first_; }

 private:
  std::uint32_t first_;
  std::uint32_t most_;
  std::uint32_t next_;
};

}  // namespace gatehouse
