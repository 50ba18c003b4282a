#include "provider/users.h"

#include "provider/caller_text.h"
#include "provider/counted.h"

namespace gatehouse {

namespace {

std::wstring sid_of(UserApi& user) {
  LPWSTR sid = nullptr;
  return SUCCEEDED(user.GetSid(&sid)) ? take_text(sid) : std::wstring();
}

std::wstring name_of(UserApi& user) {
  LPWSTR name = nullptr;
  return SUCCEEDED(user.GetStringValue(kQualifiedUserName, &name)) ? take_text(name) : std::wstring();
}

}  // namespace

std::vector<std::pair<std::wstring, std::wstring>> users_with_tiles(UserArrayApi& users) {
  std::vector<std::pair<std::wstring, std::wstring>> found;
  DWORD count = 0;
  if (FAILED(users.GetCount(&count))) return found;
  for (DWORD at = 0; at < count; ++at) {
    UserApi* raw = nullptr;
    if (FAILED(users.GetAt(at, &raw)) || raw == nullptr) continue;
    const Reference<UserApi> user = Reference<UserApi>::taken(raw);
    std::wstring sid = sid_of(*user.get());
    if (!sid.empty()) found.emplace_back(std::move(sid), name_of(*user.get()));
  }
  return found;
}

bool has_other_user(UserArrayApi& users) {
  // "CREDENTIAL_PROVIDER_ACCOUNT_OPTIONS", Microsoft Learn: none means that no credential is to be associated with Other user.
  AccountOptions options = AccountOptions::None;
  return SUCCEEDED(users.GetAccountOptions(&options)) && options != AccountOptions::None;
}

}  // namespace gatehouse
