#pragma once
#include <cstddef>
#include <cstdint>

namespace gatehouse {

/// From the system's generator. @returns false where it gives none: nothing may be made of what is there then
[[nodiscard]] bool fill_random(std::uint8_t* out, std::size_t size);

}  // namespace gatehouse
