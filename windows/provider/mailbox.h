#pragma once
#include <windows.h>

namespace gatehouse {

/// What other threads have to say to LogonUI's.
class Listener {
 public:
  /// The launcher could not be started, or ended before the client had a window.
  virtual void press_failed() = 0;
  /// The event log has one more failed sign-in.
  virtual void sign_in_failed() = 0;

 protected:
  ~Listener() = default;
};

/// Brings it to LogonUI's thread, on which alone LogonUI's objects may be called (they live in its apartment): a window that only takes messages.
class Mailbox {
 public:
  explicit Mailbox(Listener& listener);
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;
  ~Mailbox();

  /// What is posted to: stays a number when the box is gone, and then nothing hears it. Null where Windows makes no window.
  [[nodiscard]] HWND address() const { return window_; }
  static void post_press_failed(HWND address);
  static void post_sign_in_failed(HWND address);

 private:
  static LRESULT CALLBACK procedure(HWND, UINT, WPARAM, LPARAM);
  HWND window_ = nullptr;
};

}  // namespace gatehouse
