#include "core/ipv6.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace gatehouse {

namespace {

constexpr std::size_t count_of_pieces = 8;
using Pieces = std::array<std::uint16_t, count_of_pieces>;

std::optional<std::uint16_t> piece_of(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  if (text.empty() || text.size() > 4) return std::nullopt;
  std::uint32_t out = 0;
  for (const char letter : text) {
    const std::size_t digit = digits.find(letter);
    if (digit == std::string_view::npos) return std::nullopt;
    out = out * 16 + static_cast<std::uint32_t>(digit);
  }
  return static_cast<std::uint16_t>(out);
}

/// Pieces between colons, from `at` on. @returns how many; nothing where one is none, or there is no room
std::optional<std::size_t> read_pieces(std::string_view text, Pieces& out, std::size_t at) {
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(':'), text.size());
    const std::optional<std::uint16_t> piece = piece_of(text.substr(0, end));
    if (!piece || at + count >= out.size()) return std::nullopt;
    out[at + count++] = *piece;
    if (end == text.size()) return count;
    text.remove_prefix(end + 1);
    if (text.empty()) return std::nullopt;
  }
  return count;
}

std::optional<Pieces> read(std::string_view text) {
  Pieces out{};
  const std::size_t gap = text.find("::");
  const std::optional<std::size_t> before = read_pieces(text.substr(0, gap), out, 0);
  if (!before) return std::nullopt;
  if (gap == std::string_view::npos) return *before == out.size() ? std::optional(out) : std::nullopt;

  Pieces behind{};
  const std::optional<std::size_t> after = read_pieces(text.substr(gap + 2), behind, 0);
  if (!after || *before + *after >= out.size()) return std::nullopt;
  for (std::size_t i = 0; i < *after; ++i) out[out.size() - *after + i] = behind[i];
  return out;
}

struct Run {
  std::size_t begin = 0;
  std::size_t length = 0;
};

/// RFC 5952 §4.2: the longest of zeros, the first of those that are as long, and none that is alone.
Run longest_zeros(const Pieces& pieces) {
  Run best;
  Run run;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i] != 0) {
      run = {i + 1, 0};
      continue;
    }
    ++run.length;
    if (run.length > best.length) best = run;
  }
  return best.length > 1 ? best : Run{};
}

std::string hex(std::uint16_t piece) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (unsigned shift = 16; shift > 0; shift -= 4) {
    const std::size_t digit = (piece >> (shift - 4)) & 0xFU;
    if (digit != 0 || !out.empty() || shift == 4) out.push_back(digits[digit]);
  }
  return out;
}

std::string written(const Pieces& pieces) {
  const Run gap = longest_zeros(pieces);
  std::string out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (gap.length > 0 && i == gap.begin) {
      out += "::";
      i += gap.length - 1;
      continue;
    }
    if (!out.empty() && out.back() != ':') out.push_back(':');
    out += hex(pieces[i]);
  }
  return out;
}

}  // namespace

bool is_shortest_ipv6(std::string_view text) {
  const std::optional<Pieces> pieces = read(text);
  return pieces && written(*pieces) == text;
}

}  // namespace gatehouse
