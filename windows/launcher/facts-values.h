// Made by `node scripts/write-schemas.ts` from src-main/doctor/windows/registry-values.ts.
#pragma once
#include <array>
#include <string_view>

namespace gatehouse {

/// A value below HKEY_LOCAL_MACHINE that `--facts` tells; an empty name is a key's default value.
struct FactsValue {
    std::u16string_view key;
    std::u16string_view name;
};

inline constexpr std::array<FactsValue, 18> facts_values{{
    {u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System", u"EnableLUA"},
    {u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System", u"HideFastUserSwitching"},
    {u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System", u"DontDisplayLastUserName"},
    {u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System", u"scforceoption"},
    {u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System", u"Shell"},
    {u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System", u"EnableLostMode"},
    {u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System", u"ExcludedCredentialProviders"},
    {u"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon", u"Shell"},
    {u"SOFTWARE\\Policies\\Microsoft\\Windows\\Personalization", u"NoLockScreen"},
    {u"SOFTWARE\\Policies\\Microsoft\\Windows\\Appx", u"BlockNonAdminUserInstall"},
    {u"SOFTWARE\\Policies\\Microsoft\\Windows\\System", u"DisableLockScreenAppNotifications"},
    {u"SOFTWARE\\Policies\\Microsoft\\Windows\\System", u"EnableLostMode"},
    {u"SYSTEM\\CurrentControlSet\\Control\\Lsa", u"disabledomaincreds"},
    {u"SYSTEM\\CurrentControlSet\\Services\\AppIDSvc", u"Start"},
    {u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\Credential Providers\\{6C3B4F0E-7E0B-4C5E-9D0B-5B1F2A7C9E41}", u""},
    {u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\Credential Providers\\{6C3B4F0E-7E0B-4C5E-9D0B-5B1F2A7C9E41}", u"Disabled"},
    {u"SOFTWARE\\Classes\\CLSID\\{6C3B4F0E-7E0B-4C5E-9D0B-5B1F2A7C9E41}\\InprocServer32", u""},
    {u"SOFTWARE\\Classes\\CLSID\\{6C3B4F0E-7E0B-4C5E-9D0B-5B1F2A7C9E41}\\InprocServer32", u"ThreadingModel"},
}};

}  // namespace gatehouse
