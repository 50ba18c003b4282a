#pragma once
#include <string>
#include <vector>

namespace gatehouse {

/// Where things are on this machine, and for the account of the client.
struct Places {
  /// `C:\Windows`
  std::u16string windows;
  /// `C:\ProgramData`
  std::u16string program_data;
  /// `C:\Program Files`
  std::u16string program_files;
  /// `C:\Users\GatehouseKiosk`
  std::u16string profile;
  std::u16string computer;
};

/// The client's whole environment, made from nothing: whatever this process was started with (ELECTRON_*, NODE_*, CHROME_*, a PATH
/// that somebody can write to) cannot reach it (S-02).
/// @returns a block as CreateProcess takes it: sorted, each variable with a NUL behind it, and one more
[[nodiscard]] std::u16string environment_block(const Places& places);

/// Asks Windows for all but the profile.
[[nodiscard]] Places places_of_this_machine();

}  // namespace gatehouse
