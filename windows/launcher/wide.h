#pragma once
#include <windows.h>

#include <string>
#include <string_view>

namespace gatehouse {

// Windows' wchar_t and char16_t are the same 16 bits of UTF-16; the core has char16_t, which is that everywhere.
static_assert(sizeof(wchar_t) == sizeof(char16_t));

inline const wchar_t* wide(const char16_t* text) { return reinterpret_cast<const wchar_t*>(text); }
inline const wchar_t* wide(const std::u16string& text) { return wide(text.c_str()); }
/// For calls that want text to write to and do not write to it.
inline wchar_t* wide_for_writing(std::u16string& text) { return reinterpret_cast<wchar_t*>(text.data()); }
inline std::u16string narrow(const wchar_t* text) { return reinterpret_cast<const char16_t*>(text); }
inline std::u16string narrow(const wchar_t* text, std::size_t length) { return {reinterpret_cast<const char16_t*>(text), length}; }

}  // namespace gatehouse
