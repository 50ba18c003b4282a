#pragma once
#include <windows.h>

#include <string>

namespace gatehouse {

/// The plain window in the colour of the screens' backdrop that stands there from the press until the client has one of its own. It belongs to the thread that made it,
/// which must see to its messages.
class WaitingWindow {
 public:
  /// Shows it over the screen that the pointer is on. Not shown where Windows makes none: then there is nothing to wait at, and nothing else is lost.
  WaitingWindow(std::wstring text, bool right_to_left);
  WaitingWindow(const WaitingWindow&) = delete;
  WaitingWindow& operator=(const WaitingWindow&) = delete;
  ~WaitingWindow();

  void close();
  /// Whether somebody pressed Escape or Alt+F4 on it.
  [[nodiscard]] bool was_dismissed() const { return dismissed_; }

 private:
  static LRESULT CALLBACK procedure(HWND, UINT, WPARAM, LPARAM);
  void paint(HDC) const;
  HWND window_ = nullptr;
  std::wstring text_;
  bool right_to_left_;
  bool dismissed_ = false;
};

}  // namespace gatehouse
