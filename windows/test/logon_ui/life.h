#pragma once
#include <windows.h>

#include "core/json.h"
#include "test/logon_ui/fakes.h"

namespace gatehouse::test {

/// A whole life of a provider, from DllGetClassObject to the last Release, with a press in it, whatever fails on the way. Writes whether it was there, how many credentials it gave, and each answer that
/// no caller could live with: success with nothing, or a failure with something.
void live(JsonWriter& out, HMODULE library, Users& users);

}  // namespace gatehouse::test
