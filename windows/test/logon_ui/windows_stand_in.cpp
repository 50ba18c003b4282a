#include "test/logon_ui/windows_stand_in.h"

#include <evntprov.h>
#include <ntsecapi.h>
#include <winevt.h>

#include "core/text.h"
#include "provider/caller_text.h"

namespace gatehouse::test {

namespace {

EVT_SUBSCRIBE_CALLBACK subscriber = nullptr;
PVOID subscriber_context = nullptr;
const auto kQuery = reinterpret_cast<EVT_HANDLE>(0x51);
const auto kSubscription = reinterpret_cast<EVT_HANDLE>(0x52);
const auto kEvent = reinterpret_cast<EVT_HANDLE>(0x53);

std::string said(LPCWSTR text) { return text == nullptr ? "null" : utf8(portable(text)); }

BOOL WINAPI languages(DWORD flags, PULONG count, PZZWSTR out, PULONG size) {
  std::wstring list;
  for (const std::wstring& tag : stand_in().languages) list += tag + L'\0';
  list += L'\0';
  // As tags (MUI_LANGUAGE_NAME), not as numbers.
  if ((flags & MUI_LANGUAGE_NAME) == 0 || stand_in().languages.empty()) return FALSE;
  *count = static_cast<ULONG>(stand_in().languages.size());
  const bool fits = out != nullptr && *size >= list.size();
  if (fits) list.copy(out, list.size());
  *size = static_cast<ULONG>(list.size());
  return out == nullptr || fits;
}

BOOLEAN WINAPI audit_query(const GUID* policies, ULONG count, PAUDIT_POLICY_INFORMATION* out) {
  wchar_t policy[40] = {};
  StringFromGUID2(policies[0], policy, 40);
  stand_in().calls.push_back("AuditQuerySystemPolicy " + said(policy) + " " + std::to_string(count));
  if (stand_in().auditing < 0) return FALSE;
  static AUDIT_POLICY_INFORMATION information = {};
  information.AuditingInformation = POLICY_AUDIT_EVENT_SUCCESS | (stand_in().auditing == 1 ? POLICY_AUDIT_EVENT_FAILURE : 0);
  *out = &information;
  return TRUE;
}
VOID WINAPI audit_free(PVOID) { stand_in().calls.emplace_back("AuditFree"); }

EVT_HANDLE WINAPI query(EVT_HANDLE session, LPCWSTR path, LPCWSTR xpath, DWORD flags) {
  stand_in().calls.push_back("EvtQuery " + std::string(session == nullptr ? "here " : "elsewhere ") + said(path) + " " + std::to_string(flags) + " " + said(xpath));
  if (stand_in().failed_sign_ins == -1) SetLastError(ERROR_ACCESS_DENIED);
  return stand_in().failed_sign_ins == -1 ? nullptr : kQuery;
}
BOOL WINAPI next(EVT_HANDLE results, DWORD wanted, EVT_HANDLE* events, DWORD, DWORD, PDWORD returned) {
  stand_in().calls.push_back("EvtNext " + std::to_string(wanted));
  *returned = 0;
  if (results != kQuery || stand_in().failed_sign_ins == -2) {
    SetLastError(ERROR_EVT_QUERY_RESULT_STALE);
    return FALSE;
  }
  for (DWORD at = 0; at < wanted && static_cast<int>(at) < stand_in().failed_sign_ins; ++at) events[(*returned)++] = kEvent;
  if (*returned == 0) SetLastError(ERROR_NO_MORE_ITEMS);
  return *returned != 0;
}
EVT_HANDLE WINAPI subscribe(EVT_HANDLE session, HANDLE signal, LPCWSTR path, LPCWSTR xpath, EVT_HANDLE, PVOID context, EVT_SUBSCRIBE_CALLBACK callback, DWORD flags) {
  stand_in().calls.push_back("EvtSubscribe " + std::string(session == nullptr && signal == nullptr ? "here " : "elsewhere ") + said(path) + " " + std::to_string(flags) + " " + said(xpath));
  subscriber = callback;
  subscriber_context = context;
  return kSubscription;
}
BOOL WINAPI close(EVT_HANDLE handle) {
  stand_in().calls.push_back(std::string("EvtClose ") + (handle == kQuery ? "query" : handle == kSubscription ? "subscription" : handle == kEvent ? "event" : "something else"));
  if (handle == kSubscription) subscriber = nullptr;
  return TRUE;
}

ULONG WINAPI event_register(LPCGUID provider, PENABLECALLBACK, PVOID, PREGHANDLE out) {
  wchar_t text[40] = {};
  StringFromGUID2(*provider, text, 40);
  *out = 0x54;
  stand_in().calls.push_back("EventRegister " + said(text));
  return ERROR_SUCCESS;
}
ULONG WINAPI event_write(REGHANDLE, PCEVENT_DESCRIPTOR about, ULONG, PEVENT_DATA_DESCRIPTOR data) {
  stand_in().events.push_back(std::to_string(about->Id) + " " + std::to_string(about->Level) + " " + std::to_string(about->Channel) + " " +
                              said(reinterpret_cast<LPCWSTR>(static_cast<ULONG_PTR>(data[0].Ptr))));
  return ERROR_SUCCESS;
}
ULONG WINAPI event_unregister(REGHANDLE) { return ERROR_SUCCESS; }

DWORD WINAPI tell(LPVOID) {
  if (subscriber != nullptr) subscriber(EvtSubscribeActionDeliver, subscriber_context, kEvent);
  return 0;
}

}  // namespace

StandIn& stand_in() {
  static StandIn only;
  return only;
}

void stand_in_for_windows(ImportHooks& hooks) {
  hooks.replace("GetThreadPreferredUILanguages", reinterpret_cast<void*>(languages));
  hooks.replace("AuditQuerySystemPolicy", reinterpret_cast<void*>(audit_query));
  hooks.replace("AuditFree", reinterpret_cast<void*>(audit_free));
  hooks.replace("EvtQuery", reinterpret_cast<void*>(query));
  hooks.replace("EvtNext", reinterpret_cast<void*>(next));
  hooks.replace("EvtSubscribe", reinterpret_cast<void*>(subscribe));
  hooks.replace("EvtClose", reinterpret_cast<void*>(close));
  hooks.replace("EventRegister", reinterpret_cast<void*>(event_register));
  hooks.replace("EventWrite", reinterpret_cast<void*>(event_write));
  hooks.replace("EventUnregister", reinterpret_cast<void*>(event_unregister));
}

bool another_failed_sign_in() {
  if (stand_in().failed_sign_ins >= 0) ++stand_in().failed_sign_ins;
  const bool heard = subscriber != nullptr;
  const HANDLE thread = CreateThread(nullptr, 0, tell, nullptr, 0, nullptr);
  if (thread == nullptr) return false;
  WaitForSingleObject(thread, INFINITE);
  CloseHandle(thread);
  return heard;
}

}  // namespace gatehouse::test
