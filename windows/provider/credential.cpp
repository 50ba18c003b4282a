#include "provider/credential.h"

#include <utility>

#include "provider/caller_text.h"
#include "provider/fields.h"
#include "provider/picture.h"
#include "provider/provider.h"
#include "provider/strikes.h"

namespace gatehouse {

Credential::Credential(Reference<Provider> provider, std::wstring sid, std::wstring user) : provider_(std::move(provider)), sid_(std::move(sid)), user_(std::move(user)) {}

Credential::~Credential() { provider_->forget(*this); }

HRESULT Credential::QueryInterface(REFIID as, void** out) {
  if (out == nullptr) return E_POINTER;
  *out = nullptr;
  const bool known = IsEqualIID(as, IID_IUnknown) || IsEqualIID(as, kIidCredential) || IsEqualIID(as, kIidCredential2);
  if (!known) return E_NOINTERFACE;
  *out = static_cast<Credential2Api*>(this);
  AddRef();
  return S_OK;
}

HRESULT Credential::Advise(CredentialEventsApi* events) {
  events_ = Reference<CredentialEventsApi>::shared(events);
  return S_OK;
}

HRESULT Credential::UnAdvise() {
  events_ = {};
  return S_OK;
}

HRESULT Credential::SetSelected(BOOL* auto_logon) {
  if (auto_logon == nullptr) return E_POINTER;
  *auto_logon = FALSE;
  clear_strikes();
  return S_OK;
}

// The client's own window takes the selection away, and LogonUI does after 30 s without input: what was started goes on.
HRESULT Credential::SetDeselected() {
  show_trouble(false);
  return S_OK;
}

HRESULT Credential::GetFieldState(DWORD field, FieldState* state, FieldInteractiveState* interactive) {
  if (state == nullptr || interactive == nullptr) return E_POINTER;
  if (field >= kFieldCount) return E_INVALIDARG;
  *state = look_of(field).state;
  *interactive = FieldInteractiveState::None;
  return S_OK;
}

HRESULT Credential::GetStringValue(DWORD field, LPWSTR* text) {
  if (text == nullptr) return E_POINTER;
  *text = nullptr;
  switch (field) {
    case kLabel:
    case kLink:
      return give_text(provider_->link_text(), text);
    case kTrouble:
      return give_text(provider_->words().trouble, text);
    default:
      return E_INVALIDARG;
  }
}

HRESULT Credential::GetBitmapValue(DWORD field, HBITMAP* picture) {
  if (picture == nullptr) return E_POINTER;
  *picture = nullptr;
  if (field != kPicture) return E_INVALIDARG;
  *picture = tile_picture(provider_->picture_file());
  return *picture == nullptr ? E_OUTOFMEMORY : S_OK;
}

HRESULT Credential::CommandLinkClicked(DWORD field) {
  if (field != kLink) return E_INVALIDARG;
  show_trouble(false);
  return provider_->press(*this, user_);
}

HRESULT Credential::GetSerialization(SerializationResponse* response, CredentialSerialization* serialization, LPWSTR* text, StatusIcon* icon) {
  if (response == nullptr || serialization == nullptr || text == nullptr || icon == nullptr) return E_POINTER;
  *response = SerializationResponse::NotFinished;
  *serialization = {};
  *text = nullptr;
  *icon = StatusIcon::None;
  return S_OK;
}

HRESULT Credential::GetUserSid(LPWSTR* sid) {
  if (sid == nullptr) return E_POINTER;
  *sid = nullptr;
  // S_FALSE and no SID: the tile of Other user ("ICredentialProviderCredential2::GetUserSid", Microsoft Learn).
  return sid_.empty() ? S_FALSE : give_text(sid_, sid);
}

void Credential::tell_trouble() { show_trouble(true); }

void Credential::show_trouble(bool shown) {
  if (!events_) return;
  // LogonUI may refuse; it is only words.
  static_cast<void>(events_->SetFieldState(this, kTrouble, shown ? FieldState::InSelectedTile : FieldState::Hidden));
}

}  // namespace gatehouse
