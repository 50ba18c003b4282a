#include <windows.h>

#include <userenv.h>
#include <wtsapi32.h>

#include <vector>

#include "launcher/real/sids.h"
#include "launcher/real/windows_system.h"
#include "launcher/wide.h"

namespace gatehouse {

namespace {

Done failed(std::string_view call) { return {GetLastError(), call}; }

}  // namespace

Done WindowsSystem::sessions(std::vector<std::uint32_t>& out) {
  WTS_SESSION_INFOW* found = nullptr;
  DWORD count = 0;
  if (!WTSEnumerateSessionsW(WTS_CURRENT_SERVER_HANDLE, 0, 1, &found, &count)) return failed("WTSEnumerateSessionsW");
  for (DWORD at = 0; at < count; ++at) {
    if (found[at].State == WTSActive) out.push_back(found[at].SessionId);
  }
  WTSFreeMemory(found);
  return {};
}

Done WindowsSystem::token_of(std::uint32_t session, Token& out) {
  out = nullptr;
  if (const DWORD error = enable_privilege(SE_TCB_NAME); error != ERROR_SUCCESS) return {error, "AdjustTokenPrivileges"};
  if (WTSQueryUserToken(session, &out)) return {};
  // At its sign-in screen a session is active too.
  const Done done = failed("WTSQueryUserToken");
  out = nullptr;
  return done.code == ERROR_NO_TOKEN ? Done{} : done;
}

Done WindowsSystem::person_of(Token token, Sid& out) {
  DWORD size = 0;
  GetTokenInformation(token, TokenUser, nullptr, 0, &size);
  std::vector<std::uint8_t> room(size);
  if (size == 0 || !GetTokenInformation(token, TokenUser, room.data(), size, &size)) return failed("GetTokenInformation");
  out = text_of(reinterpret_cast<const TOKEN_USER*>(room.data())->User.Sid);
  return out.empty() ? Done{ERROR_INVALID_SID, "GetTokenInformation"} : Done{};
}

Done WindowsSystem::environment_of(Token token, std::u16string& out) {
  void* block = nullptr;
  // Theirs alone: nothing of SYSTEM's own.
  if (!CreateEnvironmentBlock(&block, token, FALSE)) return failed("CreateEnvironmentBlock");
  const auto* begin = static_cast<const wchar_t*>(block);
  const wchar_t* end = begin;
  while (*end != L'\0') end += wcslen(end) + 1;
  out = narrow(begin, static_cast<std::size_t>(end - begin) + 1);
  DestroyEnvironmentBlock(block);
  return {};
}

}  // namespace gatehouse
