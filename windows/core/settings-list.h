// Made by scripts/write-schemas.ts from src-main/config/policies.ts; a test fails while it is behind. Change that list, not this file.
#pragma once
#include <array>
#include <utility>

#include "core/setting.h"

namespace gatehouse {

inline constexpr std::array<Setting, 18> settings_list = {{
    {u"Enabled", Kind::number, Reader::provider, Rule::number, 0, 1, 1},
    {u"LinkText", Kind::text, Reader::provider, Rule::text, 1, 60, 0},
    {u"Picture", Kind::text, Reader::provider, Rule::picture, 1, 259, 0},
    {u"ShowAfterFailures", Kind::number, Reader::provider, Rule::number, 0, 10, 0},
    {u"LimitMinutes", Kind::number, Reader::launcher, Rule::number, 2, 60, 15},
    {u"ReminderDays", Kind::number, Reader::launcher, Rule::number, 0, 90, 7},
    {u"Server", Kind::text, Reader::client, Rule::origin, 1, 300, 0},
    {u"Pins", Kind::texts, Reader::client, Rule::client, 0, 0, 0},
    {u"EnrolmentCode", Kind::text, Reader::client, Rule::client, 0, 0, 0},
    {u"ProxyMode", Kind::text, Reader::client, Rule::client, 0, 0, 0},
    {u"ProxyServer", Kind::text, Reader::client, Rule::client, 0, 0, 0},
    {u"ProxyBypass", Kind::texts, Reader::client, Rule::client, 0, 0, 0},
    {u"ProxyScript", Kind::text, Reader::client, Rule::client, 0, 0, 0},
    {u"Company", Kind::text, Reader::client, Rule::client, 0, 0, 0},
    {u"Helpdesk", Kind::text, Reader::client, Rule::client, 0, 0, 0},
    {u"Language", Kind::text, Reader::client, Rule::client, 0, 0, 0},
    {u"Domain", Kind::text, Reader::client, Rule::client, 0, 0, 0},
    {u"Site", Kind::text, Reader::client, Rule::client, 0, 0, 0},
}};

/// What ProxyMode may say.
enum class ProxyMode { system, direct, fixed, pac };

inline constexpr std::array<std::pair<std::u16string_view, ProxyMode>, 4> proxy_modes = {{
    {u"system", ProxyMode::system},
    {u"direct", ProxyMode::direct},
    {u"fixed", ProxyMode::fixed},
    {u"pac", ProxyMode::pac},
}};

}  // namespace gatehouse
