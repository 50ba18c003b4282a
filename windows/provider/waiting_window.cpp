#include "provider/waiting_window.h"

#include <utility>

#include "provider/module.h"

namespace gatehouse {

namespace {

constexpr wchar_t kClass[] = L"GatehouseOneMoment";
/// `--backdrop` of src-renderer/styles: where the client's first screen begins, nothing flashes.
constexpr COLORREF kBackdrop = RGB(0x0a, 0x1a, 0x2b);
constexpr COLORREF kText = RGB(0xff, 0xff, 0xff);
/// Of the screens' headings: 28 px where 96 px are an inch.
constexpr int kTextHeight = 28;
constexpr int kInch = 96;

struct Colours {
  COLORREF backdrop;
  COLORREF text;
};

/// With high contrast whoever needs it has chosen the colours.
Colours colours() {
  HIGHCONTRASTW contrast = {};
  contrast.cbSize = sizeof contrast;
  const BOOL known = SystemParametersInfoW(SPI_GETHIGHCONTRAST, sizeof contrast, &contrast, 0);
  if (known != FALSE && (contrast.dwFlags & HCF_HIGHCONTRASTON) != 0) return {GetSysColor(COLOR_WINDOW), GetSysColor(COLOR_WINDOWTEXT)};
  return {kBackdrop, kText};
}

/// The screen that the pointer is on; all of the desktop where Windows does not know.
RECT screen() {
  POINT pointer = {};
  MONITORINFO monitor = {};
  monitor.cbSize = sizeof monitor;
  if (GetCursorPos(&pointer) != FALSE && GetMonitorInfoW(MonitorFromPoint(pointer, MONITOR_DEFAULTTOPRIMARY), &monitor) != FALSE) return monitor.rcMonitor;
  return {0, 0, GetSystemMetrics(SM_CXSCREEN), GetSystemMetrics(SM_CYSCREEN)};
}

HFONT font_for(HDC canvas) {
  const int height = -MulDiv(kTextHeight, GetDeviceCaps(canvas, LOGPIXELSY), kInch);
  return CreateFontW(height, 0, 0, 0, FW_SEMIBOLD, FALSE, FALSE, FALSE, DEFAULT_CHARSET, OUT_DEFAULT_PRECIS, CLIP_DEFAULT_PRECIS, CLEARTYPE_QUALITY, DEFAULT_PITCH | FF_SWISS,
                     L"Segoe UI");
}

}  // namespace

WaitingWindow::WaitingWindow(std::wstring text, bool right_to_left) : text_(std::move(text)), right_to_left_(right_to_left) {
  WNDCLASSEXW look = {};
  look.cbSize = sizeof look;
  look.lpfnWndProc = procedure;
  look.hInstance = this_module();
  look.lpszClassName = kClass;
  look.hCursor = LoadCursorW(nullptr, IDC_WAIT);
  if (RegisterClassExW(&look) == 0 && GetLastError() != ERROR_CLASS_ALREADY_EXISTS) return;

  const RECT place = screen();
  // Its title is what a screen reader says. Topmost, for LogonUI's own window is; the client's takes its place when it is there.
  window_ = CreateWindowExW(WS_EX_TOPMOST | WS_EX_TOOLWINDOW, kClass, text_.c_str(), WS_POPUP, place.left, place.top, place.right - place.left, place.bottom - place.top, nullptr, nullptr,
                            look.hInstance, this);
  if (window_ == nullptr) return;
  ShowWindow(window_, SW_SHOWNORMAL);
  SetForegroundWindow(window_);
  UpdateWindow(window_);
}

WaitingWindow::~WaitingWindow() {
  close();
  // Fails while another press has one: then that one is the last.
  UnregisterClassW(kClass, this_module());
}

void WaitingWindow::close() {
  if (window_ != nullptr) DestroyWindow(window_);
  window_ = nullptr;
}

LRESULT CALLBACK WaitingWindow::procedure(HWND window, UINT message, WPARAM first, LPARAM second) {
  if (message == WM_NCCREATE) {
    SetWindowLongPtrW(window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(reinterpret_cast<const CREATESTRUCTW*>(second)->lpCreateParams));
    return DefWindowProcW(window, message, first, second);
  }
  auto* self = reinterpret_cast<WaitingWindow*>(GetWindowLongPtrW(window, GWLP_USERDATA));
  if (self == nullptr) return DefWindowProcW(window, message, first, second);

  switch (message) {
    case WM_PAINT: {
      PAINTSTRUCT painting = {};
      const HDC canvas = BeginPaint(window, &painting);
      if (canvas != nullptr) self->paint(canvas);
      EndPaint(window, &painting);
      return 0;
    }
    case WM_PRINTCLIENT:
      self->paint(reinterpret_cast<HDC>(first));
      return 0;
    case WM_ERASEBKGND:
      return 1;
    case WM_KEYDOWN:
      if (first == VK_ESCAPE) self->dismissed_ = true;
      return 0;
    case WM_CLOSE:
      self->dismissed_ = true;
      return 0;
    case WM_NCDESTROY:
      self->window_ = nullptr;
      SetWindowLongPtrW(window, GWLP_USERDATA, 0);
      return DefWindowProcW(window, message, first, second);
    default:
      return DefWindowProcW(window, message, first, second);
  }
}

void WaitingWindow::paint(HDC canvas) const {
  RECT all = {};
  if (GetClientRect(window_, &all) == FALSE) return;
  const Colours chosen = colours();
  const HBRUSH backdrop = CreateSolidBrush(chosen.backdrop);
  if (backdrop != nullptr) FillRect(canvas, &all, backdrop);
  DeleteObject(backdrop);

  const HFONT font = font_for(canvas);
  const HGDIOBJ before = font == nullptr ? nullptr : SelectObject(canvas, font);
  SetBkMode(canvas, TRANSPARENT);
  SetTextColor(canvas, chosen.text);
  const UINT direction = right_to_left_ ? DT_RTLREADING : 0;
  DrawTextW(canvas, text_.c_str(), static_cast<int>(text_.size()), &all, DT_CENTER | DT_VCENTER | DT_SINGLELINE | DT_NOPREFIX | direction);
  if (before != nullptr) SelectObject(canvas, before);
  DeleteObject(font);
}

}  // namespace gatehouse
