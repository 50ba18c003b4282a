#pragma once
#include <windows.h>

#include <string>

namespace gatehouse {

/// The objects and locks that keep this DLL loaded (DllCanUnloadNow).
void hold_module();
void release_module();
[[nodiscard]] bool module_is_free();

/// @returns this DLL, whatever the program is called that loaded it
[[nodiscard]] HMODULE this_module();

/// @returns the folder that this DLL was loaded from, without a backslash at its end; empty where Windows does not say
[[nodiscard]] std::wstring module_folder();

/// Whether this is Windows' own LogonUI.exe. The credential boxes of a desktop (CREDUI) and whoever else loads the DLL are not.
[[nodiscard]] bool in_logon_ui();

}  // namespace gatehouse
