#pragma once
#include <optional>
#include <string>
#include <vector>

#include "launcher/watch.h"

namespace gatehouse {

/// One run to try, as a line of tries.txt: `account=denied code=c0de keep stop limits=0,300,0,0 : ready silent`.
struct Try {
  /// What the account was before: absent, right, left (enabled, in a group), denied.
  std::string account = "absent";
  /// Enrolment code of the machine's settings; none: as the try before left it.
  std::optional<std::string> code;
  /// The server; none: as before.
  std::optional<std::string> server;
  /// Leaves State as the try before left it.
  bool keep = false;
  /// The provider ends it once it is ready.
  bool stop = false;
  /// Long ones where a try is not about them: a loaded machine must not decide.
  Limits limits = {60'000, 60'000, 60'000, 60'000};
  /// For the client (behave.txt).
  std::string words;
};

/// @returns nothing where a line is wrong
[[nodiscard]] std::optional<Try> read_try(const std::string& line);

}  // namespace gatehouse
