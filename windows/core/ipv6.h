#pragma once
#include <string_view>

namespace gatehouse {

/// Whether it is an address of IPv6 in its one shortest form (RFC 5952 §4, without the dotted form of §5, as WHATWG's URLs have it).
[[nodiscard]] bool is_shortest_ipv6(std::string_view text);

}  // namespace gatehouse
