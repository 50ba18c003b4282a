#pragma once
#include <windows.h>

namespace gatehouse {

/// @param out the class factory of the provider as the interface that is asked for
/// @returns E_NOINTERFACE, E_OUTOFMEMORY with null in `out`
[[nodiscard]] HRESULT make_factory(REFIID as, void** out);

}  // namespace gatehouse
