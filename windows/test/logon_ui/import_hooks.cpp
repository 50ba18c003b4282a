#include "test/logon_ui/import_hooks.h"

#include <algorithm>
#include <cstdint>
#include <functional>

namespace gatehouse::test {

namespace {

using Visit = std::function<void(const char* name, void** place)>;

/// Walks the import table of a loaded library ("PE Format", Microsoft Learn).
void each_import(HMODULE library, const Visit& visit) {
  auto* base = reinterpret_cast<std::uint8_t*>(library);
  const auto* dos = reinterpret_cast<const IMAGE_DOS_HEADER*>(base);
  const auto* nt = reinterpret_cast<const IMAGE_NT_HEADERS64*>(base + dos->e_lfanew);
  const DWORD table = nt->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT].VirtualAddress;
  for (auto* from = reinterpret_cast<const IMAGE_IMPORT_DESCRIPTOR*>(base + table); from->Name != 0; ++from) {
    const auto* names = reinterpret_cast<const IMAGE_THUNK_DATA64*>(base + from->OriginalFirstThunk);
    auto* places = reinterpret_cast<void**>(base + from->FirstThunk);
    for (; names->u1.AddressOfData != 0; ++names, ++places) {
      if (IMAGE_SNAP_BY_ORDINAL64(names->u1.Ordinal)) continue;
      visit(reinterpret_cast<const IMAGE_IMPORT_BY_NAME*>(base + names->u1.AddressOfData)->Name, places);
    }
  }
}

bool write_pointer(void** place, void* value) {
  DWORD before = 0;
  if (VirtualProtect(place, sizeof value, PAGE_READWRITE, &before) == FALSE) return false;
  *place = value;
  return VirtualProtect(place, sizeof value, before, &before) != FALSE;
}

// On x64 the caller sees to the stack, so that one function stands for any.
std::intptr_t give_nothing() {
  SetLastError(ERROR_NOT_ENOUGH_MEMORY);
  return 0;
}
std::intptr_t give_error() { return ERROR_NOT_ENOUGH_MEMORY; }
std::intptr_t give_minus_one() {
  SetLastError(ERROR_NOT_ENOUGH_MEMORY);
  return -1;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) { return std::find(names.begin(), names.end(), name) != names.end(); }
bool begins(std::string_view name, std::string_view with) { return name.substr(0, with.size()) == with; }

}  // namespace

std::vector<std::string> ImportHooks::names() const {
  std::vector<std::string> all;
  each_import(library_, [&all](const char* name, void**) { all.emplace_back(name); });
  return all;
}

bool ImportHooks::replace(std::string_view name, void* function) {
  bool done = false;
  each_import(library_, [&](const char* found, void** place) {
    if (found != name) return;
    void* const before = *place;
    if (!write_pointer(place, function)) return;
    replaced_.push_back({place, before});
    done = true;
  });
  return done;
}

void ImportHooks::undo_all() {
  for (auto at = replaced_.rbegin(); at != replaced_.rend(); ++at) write_pointer(at->place, at->before);
  replaced_.clear();
}

void* failing(std::string_view name) {
  // Not among what can fail: says what is so, or is the C run-time's way to its own memory and locks.
  if (is_one_of(name, {"GetLastError", "SetLastError", "GetCurrentProcess", "GetCurrentProcessId", "GetCurrentThreadId", "GetTickCount64", "Sleep", "MulDiv", "AuditFree", "CoTaskMemFree", "DefWindowProcW",
                       "DispatchMessageW", "DeleteProcThreadAttributeList", "FreeLibraryAndExitThread", "FreeLibrary", "EnterCriticalSection", "LeaveCriticalSection", "InitializeCriticalSection",
                       "DeleteCriticalSection", "TlsGetValue", "TlsSetValue", "TlsAlloc", "TlsFree", "VirtualProtect", "VirtualQuery", "RaiseException", "RtlCaptureContext", "RtlLookupFunctionEntry",
                       "RtlUnwindEx", "RtlVirtualUnwind", "lstrcmpW", "lstrcmpiW", "abort", "free", "realloc", "calloc", "memchr", "memcmp", "memcpy", "memmove", "memset", "strcmp", "strlen", "strncmp",
                       "wcslen", "_amsg_exit", "_exit", "_initterm", "_lock", "_unlock", "_errno", "__iob_func"})) {
    return nullptr;
  }
  if (begins(name, "Reg") && name != "RegisterClassExW") return reinterpret_cast<void*>(give_error);
  if (is_one_of(name, {"EventRegister", "EventWrite", "EventUnregister"})) return reinterpret_cast<void*>(give_error);
  if (is_one_of(name, {"WaitForSingleObject", "MsgWaitForMultipleObjectsEx", "ResumeThread"})) return reinterpret_cast<void*>(give_minus_one);
  return reinterpret_cast<void*>(give_nothing);
}

}  // namespace gatehouse::test
