#include "provider/mailbox.h"

#include "provider/module.h"

namespace gatehouse {

namespace {

constexpr wchar_t kClass[] = L"GatehouseMailbox";
constexpr UINT kPressFailed = WM_APP + 1;
constexpr UINT kSignInFailed = WM_APP + 2;

void post(HWND address, UINT message) {
  // Lost where the box is gone or full: what it says is then no longer of use.
  if (address != nullptr) static_cast<void>(PostMessageW(address, message, 0, 0));
}

}  // namespace

Mailbox::Mailbox(Listener& listener) {
  WNDCLASSEXW look = {};
  look.cbSize = sizeof look;
  look.lpfnWndProc = procedure;
  look.hInstance = this_module();
  look.lpszClassName = kClass;
  if (RegisterClassExW(&look) == 0 && GetLastError() != ERROR_CLASS_ALREADY_EXISTS) return;
  window_ = CreateWindowExW(0, kClass, L"", 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr, look.hInstance, nullptr);
  if (window_ != nullptr) SetWindowLongPtrW(window_, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(&listener));
}

Mailbox::~Mailbox() {
  if (window_ != nullptr) DestroyWindow(window_);
  UnregisterClassW(kClass, this_module());
}

void Mailbox::post_press_failed(HWND address) { post(address, kPressFailed); }
void Mailbox::post_sign_in_failed(HWND address) { post(address, kSignInFailed); }

LRESULT CALLBACK Mailbox::procedure(HWND window, UINT message, WPARAM first, LPARAM second) {
  auto* listener = reinterpret_cast<Listener*>(GetWindowLongPtrW(window, GWLP_USERDATA));
  if (listener != nullptr && message == kPressFailed) {
    listener->press_failed();
    return 0;
  }
  if (listener != nullptr && message == kSignInFailed) {
    listener->sign_in_failed();
    return 0;
  }
  return DefWindowProcW(window, message, first, second);
}

}  // namespace gatehouse
