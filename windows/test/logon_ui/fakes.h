#pragma once
#include <string>
#include <vector>

#include "provider/caller_text.h"
#include "provider/credential_provider_api.h"

// LogonUI's side of what a provider is given. Each counts its references: what is still held at the end is a leak.
namespace gatehouse::test {

template <typename Interface>
class OnStack : public Interface {
 public:
  explicit OnStack(REFIID own) : own_(own) {}
  virtual ~OnStack() = default;
  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID as, void** out) override {
    *out = nullptr;
    if (!IsEqualIID(as, IID_IUnknown) && !IsEqualIID(as, own_)) return E_NOINTERFACE;
    *out = this;
    AddRef();
    return S_OK;
  }
  ULONG STDMETHODCALLTYPE AddRef() override { return ++held_; }
  ULONG STDMETHODCALLTYPE Release() override { return --held_; }
  [[nodiscard]] ULONG held() const { return held_; }

 private:
  IID own_;
  ULONG held_ = 0;
};

class User final : public OnStack<UserApi> {
 public:
  User(std::wstring sid, std::wstring name) : OnStack(kIidUser), sid_(std::move(sid)), name_(std::move(name)) {}
  HRESULT STDMETHODCALLTYPE GetSid(LPWSTR* out) override {
    if (!sid_.empty()) return give_text(sid_, out);
    *out = nullptr;
    return E_FAIL;
  }
  HRESULT STDMETHODCALLTYPE GetProviderID(GUID*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetStringValue(REFPROPERTYKEY key, LPWSTR* out) override {
    *out = nullptr;
    if (!IsEqualGUID(key.fmtid, kQualifiedUserName.fmtid) || key.pid != kQualifiedUserName.pid || name_.empty()) return E_FAIL;
    return give_text(name_, out);
  }
  HRESULT STDMETHODCALLTYPE GetValue(REFPROPERTYKEY, PROPVARIANT*) override { return E_NOTIMPL; }

 private:
  std::wstring sid_;
  std::wstring name_;
};

class Users final : public OnStack<UserArrayApi> {
 public:
  Users() : OnStack(kIidUserArray) {}
  std::vector<User> users;
  AccountOptions options = AccountOptions::None;
  /// Whether somebody asked that other providers be left out.
  bool filtered = false;

  HRESULT STDMETHODCALLTYPE SetProviderFilter(REFGUID) override {
    filtered = true;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE GetAccountOptions(AccountOptions* out) override {
    *out = options;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE GetCount(DWORD* out) override {
    *out = static_cast<DWORD>(users.size());
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE GetAt(DWORD at, UserApi** out) override {
    *out = nullptr;
    if (at >= users.size()) return E_INVALIDARG;
    users[at].AddRef();
    *out = &users[at];
    return S_OK;
  }
  [[nodiscard]] ULONG held_with_users() const {
    ULONG all = held();
    for (const User& user : users) all += user.held();
    return all;
  }
};

class ProviderEvents final : public OnStack<ProviderEventsApi> {
 public:
  ProviderEvents() : OnStack(kIidProviderEvents) {}
  int changed = 0;
  UINT_PTR context = 0;
  HRESULT STDMETHODCALLTYPE CredentialsChanged(UINT_PTR with) override {
    ++changed;
    context = with;
    return S_OK;
  }
};

class CredentialEvents final : public OnStack<CredentialEventsApi> {
 public:
  CredentialEvents() : OnStack(kIidCredentialEvents) {}
  /// By field, as last set.
  FieldState states[8] = {};
  HRESULT STDMETHODCALLTYPE SetFieldState(CredentialApi*, DWORD field, FieldState state) override {
    if (field >= 8) return E_INVALIDARG;
    states[field] = state;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE SetFieldInteractiveState(CredentialApi*, DWORD, FieldInteractiveState) override { return S_OK; }
  HRESULT STDMETHODCALLTYPE SetFieldString(CredentialApi*, DWORD, LPCWSTR) override { return S_OK; }
  HRESULT STDMETHODCALLTYPE SetFieldCheckbox(CredentialApi*, DWORD, BOOL, LPCWSTR) override { return S_OK; }
  HRESULT STDMETHODCALLTYPE SetFieldBitmap(CredentialApi*, DWORD, HBITMAP) override { return S_OK; }
  HRESULT STDMETHODCALLTYPE SetFieldComboBoxSelectedItem(CredentialApi*, DWORD, DWORD) override { return S_OK; }
  HRESULT STDMETHODCALLTYPE DeleteFieldComboBoxItem(CredentialApi*, DWORD, DWORD) override { return S_OK; }
  HRESULT STDMETHODCALLTYPE AppendFieldComboBoxItem(CredentialApi*, DWORD, LPCWSTR) override { return S_OK; }
  HRESULT STDMETHODCALLTYPE SetFieldSubmitButton(CredentialApi*, DWORD, DWORD) override { return S_OK; }
  HRESULT STDMETHODCALLTYPE OnCreatingWindow(HWND* owner) override {
    *owner = nullptr;
    return S_OK;
  }
};

}  // namespace gatehouse::test
