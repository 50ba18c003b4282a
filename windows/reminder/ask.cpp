#include "reminder/ask.h"

#include <windows.h>

#include <winhttp.h>

#include <string>

#include "core/text.h"

namespace gatehouse {

namespace {

/// Milliseconds for each of: name, connection, sending, answer.
constexpr int patience = 8000;
/// Bytes of an answer; a real one has fewer than fifty.
constexpr DWORD longest_answer = 4096;

class Internet {
 public:
  explicit Internet(HINTERNET handle) : handle_(handle) {}
  Internet(const Internet&) = delete;
  Internet& operator=(const Internet&) = delete;
  ~Internet() {
    if (handle_ != nullptr) WinHttpCloseHandle(handle_);
  }
  [[nodiscard]] HINTERNET get() const { return handle_; }

 private:
  HINTERNET handle_;
};

std::wstring wide(const std::string& text) {
  const std::u16string units = utf16(text).value_or(std::u16string());
  return {units.begin(), units.end()};
}

HINTERNET session_of(const Reminder& reminder) {
  const wchar_t* const name = L"Gatehouse-Reminder";
  if (!reminder.proxy) return WinHttpOpen(name, WINHTTP_ACCESS_TYPE_AUTOMATIC_PROXY, WINHTTP_NO_PROXY_NAME, WINHTTP_NO_PROXY_BYPASS, 0);
  if (reminder.proxy->empty()) return WinHttpOpen(name, WINHTTP_ACCESS_TYPE_NO_PROXY, WINHTTP_NO_PROXY_NAME, WINHTTP_NO_PROXY_BYPASS, 0);
  const std::wstring bypass = wide(reminder.bypass);
  return WinHttpOpen(name, WINHTTP_ACCESS_TYPE_NAMED_PROXY, wide(*reminder.proxy).c_str(), bypass.empty() ? WINHTTP_NO_PROXY_BYPASS : bypass.c_str(), 0);
}

bool set(HINTERNET request, DWORD option, DWORD value) { return WinHttpSetOption(request, option, &value, sizeof value) != FALSE; }

/// Neither to another address, nor with a cookie, nor with the person's password.
bool keep_to_itself(HINTERNET request) {
  return set(request, WINHTTP_OPTION_REDIRECT_POLICY, WINHTTP_OPTION_REDIRECT_POLICY_NEVER) &&
         set(request, WINHTTP_OPTION_DISABLE_FEATURE, WINHTTP_DISABLE_COOKIES | WINHTTP_DISABLE_AUTHENTICATION | WINHTTP_DISABLE_KEEP_ALIVE);
}

DWORD status_of(HINTERNET request) {
  DWORD status = 0;
  DWORD size = sizeof status;
  return WinHttpQueryHeaders(request, WINHTTP_QUERY_STATUS_CODE | WINHTTP_QUERY_FLAG_NUMBER, WINHTTP_HEADER_NAME_BY_INDEX, &status, &size, WINHTTP_NO_HEADER_INDEX) ? status : 0;
}

/// @returns nothing where it is longer than an answer is, or breaks off
std::optional<std::string> body_of(HINTERNET request) {
  std::string body(longest_answer, '\0');
  DWORD filled = 0;
  for (DWORD read = 1; read != 0; filled += read) {
    if (filled == longest_answer || !WinHttpReadData(request, body.data() + filled, longest_answer - filled, &read)) return std::nullopt;
  }
  body.resize(filled);
  return body;
}

}  // namespace

Asked ask(const Reminder& reminder) {
  const std::wstring server = wide(reminder.server);
  URL_COMPONENTS parts = {};
  parts.dwStructSize = sizeof parts;
  parts.dwHostNameLength = static_cast<DWORD>(-1);
  if (!WinHttpCrackUrl(server.c_str(), 0, 0, &parts)) return Asked::no_answer;
  const std::wstring host(parts.lpszHostName, parts.dwHostNameLength);

  const Internet session(session_of(reminder));
  if (session.get() == nullptr || !WinHttpSetTimeouts(session.get(), patience, patience, patience, patience)) return Asked::no_answer;
  const Internet connection(WinHttpConnect(session.get(), host.c_str(), parts.nPort, 0));
  if (connection.get() == nullptr) return Asked::no_answer;
  const Internet request(WinHttpOpenRequest(connection.get(), L"POST", L"/v1/reminders", nullptr, WINHTTP_NO_REFERER, WINHTTP_DEFAULT_ACCEPT_TYPES, WINHTTP_FLAG_SECURE));
  if (request.get() == nullptr || !keep_to_itself(request.get())) return Asked::no_answer;

  std::string question = reminder_question(reminder.ticket);
  const auto length = static_cast<DWORD>(question.size());
  // The version of the contract (contract/version.ts).
  const wchar_t* const headers = L"content-type: application/json\r\ngatehouse-contract: 1\r\n";
  if (!WinHttpSendRequest(request.get(), headers, static_cast<DWORD>(-1), question.data(), length, length, 0)) return Asked::no_answer;
  if (!WinHttpReceiveResponse(request.get(), nullptr)) return Asked::no_answer;
  const DWORD status = status_of(request.get());
  if (status != HTTP_STATUS_OK) return status >= 400 && status < 500 ? Asked::refused : Asked::no_answer;
  const std::optional<std::string> body = body_of(request.get());
  const std::optional<bool> remind = body ? read_reminder_answer(*body) : std::nullopt;
  if (!remind) return Asked::no_answer;
  return *remind ? Asked::yes : Asked::no;
}

}  // namespace gatehouse
