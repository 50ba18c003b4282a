#include <windows.h>

#include "provider/factory.h"
#include "provider/module.h"
#include "provider/registration.h"
#include "provider/strikes.h"

using namespace gatehouse;

BOOL WINAPI DllMain(HINSTANCE module, DWORD reason, LPVOID) {
  // Nothing else is done under the loader's lock; that this one fails only costs calls.
  if (reason == DLL_PROCESS_ATTACH) static_cast<void>(DisableThreadLibraryCalls(module));
  return TRUE;
}

/// COM's way in. In LogonUI each load is a strike until the tile was seen to work: after five in a row this DLL is no longer there.
STDAPI DllGetClassObject(REFCLSID which, REFIID as, LPVOID* out) {
  if (out == nullptr) return E_POINTER;
  *out = nullptr;
  if (!IsEqualCLSID(which, kProviderClass)) return CLASS_E_CLASSNOTAVAILABLE;
  if (in_logon_ui() && !count_load()) return CLASS_E_CLASSNOTAVAILABLE;
  return make_factory(as, out);
}

STDAPI DllCanUnloadNow() { return module_is_free() ? S_OK : S_FALSE; }
