#include "provider/failed_sign_ins.h"

#include <ntsecapi.h>

#include <utility>

#include "provider/mailbox.h"

namespace gatehouse {

namespace {

constexpr wchar_t kLog[] = L"Security";
// Logon types of a person at the machine or in a remote session: interactive, unlock, remote interactive, and what they are called when the password is known from before
// ("4625(F): An account failed to log on", Microsoft Learn).
#define GATEHOUSE_BY_A_PERSON \
  L"*[EventData[Data[@Name='LogonType']='2' or Data[@Name='LogonType']='7' or Data[@Name='LogonType']='10' or Data[@Name='LogonType']='11' or Data[@Name='LogonType']='12' or " \
  L"Data[@Name='LogonType']='13']]"
constexpr wchar_t kLately[] = L"*[System[(EventID=4625) and TimeCreated[timediff(@SystemTime) <= 900000]]] and " GATEHOUSE_BY_A_PERSON;
constexpr wchar_t kFromNow[] = L"*[System[(EventID=4625)]] and " GATEHOUSE_BY_A_PERSON;
#undef GATEHOUSE_BY_A_PERSON

/// The audit policy "Logon" (Audit_Logon_Logon of ntsecapi.h), which writes 4625.
constexpr GUID kLogonAuditing{0x0cce9215, 0x69ae, 0x11d9, {0xbe, 0xd3, 0x50, 0x50, 0x54, 0x50, 0x30, 0x30}};
/// Of a log of a broken event there may be thousands: as many as can be asked for is enough.
constexpr DWORD kMost = 10;

/// Whether the machine writes failed sign-ins down at all. @returns false also where Windows does not say
bool are_recorded() {
  AUDIT_POLICY_INFORMATION* policy = nullptr;
  if (AuditQuerySystemPolicy(&kLogonAuditing, 1, &policy) == FALSE || policy == nullptr) return false;
  const bool failures = (policy->AuditingInformation & POLICY_AUDIT_EVENT_FAILURE) != 0;
  AuditFree(policy);
  return failures;
}

DWORD WINAPI on_event(EVT_SUBSCRIBE_NOTIFY_ACTION action, PVOID mailbox, EVT_HANDLE) {
  if (action == EvtSubscribeActionDeliver) Mailbox::post_sign_in_failed(static_cast<HWND>(mailbox));
  return ERROR_SUCCESS;
}

}  // namespace

bool FailedSignIns::at_least(DWORD wanted) {
  if (wanted == 0 || !are_recorded()) return true;
  const EVT_HANDLE found = EvtQuery(nullptr, kLog, kLately, EvtQueryChannelPath | EvtQueryReverseDirection);
  if (found == nullptr) return true;
  EVT_HANDLE events[kMost] = {};
  DWORD count = 0;
  const DWORD asked = wanted < kMost ? wanted : kMost;
  // ERROR_NO_MORE_ITEMS is an answer: none. Whatever else fails must not hide the link.
  const bool read = EvtNext(found, asked, events, 0, 0, &count) != FALSE || GetLastError() == ERROR_NO_MORE_ITEMS;
  for (DWORD at = 0; at < count; ++at) EvtClose(events[at]);
  EvtClose(found);
  return !read || count >= asked;
}

void FailedSignIns::watch(HWND mailbox) {
  stop_watching();
  if (mailbox != nullptr) subscription_ = EvtSubscribe(nullptr, nullptr, kLog, kFromNow, nullptr, mailbox, on_event, EvtSubscribeToFutureEvents);
}

void FailedSignIns::stop_watching() {
  const EVT_HANDLE subscription = std::exchange(subscription_, nullptr);
  if (subscription != nullptr) EvtClose(subscription);
}

}  // namespace gatehouse
