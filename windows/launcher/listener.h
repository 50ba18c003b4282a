#pragma once
#include <atomic>
#include <cstdint>
#include <string>

#include "system/handle.h"

namespace gatehouse {

/// Reads a pipe in a thread of its own, since anonymous pipes can be waited for in no other way. It reads on only after what it read
/// was taken, so that whoever floods it waits, and nothing piles up here.
class Listener {
 public:
  /// @param pipe must live longer than this
  explicit Listener(HANDLE pipe);
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  /// The other end must be closed by now: that ends the thread.
  ~Listener();

  [[nodiscard]] bool works() const { return static_cast<bool>(thread_); }
  /// Set while there is something to take.
  [[nodiscard]] HANDLE heard() const { return heard_.get(); }
  /// Only after `heard` was set. @returns what came; empty: nobody holds the other end any more
  [[nodiscard]] std::string take();
  /// The same, and waits for it: for when the other end is closed, or should be. Who still has it by then (a client can give it away) is not
  /// listened to for long. @returns empty also where the time for all of the rest is over
  [[nodiscard]] std::string take_rest();

 private:
  static DWORD WINAPI read_all(void* self);

  HANDLE pipe_;
  Handle heard_;
  Handle taken_;
  Handle thread_;
  std::string came_;
  /// Milliseconds of GetTickCount64; 0: nobody has asked for the rest.
  std::uint64_t rest_until_ = 0;
  std::atomic<bool> over_ = false;
};

}  // namespace gatehouse
