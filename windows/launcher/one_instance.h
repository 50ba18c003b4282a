#pragma once
#include <string>

#include "system/handle.h"

namespace gatehouse {

/// One launcher at a time: a file that only one can have open, in the folder of the programs. A mutex would do for honest programs
/// only: anybody who is signed in can make one of any name first, and a file in that folder only SYSTEM and administrators.
class OneInstance {
 public:
  explicit OneInstance(const std::u16string& folder);
  /// Until this goes, or the process, however it ends.
  [[nodiscard]] bool is_ours() const { return static_cast<bool>(file_); }

  /// Whether one has it open now: after a power cut the file may be there without one.
  [[nodiscard]] static bool runs(const std::u16string& folder);
  /// Takes such a file away. One that somebody has open stays.
  static void clear(const std::u16string& folder);

 private:
  Handle file_;
};

}  // namespace gatehouse
