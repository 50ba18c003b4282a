#include "launcher/real/sids.h"

#include <sddl.h>

#include "system/handle.h"
#include "launcher/wide.h"

namespace gatehouse {

BinarySid::BinarySid(const Sid& text) {
  if (!ConvertStringSidToSidW(wide(text), &sid_)) sid_ = nullptr;
}

Sid text_of(PSID sid) {
  wchar_t* text = nullptr;
  if (!ConvertSidToStringSidW(sid, &text)) return {};
  Sid out = narrow(text);
  LocalFree(text);
  return out;
}

DWORD enable_privilege(const wchar_t* name) {
  Handle token;
  TOKEN_PRIVILEGES wanted = {1, {{{}, SE_PRIVILEGE_ENABLED}}};
  if (!OpenProcessToken(GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES | TOKEN_QUERY, token.out()) || !LookupPrivilegeValueW(nullptr, name, &wanted.Privileges[0].Luid)) return GetLastError();
  // It says yes also where the process has no such privilege: the error tells.
  AdjustTokenPrivileges(token.get(), FALSE, &wanted, 0, nullptr, nullptr);
  return GetLastError();
}

}  // namespace gatehouse
