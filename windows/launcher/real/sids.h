#pragma once
#include <windows.h>

#include "launcher/system.h"

namespace gatehouse {

/// A SID as the calls of Windows want it. Null where the text is none.
class BinarySid {
 public:
  explicit BinarySid(const Sid& text);
  BinarySid(const BinarySid&) = delete;
  BinarySid& operator=(const BinarySid&) = delete;
  ~BinarySid() { LocalFree(sid_); }
  [[nodiscard]] PSID get() const { return sid_; }

 private:
  PSID sid_ = nullptr;
};

/// @returns empty where it is none
[[nodiscard]] Sid text_of(PSID sid);

/// Turns on a privilege that this process has, and may have turned off. @returns 0 or a Win32 error
[[nodiscard]] DWORD enable_privilege(const wchar_t* name);

}  // namespace gatehouse
