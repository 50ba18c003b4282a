#include <algorithm>

#include "core/values.h"

namespace gatehouse {

namespace {

// winnt.h: REG_SZ, REG_DWORD, REG_MULTI_SZ.
constexpr std::uint32_t kind_text = 1;
constexpr std::uint32_t kind_number = 4;
constexpr std::uint32_t kind_texts = 7;

/// UTF-16, its lower byte first, as Windows has it whatever this runs on.
std::u16string units_of(Bytes data) {
  std::u16string out;
  out.reserve(data.size / 2);
  for (std::size_t at = 0; at + 1 < data.size; at += 2) out.push_back(static_cast<char16_t>(data[at] | (data[at + 1] << 8U)));
  return out;
}

/// Whoever writes a text may or may not write the NUL at its end, and some write two (RegQueryValueExW, remarks).
std::u16string without_nuls_at_end(std::u16string text) {
  while (!text.empty() && text.back() == u'\0') text.pop_back();
  return text;
}

/// Each ends with a NUL; an empty one ends the list. What lies behind it is not part of it.
std::vector<std::u16string> list_of(std::u16string_view units) {
  std::vector<std::u16string> out;
  while (!units.empty() && units.front() != u'\0') {
    const std::u16string_view text = units.substr(0, units.find(u'\0'));
    out.emplace_back(text);
    units.remove_prefix(std::min(text.size() + 1, units.size()));
  }
  return out;
}

}  // namespace

Value value_from_registry(std::uint32_t kind, Bytes data) {
  if (kind == kind_number && data.size == 4) {
    return data[0] | (std::uint32_t{data[1]} << 8U) | (std::uint32_t{data[2]} << 16U) | (std::uint32_t{data[3]} << 24U);
  }
  if (data.size % 2 != 0) return OtherKind{};
  if (kind == kind_text) return without_nuls_at_end(units_of(data));
  if (kind == kind_texts) return list_of(units_of(data));
  return OtherKind{};
}

}  // namespace gatehouse
