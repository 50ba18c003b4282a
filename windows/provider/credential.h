#pragma once
#include <string>

#include "provider/counted.h"
#include "provider/credential_provider_api.h"

namespace gatehouse {

class Provider;

/// Our sign-in option at one user's tile, or at Other user's.
class Credential final : public Counted<Credential2Api> {
 public:
  /// @param sid of the user whose tile it belongs to; empty: Other user @param user the qualified name, as CORP\ada
  Credential(Reference<Provider> provider, std::wstring sid, std::wstring user);

  /// Says below the link that it could not be started, while LogonUI shows it.
  void tell_trouble();

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID, void**) override;
  HRESULT STDMETHODCALLTYPE Advise(CredentialEventsApi*) override;
  HRESULT STDMETHODCALLTYPE UnAdvise() override;
  HRESULT STDMETHODCALLTYPE SetSelected(BOOL* auto_logon) override;
  HRESULT STDMETHODCALLTYPE SetDeselected() override;
  HRESULT STDMETHODCALLTYPE GetFieldState(DWORD field, FieldState*, FieldInteractiveState*) override;
  HRESULT STDMETHODCALLTYPE GetStringValue(DWORD field, LPWSTR*) override;
  HRESULT STDMETHODCALLTYPE GetBitmapValue(DWORD field, HBITMAP*) override;
  HRESULT STDMETHODCALLTYPE CommandLinkClicked(DWORD field) override;
  HRESULT STDMETHODCALLTYPE GetSerialization(SerializationResponse*, CredentialSerialization*, LPWSTR* text, StatusIcon*) override;
  HRESULT STDMETHODCALLTYPE GetUserSid(LPWSTR* sid) override;

  // Fields that no tile of ours has.
  HRESULT STDMETHODCALLTYPE GetCheckboxValue(DWORD, BOOL*, LPWSTR*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetSubmitButtonValue(DWORD, DWORD*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetComboBoxValueCount(DWORD, DWORD*, DWORD*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetComboBoxValueAt(DWORD, DWORD, LPWSTR*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE SetStringValue(DWORD, LPCWSTR) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE SetCheckboxValue(DWORD, BOOL) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE SetComboBoxSelectedValue(DWORD, DWORD) override { return E_NOTIMPL; }
  // Nobody is signed in by this one, so there is no result to report.
  HRESULT STDMETHODCALLTYPE ReportResult(LONG, LONG, LPWSTR*, StatusIcon*) override { return E_NOTIMPL; }

 private:
  ~Credential() override;
  void show_trouble(bool shown);
  Reference<Provider> provider_;
  Reference<CredentialEventsApi> events_;
  std::wstring sid_;
  std::wstring user_;
};

}  // namespace gatehouse
