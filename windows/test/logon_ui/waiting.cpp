#include "test/logon_ui/waiting.h"

#include <windows.h>

#include <fstream>
#include <vector>

#include "provider/caller_text.h"
#include "test/logon_ui/session.h"

namespace gatehouse::test {

namespace {

HWND waiting_window() { return FindWindowW(L"GatehouseOneMoment", nullptr); }

/// What it paints, in memory: there need be no screen.
std::vector<COLORREF> painted(HWND window, int width, int height, const std::string& file) {
  BITMAPINFO about = {};
  about.bmiHeader.biSize = sizeof about.bmiHeader;
  about.bmiHeader.biWidth = width;
  about.bmiHeader.biHeight = -height;
  about.bmiHeader.biPlanes = 1;
  about.bmiHeader.biBitCount = 32;
  void* pixels = nullptr;
  const HDC canvas = CreateCompatibleDC(nullptr);
  const HBITMAP picture = CreateDIBSection(canvas, &about, DIB_RGB_COLORS, &pixels, nullptr, 0);
  std::vector<COLORREF> all;
  if (picture != nullptr) {
    const HGDIOBJ before = SelectObject(canvas, picture);
    SendMessageW(window, WM_PRINTCLIENT, reinterpret_cast<WPARAM>(canvas), PRF_CLIENT);
    GdiFlush();
    const auto* read = static_cast<const COLORREF*>(pixels);
    all.assign(read, read + static_cast<std::size_t>(width) * height);
    if (!file.empty()) {
      const auto size = static_cast<DWORD>(all.size() * sizeof(COLORREF));
      BITMAPFILEHEADER header = {0x4d42, static_cast<DWORD>(sizeof header + sizeof about.bmiHeader + size), 0, 0, static_cast<DWORD>(sizeof header + sizeof about.bmiHeader)};
      std::ofstream out(file, std::ios::binary);
      out.write(reinterpret_cast<const char*>(&header), sizeof header).write(reinterpret_cast<const char*>(&about.bmiHeader), sizeof about.bmiHeader);
      out.write(reinterpret_cast<const char*>(all.data()), size);
    }
    SelectObject(canvas, before);
  }
  DeleteObject(picture);
  DeleteDC(canvas);
  return all;
}

}  // namespace

bool is_waiting_window_shown() {
  const HWND window = waiting_window();
  return window != nullptr && IsWindowVisible(window) != FALSE;
}

void describe_waiting_window(JsonWriter& out, const std::string& file) {
  const HWND window = waiting_window();
  out.name("shown").boolean(is_waiting_window_shown());
  if (window == nullptr) return;
  wchar_t title[200] = {};
  GetWindowTextW(window, title, 200);
  RECT place = {};
  GetWindowRect(window, &place);
  const bool whole = place.left == 0 && place.top == 0 && place.right == GetSystemMetrics(SM_CXSCREEN) && place.bottom == GetSystemMetrics(SM_CYSCREEN);
  out.name("title").text(portable(title)).name("wholeScreen").boolean(whole).name("topmost").boolean((GetWindowLongPtrW(window, GWL_EXSTYLE) & WS_EX_TOPMOST) != 0);

  const std::vector<COLORREF> pixels = painted(window, place.right - place.left, place.bottom - place.top, file);
  if (pixels.empty()) return;
  // In memory blue comes first.
  out.name("corner").number(pixels[0] & 0xffffff);
  std::int64_t different = 0;
  for (const COLORREF pixel : pixels) different += (pixel & 0xffffff) != (pixels[0] & 0xffffff) ? 1 : 0;
  out.name("written").boolean(different > 0);
}

bool dismiss_waiting_window() {
  const HWND window = waiting_window();
  return window != nullptr && PostMessageW(window, WM_KEYDOWN, VK_ESCAPE, 0) != FALSE;
}

bool wait_for_file(const std::string& path) {
  static std::string sought;
  sought = path;
  return pump_until([] { return GetFileAttributesA(sought.c_str()) != INVALID_FILE_ATTRIBUTES; });
}

bool write_file(const std::string& path) {
  return std::ofstream(path).is_open();
}

bool does_run(const std::string& file) {
  DWORD id = 0;
  std::ifstream(file) >> id;
  const HANDLE process = OpenProcess(SYNCHRONIZE, FALSE, id);
  if (process == nullptr) return false;
  const bool runs = WaitForSingleObject(process, 0) == WAIT_TIMEOUT;
  CloseHandle(process);
  return runs;
}

bool wait_for_end(const std::string& file) {
  static std::string watched;
  watched = file;
  return pump_until([] { return !does_run(watched); });
}

void pump_once() {
  MSG message = {};
  while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE) != FALSE) DispatchMessageW(&message);
}

bool pump_until(bool (*holds)()) {
  constexpr ULONGLONG kTooLong = 20'000;
  for (const ULONGLONG end = GetTickCount64() + kTooLong; GetTickCount64() < end;) {
    pump_once();
    if (holds()) return true;
    MsgWaitForMultipleObjects(0, nullptr, FALSE, 5, QS_ALLINPUT);
  }
  return false;
}

}  // namespace gatehouse::test
