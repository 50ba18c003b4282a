// What LogonUI does with a credential provider, without LogonUI: `logon_ui [--library PATH] [--user SID=NAME]... [--other-user] STEP...`
#include <windows.h>

#include <cstdio>

#include "test/logon_ui/session.h"

using namespace gatehouse::test;

namespace {

std::string narrow(const std::wstring& text) { return std::string(text.begin(), text.end()); }

void add_user(Session& session, const std::wstring& text) {
  const std::size_t middle = text.find(L'=');
  session.users.users.emplace_back(text.substr(0, middle), middle == std::wstring::npos ? L"" : text.substr(middle + 1));
}

}  // namespace

int wmain(int count, wchar_t** arguments) {
  if (FAILED(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED))) return 2;
  std::wstring library;
  if (count > 2 && std::wstring(arguments[1]) == L"--library") library = arguments[2];
  Session session(library);
  for (int at = library.empty() ? 1 : 3; at < count; ++at) {
    const std::wstring argument = arguments[at];
    const bool more = at + 1 < count;
    if (argument == L"--user" && more) {
      add_user(session, arguments[++at]);
    } else if (argument == L"--other-user") {
      session.users.options = gatehouse::AccountOptions::EmptyLocal;
    } else if (!session.take(narrow(argument))) {
      static_cast<void>(std::fprintf(stderr, "no such step: %ls\n", argument.c_str()));
      return 2;
    }
  }
  return 0;
}
