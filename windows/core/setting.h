#pragma once
#include <cstdint>
#include <string_view>

namespace gatehouse {

/// How the registry holds a value: REG_SZ, REG_DWORD, REG_MULTI_SZ.
enum class Kind { text, number, texts };

/// Who acts by it.
enum class Reader { client, provider, launcher };

/// What it must be, beside its kind.
enum class Rule {
  /// From `minimum` to `maximum`.
  number,
  /// Text on one line, of `minimum` to `maximum` characters.
  text,
  /// https origin (core/url.h).
  origin,
  /// Absolute path of a .bmp below Program Files or Windows.
  picture,
  /// Nothing beyond its kind here: the client judges it.
  client,
};

/// One value that can be set. The list of all is core/settings-list.h.
struct Setting {
  std::u16string_view name;
  Kind kind;
  Reader reader;
  Rule rule;
  /// Of a number, or of the characters of a text, as UTF-16 counts them; 0 and 0 where neither matters.
  std::uint32_t minimum;
  std::uint32_t maximum;
  /// Of a number, where nothing is set. A text that is not set is absent.
  std::uint32_t standard;
};

}  // namespace gatehouse
