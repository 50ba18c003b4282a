#include "provider/provider.h"

#include <new>
#include <utility>

#include "core/values.h"
#include "system/event_log.h"
#include "provider/caller_text.h"
#include "provider/credential.h"
#include "provider/fields.h"
#include "provider/strikes.h"
#include "provider/users.h"
#include "system/registry_values.h"
#include "system/safe_folders.h"

namespace gatehouse {

namespace {

/// Mistakes in what this DLL acts by; the launcher names the others when it starts.
void name_mistakes(const Settings& settings) {
  for (const Mistake& mistake : settings.mistakes) {
    const Setting* setting = find_setting(mistake.name);
    if (setting == nullptr || setting->reader != Reader::provider) continue;
    const std::string where = mistake.place == Place::policy ? "HKLM\\SOFTWARE\\Policies\\Gatehouse\\" : "HKLM\\SOFTWARE\\Gatehouse\\";
    write_to_event_log(Event::setting_wrong, where + std::string(mistake.name.begin(), mistake.name.end()) + " " + mistake.what);
  }
}

}  // namespace

HRESULT Provider::QueryInterface(REFIID as, void** out) {
  if (out == nullptr) return E_POINTER;
  *out = nullptr;
  if (IsEqualIID(as, IID_IUnknown) || IsEqualIID(as, kIidProvider)) {
    *out = static_cast<ProviderApi*>(this);
  } else if (IsEqualIID(as, kIidSetUserArray)) {
    *out = static_cast<SetUserArrayApi*>(this);
  } else {
    return E_NOINTERFACE;
  }
  AddRef();
  return S_OK;
}

HRESULT Provider::SetUsageScenario(UsageScenario scenario, DWORD) {
  serves_ = scenario == UsageScenario::Logon || scenario == UsageScenario::UnlockWorkstation;
  if (!serves_) return E_NOTIMPL;
  // Anew at each sign-in screen: what IT has set since, the off switch above all, holds at the next lock.
  read_settings();
  return S_OK;
}

void Provider::read_settings() {
  const Settings settings = gatehouse::read_settings(RegistryValues(), safe_folders());
  name_mistakes(settings);
  enabled_ = settings.enabled;
  show_after_ = settings.show_after_failures;
  words_ = words_of_the_screen();
  link_text_ = settings.link_text ? windows_text(*settings.link_text) : words_.link;
  picture_ = settings.picture ? windows_text(*settings.picture) : std::wstring();
  often_enough_ = enabled_ && FailedSignIns::at_least(show_after_);
}

HRESULT Provider::Advise(ProviderEventsApi* events, UINT_PTR context) {
  events_ = Reference<ProviderEventsApi>::shared(events);
  context_ = context;
  if (!mailbox_) mailbox_.emplace(static_cast<Listener&>(*this));
  if (serves_ && enabled_ && !often_enough_) failed_.watch(mailbox_->address());
  return S_OK;
}

HRESULT Provider::UnAdvise() {
  press_.stop();
  pressed_ = nullptr;
  failed_.stop_watching();
  mailbox_.reset();
  events_ = {};
  clear_strikes();
  return S_OK;
}

HRESULT Provider::SetUserArray(UserArrayApi* users) {
  users_.clear();
  if (users == nullptr) return E_POINTER;
  for (auto& [sid, name] : users_with_tiles(*users)) users_.push_back({std::move(sid), std::move(name)});
  if (has_other_user(*users)) users_.push_back({});
  return S_OK;
}

HRESULT Provider::GetFieldDescriptorCount(DWORD* count) {
  if (count == nullptr) return E_POINTER;
  *count = kFieldCount;
  return S_OK;
}

HRESULT Provider::GetFieldDescriptorAt(DWORD index, FieldDescriptor** out) {
  if (out == nullptr) return E_POINTER;
  *out = nullptr;
  if (index >= kFieldCount) return E_INVALIDARG;
  auto* descriptor = static_cast<FieldDescriptor*>(CoTaskMemAlloc(sizeof(FieldDescriptor)));
  if (descriptor == nullptr) return E_OUTOFMEMORY;
  const FieldLook look = look_of(index);
  *descriptor = {index, look.type, nullptr, look.field_type};
  if (give_text(link_text_, &descriptor->label) != S_OK) {
    CoTaskMemFree(descriptor);
    return E_OUTOFMEMORY;
  }
  *out = descriptor;
  return S_OK;
}

HRESULT Provider::GetCredentialCount(DWORD* count, DWORD* preselected, BOOL* auto_logon) {
  if (count == nullptr || preselected == nullptr || auto_logon == nullptr) return E_POINTER;
  *count = is_shown() ? static_cast<DWORD>(users_.size()) : 0;
  // Never the one that is chosen for somebody: theirs is the password, or whatever they used last.
  *preselected = kNoDefaultCredential;
  *auto_logon = FALSE;
  return S_OK;
}

HRESULT Provider::GetCredentialAt(DWORD index, CredentialApi** out) {
  if (out == nullptr) return E_POINTER;
  *out = nullptr;
  if (!is_shown() || index >= users_.size()) return E_INVALIDARG;
  const User& user = users_[index];
  *out = new (std::nothrow) Credential(Reference<Provider>::shared(this), user.sid, user.name);
  return *out == nullptr ? E_OUTOFMEMORY : S_OK;
}

HRESULT Provider::press(Credential& by, const std::wstring& user) {
  pressed_ = &by;
  const HRESULT started = press_.start(user, words_, mailbox_ ? mailbox_->address() : nullptr);
  if (FAILED(started)) by.tell_trouble();
  // LogonUI has nothing to do with an error of ours but to show it as its own.
  return S_OK;
}

void Provider::press_failed() {
  if (pressed_ != nullptr) pressed_->tell_trouble();
}

void Provider::forget(const Credential& credential) {
  if (pressed_ == &credential) pressed_ = nullptr;
}

void Provider::sign_in_failed() {
  if (often_enough_ || !FailedSignIns::at_least(show_after_)) return;
  often_enough_ = true;
  failed_.stop_watching();
  if (events_) static_cast<void>(events_->CredentialsChanged(context_));
}

HRESULT make_provider(REFIID as, void** out) {
  auto* provider = new (std::nothrow) Provider();
  if (provider == nullptr) return E_OUTOFMEMORY;
  const HRESULT made = provider->QueryInterface(as, out);
  provider->Release();
  return made;
}

}  // namespace gatehouse
