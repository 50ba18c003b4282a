#pragma once
#include <string_view>

#include "system/events.h"

namespace gatehouse {

/// Writes one event under the provider of events.man. Nothing is lost but the event where it cannot: whoever tells must not fail by it.
/// @param text UTF-8; no secret, no name of a person
/// @returns 0, or the Win32 error of EventRegister or EventWrite
unsigned long write_to_event_log(Event event, std::string_view text);

}  // namespace gatehouse
