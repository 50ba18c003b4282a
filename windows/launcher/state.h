#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace gatehouse {

/// What the launcher keeps from start to start, where only SYSTEM and administrators can read and write:
/// `HKLM\SOFTWARE\Gatehouse\State`. Each write is on the disk when it returns.
namespace state {

/// Makes the key, and gives it its list of access, whatever that was. @returns 0 or a Win32 error
[[nodiscard]] std::uint32_t make();
[[nodiscard]] std::optional<std::u16string> text(const char16_t* name);
[[nodiscard]] std::uint64_t number(const char16_t* name);
[[nodiscard]] bool keep(const char16_t* name, const std::u16string& text);
[[nodiscard]] bool keep(const char16_t* name, std::uint64_t number);
void forget(const char16_t* name);
/// All of it.
void remove();

}  // namespace state

/// Takes the enrolment code out of the machine's own settings, once it has served (not out of a policy's, which would write it anew).
void forget_enrolment_code();

/// State and the machine's own settings. Not the policy's, which are not ours.
void remove_settings();

}  // namespace gatehouse
