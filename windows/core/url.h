#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse {

/// The https origin that a setting names, as WHATWG's `URL.origin` has it: scheme and host in lower case, no default port, no slash
/// at the end. What is accepted here `isOrigin` of src-main/config/settings.ts accepts too, and reads as the same origin, so that client and
/// launcher speak of one server. Not the other way round: a host in letters beyond ASCII must be written as `xn--…` (those tables
/// are not here), an address of IPv4 as four plain numbers, one of IPv6 in its shortest form (RFC 5952), and none of the slips that a browser mends is mended.
/// @returns nothing where it is anything else: http, a path, a query, a user name, spaces
[[nodiscard]] std::optional<std::string> https_origin(std::u16string_view text);

}  // namespace gatehouse
