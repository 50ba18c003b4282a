#pragma once
#include <optional>
#include <string>
#include <vector>

#include "provider/counted.h"
#include "provider/credential_provider_api.h"
#include "provider/failed_sign_ins.h"
#include "provider/mailbox.h"
#include "provider/press.h"
#include "provider/words.h"

namespace gatehouse {

class Credential;

/// One sign-in screen's provider. LogonUI makes it, says what it is for (sign-in or unlock), gives it the users that it shows, and asks for one credential after another.
/// All of it happens on LogonUI's one thread.
class Provider final : public Counted<ProviderApi, SetUserArrayApi>, private Listener {
 public:
  Provider() = default;

  /// Text of the link: the policy's, or that of the language.
  [[nodiscard]] const std::wstring& link_text() const { return link_text_; }
  [[nodiscard]] const std::wstring& picture_file() const { return picture_; }
  [[nodiscard]] const Words& words() const { return words_; }
  /// The link of `by` was pressed. @param user empty under Other user
  [[nodiscard]] HRESULT press(Credential& by, const std::wstring& user);
  /// A credential that is gone hears of no trouble.
  void forget(const Credential& credential);

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID, void**) override;
  ULONG STDMETHODCALLTYPE AddRef() override { return Counted::AddRef(); }
  ULONG STDMETHODCALLTYPE Release() override { return Counted::Release(); }
  HRESULT STDMETHODCALLTYPE SetUsageScenario(UsageScenario, DWORD flags) override;
  HRESULT STDMETHODCALLTYPE SetSerialization(const CredentialSerialization*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE Advise(ProviderEventsApi*, UINT_PTR context) override;
  HRESULT STDMETHODCALLTYPE UnAdvise() override;
  HRESULT STDMETHODCALLTYPE GetFieldDescriptorCount(DWORD*) override;
  HRESULT STDMETHODCALLTYPE GetFieldDescriptorAt(DWORD index, FieldDescriptor**) override;
  HRESULT STDMETHODCALLTYPE GetCredentialCount(DWORD* count, DWORD* preselected, BOOL* auto_logon) override;
  HRESULT STDMETHODCALLTYPE GetCredentialAt(DWORD index, CredentialApi**) override;
  HRESULT STDMETHODCALLTYPE SetUserArray(UserArrayApi*) override;

 private:
  struct User {
    std::wstring sid;
    std::wstring name;
  };

  void press_failed() override;
  void sign_in_failed() override;
  void read_settings();
  [[nodiscard]] bool is_shown() const { return serves_ && enabled_ && often_enough_; }

  bool serves_ = false;
  bool enabled_ = false;
  bool often_enough_ = false;
  DWORD show_after_ = 0;
  Words words_;
  std::wstring link_text_;
  std::wstring picture_;
  /// Those with a tile; one without a SID stands for Other user.
  std::vector<User> users_;
  Reference<ProviderEventsApi> events_;
  UINT_PTR context_ = 0;
  std::optional<Mailbox> mailbox_;
  FailedSignIns failed_;
  Press press_;
  /// Not held: it holds this provider.
  Credential* pressed_ = nullptr;
};

/// @param out a new provider as the interface that is asked for @returns E_OUTOFMEMORY, E_NOINTERFACE with null in `out`
[[nodiscard]] HRESULT make_provider(REFIID as, void** out);

}  // namespace gatehouse
