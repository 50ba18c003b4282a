#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// One argument as a program's command line must have it, so that CommandLineToArgvW and Microsoft's run-time read exactly it
/// ("Parsing C command-line arguments", Microsoft Learn). Not for the program's own name, which is read by another rule.
[[nodiscard]] std::u16string quoted(std::u16string_view argument);

/// A whole command line. @param program a path, always quoted, so that CreateProcess cannot take a part of it for the program
/// @returns nothing where it cannot be said: a quotation mark in the path, a NUL anywhere, more than the 32,766 characters that
/// CreateProcess takes
[[nodiscard]] std::optional<std::u16string> command_line(std::u16string_view program, const std::vector<std::u16string>& arguments);

}  // namespace gatehouse
