#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/bytes.h"
#include "core/settings-list.h"

namespace gatehouse {

/// Where a value is set. Where both have it the policy's counts, also where it is wrong.
enum class Place {
  /// HKLM\SOFTWARE\Policies\Gatehouse
  policy,
  /// HKLM\SOFTWARE\Gatehouse, as the MSI writes it.
  machine,
};

/// In the registry, and none of the kinds that a setting has, or damaged.
struct OtherKind {};

/// A value as it was found.
using Value = std::variant<std::u16string, std::uint32_t, std::vector<std::u16string>, OtherKind>;

/// @param kind as the registry numbers them: 1 REG_SZ, 4 REG_DWORD, 7 REG_MULTI_SZ @param data as it lies there
/// @returns texts without the NULs at their end. REG_EXPAND_SZ is another kind: what a variable holds is not for a policy to rest on.
[[nodiscard]] Value value_from_registry(std::uint32_t kind, Bytes data);

/// The registry, or what a test has in its place. Settings are read through it and nowhere else.
class ValueSource {
 public:
  ValueSource() = default;
  ValueSource(const ValueSource&) = delete;
  ValueSource& operator=(const ValueSource&) = delete;
  virtual ~ValueSource() = default;
  /// @returns nothing where there is no such value. One that is there and cannot be read is OtherKind: it must not count as absent.
  [[nodiscard]] virtual std::optional<Value> read(Place place, std::u16string_view name) const = 0;
};

/// Something that is wrong with a setting, in words for the administrator who wrote it. The value itself is not among them.
struct Mistake {
  std::u16string_view name;
  Place place;
  /// What would be right: "must be a whole number (REG_DWORD) from 2 to 60".
  std::string what;
};

/// Folders below which nobody but administrators can write: Program Files and Windows, absolute, as the system gives them.
using SafeFolders = std::vector<std::u16string>;

/// What provider and launcher act by: defaults stand in for whatever is absent or wrong.
struct Settings {
  bool enabled = true;
  /// Absent: that of the language (core/languages.h).
  std::optional<std::u16string> link_text;
  std::optional<std::u16string> picture;
  std::uint32_t show_after_failures = 0;
  /// Origin of the server. Absent: the machine is not set up.
  std::optional<std::string> server;
  std::uint32_t limit_minutes = 15;
  std::uint32_t reminder_days = 7;
  /// All of them, not only the first. What the client alone judges is not among them.
  std::vector<Mistake> mistakes;
};

[[nodiscard]] Settings read_settings(const ValueSource& source, const SafeFolders& safe);

/// One value judged: that of the policy, else that of the machine, else none.
struct Judged {
  /// Absent where nothing is set, or what is set is wrong.
  std::optional<Value> value;
  Place place = Place::policy;
  std::optional<Mistake> mistake;
};

[[nodiscard]] Judged judge(const Setting& setting, const ValueSource& source, const SafeFolders& safe);

/// @returns nullptr where there is no setting of that name
[[nodiscard]] const Setting* find_setting(std::u16string_view name);

/// The value of one setting, as far as it is judged here. @returns nothing where it is not set, is wrong, or is of another kind than `T`
template <typename T>
[[nodiscard]] std::optional<T> value_of(std::u16string_view name, const ValueSource& source) {
  const Setting* setting = find_setting(name);
  const Judged judged = setting == nullptr ? Judged() : judge(*setting, source, {});
  const T* found = judged.value ? std::get_if<T>(&*judged.value) : nullptr;
  return found == nullptr ? std::nullopt : std::optional<T>(*found);
}

/// Every value that `place` has, by its name, as found: for the client and for `--facts`. @param of only what this one reads; absent: all
using FoundValues = std::vector<std::pair<std::u16string_view, Value>>;
[[nodiscard]] FoundValues found_values(const ValueSource& source, Place place, std::optional<Reader> of = std::nullopt);

}  // namespace gatehouse
