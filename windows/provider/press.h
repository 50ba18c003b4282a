#pragma once
#include <windows.h>

#include <memory>
#include <string>

#include "system/handle.h"
#include "provider/words.h"

namespace gatehouse {

/// One press of the link: a thread of its own shows the waiting window, starts the launcher and stays with it. It outlives the tile's selection, which the client's
/// own window takes away; `stop` ends it.
class Press {
 public:
  Press() = default;
  Press(const Press&) = delete;
  Press& operator=(const Press&) = delete;
  ~Press() { stop(); }

  /// Returns at once. While one runs a second press does nothing.
  /// @param user the selected user's qualified name; empty under Other user
  /// @param mailbox where it is said that it could not be started
  /// @returns E_OUTOFMEMORY or what Windows said where there can be no thread
  [[nodiscard]] HRESULT start(const std::wstring& user, const Words& words, HWND mailbox);

  /// Asks the launcher to end, gives it three seconds, and ends it with all below it. LogonUI's thread waits for that, and answers what is sent to its windows meanwhile.
  void stop();

 private:
  Handle thread_;
  Handle stopped_;
};

}  // namespace gatehouse
