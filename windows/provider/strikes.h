#pragma once

namespace gatehouse {

/// Counts one load into LogonUI (core/sentinel.h), kept in HKLM\SOFTWARE\Gatehouse\State. A strike counts for the version of this DLL alone: a newer one begins anew.
/// @returns whether this DLL may be there; if not, the event log was told why, once
[[nodiscard]] bool count_load();

/// The tile was selected, or LogonUI is done with it: all went well, the strikes are cleared. Nothing outside LogonUI.
void clear_strikes();

}  // namespace gatehouse
