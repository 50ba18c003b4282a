#pragma once
#include <windows.h>

#include <optional>
#include <string>

#include "launcher/system.h"
#include "launcher/watch.h"

namespace gatehouse {

/// What the credential provider asks for.
struct Request {
  std::uint32_t session = 0;
  /// `CORP\ada`, where somebody is selected.
  std::optional<std::u16string> user;
  /// Events, which may be null: set when the first screen is shown, or none will be; set by the provider when the run has to end.
  HANDLE ready = nullptr;
  HANDLE stop = nullptr;
};

/// What is the product's in main.cpp and the tests' in theirs.
struct Setup {
  /// Of the programs.
  std::u16string folder;
  std::u16string desktop = u"WinSta0\\Winlogon";
  Limits limits;
  /// Whether `LimitMinutes` is what limits the run.
  bool limit_by_settings = true;
};

enum class Outcome : int { ended = 0, gave_way = 1, failed = 2 };

/// One run of the client at the sign-in screen, from nothing to nothing: what was given is taken back, whatever happens in between.
Outcome launch(System& system, const Request& request, const Setup& setup);

}  // namespace gatehouse
