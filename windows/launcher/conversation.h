#pragma once
#include <string>

#include "core/lines.h"
#include "core/pipe.h"
#include "launcher/client.h"
#include "launcher/device.h"
#include "launcher/watch.h"

namespace gatehouse {

/// Listens to a running client until it has ended or has to be ended. What it says is believed in nothing but this: that it is alive,
/// what it wants written down, and that it would like to be enrolled.
class Conversation {
 public:
  /// @param ready set once the first screen is shown; null: nobody waits for it
  /// @param stop set from outside: somebody signs in, or the sign-in screen goes; null: nobody will
  Conversation(System& system, Client& client, Device& device, const Limits& limits, HANDLE ready, HANDLE stop);

  /// The client and all that it started have ended when this returns, and it is in the event log how.
  void hold();

 private:
  void hear(const std::string& bytes);
  void heard(const Said& said);
  void write_down(const said::Event& event);
  void answer(const said::Prove& prove);
  void kill(std::string_view why);
  void tell_the_end();

  System& system_;
  Client& client_;
  Device& device_;
  HANDLE ready_;
  HANDLE stop_;
  Watch watch_;
  Lines lines_;
  std::string_view killed_;
  /// `done` or `cancelled`, once it was said.
  std::string_view left_;
  int events_ = 0;
};

}  // namespace gatehouse
