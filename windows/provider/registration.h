#pragma once
#include <guiddef.h>

namespace gatehouse {

/// The provider's class, as registration.json has it.
inline constexpr CLSID kProviderClass{0x6C3B4F0E, 0x7E0B, 0x4C5E, {0x9D, 0x0B, 0x5B, 0x1F, 0x2A, 0x7C, 0x9E, 0x41}};

inline constexpr wchar_t kPolicyKey[] = L"SOFTWARE\\Policies\\Gatehouse";
inline constexpr wchar_t kMachineKey[] = L"SOFTWARE\\Gatehouse";
inline constexpr wchar_t kStateKey[] = L"SOFTWARE\\Gatehouse\\State";

}  // namespace gatehouse
