#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "launcher/launcher.h"

namespace gatehouse {

/// What this program can be started for.
namespace wanted {
struct Facts {};
struct Install {};
struct Remind {};
struct Repair {};
struct Uninstall {};
}  // namespace wanted

using Wanted = std::variant<Request, wanted::Facts, wanted::Install, wanted::Remind, wanted::Repair, wanted::Uninstall>;

/// @param arguments without the program's name @returns nothing where there is anything else among them, or one is wrong
[[nodiscard]] std::optional<Wanted> read_arguments(const std::vector<std::u16string>& arguments);

}  // namespace gatehouse
