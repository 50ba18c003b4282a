#pragma once
#include <cstdint>

namespace gatehouse {

/// Lists that an installation was given. Windows Installer cannot be told one by a property, so the package writes it as a text, parts with ; between them, to
/// `HKLM\SOFTWARE\Gatehouse\Given`. Makes each a REG_MULTI_SZ of the machine's settings and removes that key; nothing where there is none.
/// @returns 0 or a Win32 error; the key stays then, so that a repair tries again
[[nodiscard]] std::uint32_t take_given_lists();

}  // namespace gatehouse
