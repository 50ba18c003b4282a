#include "launcher/surroundings.h"

#include <windows.h>

#include <vector>

#include "launcher/wide.h"

namespace gatehouse {

namespace {

std::vector<std::u16string> languages() {
  ULONG count = 0;
  ULONG size = 0;
  if (!GetUserPreferredUILanguages(MUI_LANGUAGE_NAME, &count, nullptr, &size) || size == 0) return {};
  std::vector<wchar_t> names(size);
  if (!GetUserPreferredUILanguages(MUI_LANGUAGE_NAME, &count, names.data(), &size)) return {};

  std::vector<std::u16string> out;
  // One name after the other, each with a NUL, and one more.
  for (const wchar_t* name = names.data(); name < names.data() + size && *name != 0; name += out.back().size() + 1) out.push_back(narrow(name));
  return out;
}

/// That of the window in front, which is LogonUI's: each thread has a layout of its own.
std::optional<std::u16string> layout() {
  const HWND front = GetForegroundWindow();
  if (front == nullptr) return std::nullopt;
  const HKL keys = GetKeyboardLayout(GetWindowThreadProcessId(front, nullptr));
  // Its name is only told of the calling thread's: this one takes it over, and is no worse for it.
  wchar_t name[KL_NAMELENGTH];
  if (keys == nullptr || ActivateKeyboardLayout(keys, 0) == nullptr || !GetKeyboardLayoutNameW(name)) return std::nullopt;
  return narrow(name);
}

std::optional<bool> contrast() {
  HIGHCONTRASTW state = {};
  state.cbSize = sizeof(state);
  if (!SystemParametersInfoW(SPI_GETHIGHCONTRAST, sizeof(state), &state, 0)) return std::nullopt;
  return (state.dwFlags & HCF_HIGHCONTRASTON) != 0;
}

/// What Windows' settings call the size of text, in percent. Not how many pixels an inch has: Chromium asks for that itself, for each screen.
std::uint32_t text_size() {
  DWORD percent = 0;
  DWORD size = sizeof(percent);
  // Of SYSTEM, as LogonUI is: that of the sign-in screen. It is not there before somebody changed it.
  const LSTATUS found = RegGetValueW(HKEY_CURRENT_USER, L"Software\\Microsoft\\Accessibility", L"TextScaleFactor", RRF_RT_REG_DWORD, nullptr, &percent, &size);
  return found == ERROR_SUCCESS && percent >= 100 && percent <= 225 ? percent : 100;
}

}  // namespace

void look_around(HandOver& out) {
  out.languages = languages();
  out.layout = layout();
  out.contrast = contrast();
  out.scale = text_size();
}

}  // namespace gatehouse
