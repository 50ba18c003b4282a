#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"

namespace gatehouse {

/// RFC 4648 §5, without padding (RFC 7515 §2).
[[nodiscard]] std::string base64url(Bytes bytes);

/// @returns nothing where it is anything else than what `base64url` writes: other characters, padding, bits that say nothing and are set
[[nodiscard]] std::optional<std::vector<std::uint8_t>> from_base64url(std::string_view text);

}  // namespace gatehouse
