#pragma once
#include <string>
#include <utility>
#include <vector>

#include "provider/credential_provider_api.h"

namespace gatehouse {

/// @returns SID and qualified name (empty where LogonUI has none) of each user who has a tile; one without a SID is left out, for no tile could be said for it
[[nodiscard]] std::vector<std::pair<std::wstring, std::wstring>> users_with_tiles(UserArrayApi& users);

/// Whether LogonUI shows Other user: then one more credential, without a user, belongs there.
[[nodiscard]] bool has_other_user(UserArrayApi& users);

}  // namespace gatehouse
