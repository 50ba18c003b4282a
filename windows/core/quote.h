#pragma once
#include <string>
#include <string_view>

namespace gatehouse {

/// One argument as a program's command line must have it, so that CommandLineToArgvW and Microsoft's run-time read exactly it
/// ("Parsing C command-line arguments", Microsoft Learn).
std::u16string quoted(std::u16string_view argument);

}  // namespace gatehouse
