#pragma once
#include "core/values.h"

namespace gatehouse {

/// Program Files (both) and Windows, as the system gives them; a folder that it does not give is not among them.
[[nodiscard]] SafeFolders safe_folders();

}  // namespace gatehouse
