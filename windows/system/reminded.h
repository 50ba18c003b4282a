#pragma once
#include <windows.h>

#include <cstdint>

/// When somebody was last asked about: the reminder writes it as them into their own registry, the launcher looks there before it asks again.
namespace gatehouse::reminded {

/// Below HKEY_CURRENT_USER, or the person's SID in HKEY_USERS. A REG_DWORD: a day.
inline constexpr const wchar_t* key = L"Software\\Gatehouse\\Reminder";
inline constexpr const wchar_t* value = L"LastDay";

/// Days since 1601, by the machine's clock.
inline std::uint32_t today() {
  FILETIME now{};
  GetSystemTimeAsFileTime(&now);
  const std::uint64_t ticks = (static_cast<std::uint64_t>(now.dwHighDateTime) << 32U) | now.dwLowDateTime;
  return static_cast<std::uint32_t>(ticks / 864'000'000'000ULL);
}

}  // namespace gatehouse::reminded
