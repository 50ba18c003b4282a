#pragma once
#include "core/values.h"

namespace gatehouse {

/// Settings as they lie in HKEY_LOCAL_MACHINE, where only administrators can write: never the user's hive, always the 64-bit view.
class RegistryValues final : public ValueSource {
 public:
  [[nodiscard]] std::optional<Value> read(Place place, std::u16string_view name) const override;
};

}  // namespace gatehouse
