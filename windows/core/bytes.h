#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gatehouse {

/// Bytes that belong to somebody else, as a string_view is of text.
struct Bytes {
  const std::uint8_t* data = nullptr;
  std::size_t size = 0;

  constexpr Bytes() = default;
  constexpr Bytes(const std::uint8_t* begin, std::size_t count) : data(begin), size(count) {}
  template <std::size_t Count>
  constexpr Bytes(const std::array<std::uint8_t, Count>& from) : data(from.data()), size(Count) {}
  Bytes(const std::vector<std::uint8_t>& from) : data(from.data()), size(from.size()) {}
  explicit Bytes(std::string_view from) : data(reinterpret_cast<const std::uint8_t*>(from.data())), size(from.size()) {}

  constexpr std::uint8_t operator[](std::size_t at) const { return data[at]; }
};

/// Overwrites what must not stay in memory. The compiler cannot leave it out, as it can std::fill before the end of a life.
inline void wipe(void* place, std::size_t size) {
  for (volatile auto* byte = static_cast<volatile std::uint8_t*>(place); size != 0; --size) *byte++ = 0;
}

template <typename Text>
void wipe(Text& text) {
  wipe(text.data(), text.size() * sizeof(text[0]));
}

}  // namespace gatehouse
