#include <windows.h>
#include <tlhelp32.h>

#include <optional>

#include "launcher/real/sids.h"
#include "launcher/real/windows_system.h"
#include "system/handle.h"

namespace gatehouse {

namespace {

/// What is ended may have started another meanwhile: so often is looked again.
constexpr int most_rounds = 5;
/// Milliseconds for one process to go.
constexpr DWORD patience = 500;

bool is_of(HANDLE process, PSID sid) {
  Handle token;
  if (!OpenProcessToken(process, TOKEN_QUERY, token.out())) return false;
  alignas(TOKEN_USER) BYTE room[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
  DWORD size = 0;
  return GetTokenInformation(token.get(), TokenUser, room, sizeof(room), &size) && EqualSid(reinterpret_cast<const TOKEN_USER*>(room)->User.Sid, sid);
}

/// One that has ended and is still listed, since somebody has it open, is none. @returns whether it was one that ran
bool end_if_of(DWORD id, PSID sid) {
  // Whose it is, is asked of what was opened: its number may be another's by now.
  const Handle process(OpenProcess(PROCESS_TERMINATE | PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE, FALSE, id));
  if (!process || !is_of(process.get(), sid) || WaitForSingleObject(process.get(), 0) == WAIT_OBJECT_0) return false;
  TerminateProcess(process.get(), ERROR_PROCESS_ABORTED);
  WaitForSingleObject(process.get(), patience);
  return true;
}

/// @returns how many ran; nothing where they could not be listed
std::optional<std::uint32_t> one_round(PSID sid) {
  const Handle list(CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0));
  if (!list) return std::nullopt;
  std::uint32_t count = 0;
  PROCESSENTRY32W entry = {};
  entry.dwSize = sizeof(entry);
  for (BOOL more = Process32FirstW(list.get(), &entry); more; more = Process32NextW(list.get(), &entry)) count += end_if_of(entry.th32ProcessID, sid) ? 1 : 0;
  return count;
}

}  // namespace

Done WindowsSystem::end_processes_of(const Sid& sid, std::uint32_t& ended) {
  ended = 0;
  const BinarySid binary(sid);
  if (binary.get() == nullptr) return {ERROR_INVALID_SID, "ConvertStringSidToSidW"};
  // For one that shuts SYSTEM out by its own list of access. Without it there are the others.
  static_cast<void>(enable_privilege(SE_DEBUG_NAME));
  for (int round = 0; round < most_rounds; ++round) {
    const std::optional<std::uint32_t> count = one_round(binary.get());
    if (!count) return {GetLastError(), "CreateToolhelp32Snapshot"};
    if (*count == 0) return {};
    ended += *count;
  }
  return {ERROR_TIMEOUT, "TerminateProcess"};
}

}  // namespace gatehouse
