#pragma once

namespace gatehouse {

/// The number of the tile's picture among this DLL's resources; targets.ts has it too.
inline constexpr int kTileResource = 1;

}  // namespace gatehouse
