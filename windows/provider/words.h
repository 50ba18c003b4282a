#pragma once
#include <string>

namespace gatehouse {

/// What this DLL says, in the language that the sign-in screen is shown in.
struct Words {
  /// On the link where no policy says otherwise.
  std::wstring link;
  /// On the window that stands there until the client has one.
  std::wstring waiting;
  /// Below the link, when it could not be started.
  std::wstring trouble;
  bool right_to_left = false;
};

/// Never fails: English where Windows does not say which language.
[[nodiscard]] Words words_of_the_screen();

}  // namespace gatehouse
