#include <windows.h>
#include <lm.h>
#include <ntsecapi.h>
#include <winternl.h>

#include "system/event_log.h"
#include "launcher/real/sids.h"
#include "launcher/real/windows_system.h"

namespace gatehouse {

namespace {

/// Audit_Logon_Logon of ntsecapi.h: {0CCE9215-69AE-11D9-BED3-505054503030}.
constexpr GUID audit_logon = {0x0CCE9215, 0x69AE, 0x11D9, {0xBE, 0xD3, 0x50, 0x50, 0x54, 0x50, 0x30, 0x30}};

/// SYSTEM_INFORMATION_CLASS and its structure ("NtQuerySystemInformation", Microsoft Learn).
constexpr auto system_code_integrity = static_cast<SYSTEM_INFORMATION_CLASS>(103);
struct CodeIntegrity {
  ULONG length;
  ULONG options;
};

}  // namespace

Done WindowsSystem::joined(bool& out) {
  LPWSTR name = nullptr;
  NETSETUP_JOIN_STATUS status = NetSetupUnknownStatus;
  const NET_API_STATUS error = NetGetJoinInformation(nullptr, &name, &status);
  if (name != nullptr) NetApiBufferFree(name);
  out = status == NetSetupDomainName;
  return {error, "NetGetJoinInformation"};
}

Done WindowsSystem::failed_sign_ins_audited(bool& out) {
  // Either this or the rights that administrators and SYSTEM have by default, which a policy may have taken: that the privilege is not to be had is no error.
  static_cast<void>(enable_privilege(SE_SECURITY_NAME));
  PAUDIT_POLICY_INFORMATION info = nullptr;
  if (!AuditQuerySystemPolicy(&audit_logon, 1, &info)) return {GetLastError(), "AuditQuerySystemPolicy"};
  out = (info->AuditingInformation & POLICY_AUDIT_EVENT_FAILURE) != 0;
  AuditFree(info);
  return {};
}

Done WindowsSystem::code_integrity(std::uint32_t& out) {
  CodeIntegrity info = {sizeof(info), 0};
  const NTSTATUS status = NtQuerySystemInformation(system_code_integrity, &info, sizeof(info), nullptr);
  if (status != 0) return {static_cast<std::uint32_t>(status), "NtQuerySystemInformation"};
  out = info.options;
  return {};
}

void WindowsSystem::tell(Event event, std::string_view text) { write_to_event_log(event, text); }

}  // namespace gatehouse
