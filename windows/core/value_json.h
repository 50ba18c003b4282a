#pragma once
#include "core/json.h"
#include "core/values.h"

namespace gatehouse {

/// A value of the registry: a text, a number, a list of texts; null where it is there and none of these, which is not the same as absent.
void write_value(JsonWriter& json, const Value& value);

}  // namespace gatehouse
