#pragma once
#include <optional>
#include <string_view>

#include "core/jwk.h"

namespace gatehouse {

/// SHA-256 by CNG.
[[nodiscard]] std::optional<Bits256> sha256(std::string_view text);

/// A new key of P-256 that lives in memory. @returns nothing where CNG makes none
[[nodiscard]] std::optional<PrivateKey> new_ephemeral_key();

}  // namespace gatehouse
