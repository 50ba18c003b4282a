#pragma once
#include <algorithm>
#include <cstdint>
#include <string_view>

namespace gatehouse {

/// Milliseconds. The tests have shorter ones; these are what the product is built with (main.cpp).
struct Limits {
  /// Until the first screen is shown.
  std::uint64_t ready = 30'000;
  /// Between two signs of life. The client gives one every five seconds.
  std::uint64_t alive = 20'000;
  /// For the whole run; `LimitMinutes` says it.
  std::uint64_t run = std::uint64_t{15} * 60'000;
  /// From `done` or `cancelled` until its process has gone.
  std::uint64_t leave = 5'000;
};

/// What the client has to do in time. It knows no clock: it is told what time it is.
class Watch {
 public:
  Watch(const Limits& limits, std::uint64_t now) : limits_(limits), run_by_(now + limits.run), next_by_(now + limits.ready) {}

  /// It shows its first screen, or gives a sign of life after that. Before `ready`, `alive` counts for nothing: a client that is
  /// alive and shows nothing is no use.
  void ready(std::uint64_t now) {
    ready_ = true;
    alive(now);
  }
  void alive(std::uint64_t now) {
    if (ready_ && !leaves_) next_by_ = now + limits_.alive;
  }
  /// It ends by itself.
  void leaves(std::uint64_t now) {
    leaves_ = true;
    next_by_ = now + limits_.leave;
  }

  /// Milliseconds until something is over, at most.
  [[nodiscard]] std::uint64_t left(std::uint64_t now) const {
    const std::uint64_t by = std::min(run_by_, next_by_);
    return by > now ? by - now : 0;
  }
  /// @returns why the client is to be ended; empty: it is not
  [[nodiscard]] std::string_view over(std::uint64_t now) const {
    if (now >= next_by_) return leaves_ ? "it said that it ends, and did not" : ready_ ? "no sign of life" : "no screen in time";
    return now >= run_by_ ? "its time was over" : "";
  }

 private:
  Limits limits_;
  std::uint64_t run_by_;
  std::uint64_t next_by_;
  bool ready_ = false;
  bool leaves_ = false;
};

}  // namespace gatehouse
