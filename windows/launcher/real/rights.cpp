#include <windows.h>
#include <ntsecapi.h>

#include "launcher/real/sids.h"
#include "launcher/real/windows_system.h"
#include "launcher/wide.h"

namespace gatehouse {

namespace {

// ntstatus.h cannot be had beside windows.h without hiding parts of both.
constexpr NTSTATUS object_name_not_found = static_cast<NTSTATUS>(0xC0000034);
constexpr NTSTATUS no_more_entries = static_cast<NTSTATUS>(0x8000001A);

Done failed(NTSTATUS status, std::string_view call) { return {status == 0 ? 0 : LsaNtStatusToWinError(status), call}; }

/// The local security policy, opened for as little as a call needs.
class Policy {
 public:
  Policy() = default;
  Policy(const Policy&) = delete;
  Policy& operator=(const Policy&) = delete;
  ~Policy() {
    if (handle_ != nullptr) LsaClose(handle_);
  }
  Done open(ACCESS_MASK access) {
    LSA_OBJECT_ATTRIBUTES none = {};
    none.Length = sizeof(none);
    return failed(LsaOpenPolicy(nullptr, &none, access, &handle_), "LsaOpenPolicy");
  }
  [[nodiscard]] LSA_HANDLE get() const { return handle_; }

 private:
  LSA_HANDLE handle_ = nullptr;
};

LSA_UNICODE_STRING counted(const std::u16string& text) {
  const auto bytes = static_cast<USHORT>(text.size() * sizeof(char16_t));
  return {bytes, static_cast<USHORT>(bytes + sizeof(char16_t)), const_cast<wchar_t*>(wide(text))};
}

}  // namespace

Done WindowsSystem::rights_of(const Sid& sid, std::vector<std::u16string>& out) {
  Policy policy;
  if (const Done done = policy.open(POLICY_LOOKUP_NAMES); !done.ok()) return done;
  const BinarySid binary(sid);
  LSA_UNICODE_STRING* rights = nullptr;
  ULONG count = 0;
  const NTSTATUS status = LsaEnumerateAccountRights(policy.get(), binary.get(), &rights, &count);
  // It was never given any.
  if (status == object_name_not_found) return {};
  if (status != 0) return failed(status, "LsaEnumerateAccountRights");
  for (ULONG at = 0; at < count; ++at) out.push_back(narrow(rights[at].Buffer, rights[at].Length / sizeof(wchar_t)));
  LsaFreeMemory(rights);
  return {};
}

Done WindowsSystem::give_right(const Sid& sid, const std::u16string& right) {
  Policy policy;
  if (const Done done = policy.open(POLICY_LOOKUP_NAMES | POLICY_CREATE_ACCOUNT); !done.ok()) return done;
  const BinarySid binary(sid);
  LSA_UNICODE_STRING text = counted(right);
  return failed(LsaAddAccountRights(policy.get(), binary.get(), &text, 1), "LsaAddAccountRights");
}

Done WindowsSystem::take_all_rights(const Sid& sid) {
  Policy policy;
  if (const Done done = policy.open(POLICY_LOOKUP_NAMES); !done.ok()) return done;
  const BinarySid binary(sid);
  const NTSTATUS status = LsaRemoveAccountRights(policy.get(), binary.get(), TRUE, nullptr, 0);
  return failed(status == object_name_not_found ? 0 : status, "LsaRemoveAccountRights");
}

Done WindowsSystem::holders_of(const std::u16string& right, std::vector<Sid>& out) {
  Policy policy;
  if (const Done done = policy.open(POLICY_LOOKUP_NAMES | POLICY_VIEW_LOCAL_INFORMATION); !done.ok()) return done;
  LSA_UNICODE_STRING text = counted(right);
  void* buffer = nullptr;
  ULONG count = 0;
  const NTSTATUS status = LsaEnumerateAccountsWithUserRight(policy.get(), &text, &buffer, &count);
  if (status == no_more_entries || status == object_name_not_found) return {};
  if (status != 0) return failed(status, "LsaEnumerateAccountsWithUserRight");
  const auto* holders = static_cast<const LSA_ENUMERATION_INFORMATION*>(buffer);
  for (ULONG at = 0; at < count; ++at) out.push_back(text_of(holders[at].Sid));
  LsaFreeMemory(buffer);
  return {};
}

}  // namespace gatehouse
