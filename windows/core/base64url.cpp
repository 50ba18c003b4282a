#include "core/base64url.h"

namespace gatehouse {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace

std::string base64url(Bytes bytes) {
  std::string out;
  out.reserve((bytes.size * 4 + 2) / 3);
  std::uint32_t kept = 0;
  unsigned bits = 0;
  for (std::size_t at = 0; at < bytes.size; ++at) {
    kept = (kept << 8U) | bytes[at];
    for (bits += 8; bits >= 6; bits -= 6) out.push_back(alphabet[(kept >> (bits - 6)) & 0x3FU]);
    kept &= 0xFFU;
  }
  if (bits > 0) out.push_back(alphabet[(kept << (6 - bits)) & 0x3FU]);
  return out;
}

std::optional<std::vector<std::uint8_t>> from_base64url(std::string_view text) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::vector<std::uint8_t> out;
  out.reserve(text.size() * 3 / 4);
  std::uint32_t kept = 0;
  unsigned bits = 0;
  for (const char letter : text) {
    const std::size_t six = alphabet.find(letter);
    if (six == std::string_view::npos) return std::nullopt;
    kept = (kept << 6U) | static_cast<std::uint32_t>(six);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out.push_back(static_cast<std::uint8_t>(kept >> bits));
    kept &= (1U << bits) - 1;
  }
  if (kept != 0) return std::nullopt;
  return out;
}

}  // namespace gatehouse
