#pragma once
#include "provider/credential_provider_api.h"

namespace gatehouse {

/// What a tile of ours has, by LogonUI's numbers. No field for a password: this provider never sees one.
enum Field : DWORD {
  /// The picture, of the tile as of the sign-in option.
  kPicture = 0,
  /// What a pointer over the sign-in option reads, and Narrator says.
  kLabel = 1,
  kLink = 2,
  /// Below the link, and hidden until the launcher could not be started.
  kTrouble = 3,
  kFieldCount = 4,
};

/// What kind a field is and when it is seen.
struct FieldLook {
  FieldType type;
  GUID field_type;
  FieldState state;
};

/// @param field less than kFieldCount
[[nodiscard]] inline FieldLook look_of(DWORD field) {
  constexpr FieldLook kLooks[kFieldCount] = {
      {FieldType::TileImage, kProviderLogo, FieldState::InBoth},
      {FieldType::SmallText, kProviderLabel, FieldState::Hidden},
      {FieldType::CommandLink, GUID{}, FieldState::InSelectedTile},
      {FieldType::SmallText, GUID{}, FieldState::Hidden},
  };
  return kLooks[field];
}

}  // namespace gatehouse
