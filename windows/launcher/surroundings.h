#pragma once
#include "core/hand_over.h"

namespace gatehouse {

/// How the sign-in screen is set up: its languages, keyboard, contrast and size of text, which the client's own account knows nothing of.
/// What cannot be found out stays absent.
void look_around(HandOver& out);

}  // namespace gatehouse
