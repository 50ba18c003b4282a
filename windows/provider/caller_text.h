#pragma once
#include <objbase.h>
#include <windows.h>

#include <string>
#include <string_view>

namespace gatehouse {

/// Hands a text to a caller who frees it with CoTaskMemFree, as COM has it. @returns E_OUTOFMEMORY with null in `out` where there is no memory
[[nodiscard]] inline HRESULT give_text(std::wstring_view text, LPWSTR* out) {
  const std::size_t size = (text.size() + 1) * sizeof(wchar_t);
  auto* copy = static_cast<wchar_t*>(CoTaskMemAlloc(size));
  *out = copy;
  if (copy == nullptr) return E_OUTOFMEMORY;
  text.copy(copy, text.size());
  copy[text.size()] = L'\0';
  return S_OK;
}

/// Takes over a text that COM gave us. @param text null is no text
[[nodiscard]] inline std::wstring take_text(LPWSTR text) {
  if (text == nullptr) return {};
  std::wstring copy(text);
  CoTaskMemFree(text);
  return copy;
}

/// Windows' text as the portable part has it, and back: both are UTF-16.
[[nodiscard]] inline std::u16string portable(std::wstring_view text) { return std::u16string(text.begin(), text.end()); }
[[nodiscard]] inline std::wstring windows_text(std::u16string_view text) { return std::wstring(text.begin(), text.end()); }

}  // namespace gatehouse
