#include "test/logon_ui/life.h"

#include "provider/fields.h"
#include "provider/registration.h"
#include "test/logon_ui/session.h"
#include "test/logon_ui/waiting.h"

namespace gatehouse::test {

namespace {

using GetClassObject = HRESULT(STDAPICALLTYPE*)(REFCLSID, REFIID, LPVOID*);

class Life {
 public:
  explicit Life(JsonWriter& out) : out_(out) { out_.name("broken").begin_list(); }
  ~Life() { out_.end_list(); }
  Life(const Life&) = delete;
  Life& operator=(const Life&) = delete;

  /// @returns what was given, where it was
  template <typename Thing>
  Thing* judge(const char* what, HRESULT result, Thing* thing) {
    if (SUCCEEDED(result) != (thing != nullptr)) out_.text(what);
    return thing;
  }

 private:
  JsonWriter& out_;
};

void look_at_fields(Life& life, ProviderApi& provider, CredentialApi& credential) {
  for (DWORD field = 0; field < kFieldCount; ++field) {
    FieldDescriptor* descriptor = nullptr;
    if (life.judge("GetFieldDescriptorAt", provider.GetFieldDescriptorAt(field, &descriptor), descriptor) != nullptr) CoTaskMemFree(descriptor->label);
    CoTaskMemFree(descriptor);
    if (field == kPicture) {
      HBITMAP picture = nullptr;
      if (life.judge("GetBitmapValue", credential.GetBitmapValue(field, &picture), picture) != nullptr) DeleteObject(picture);
    } else {
      LPWSTR text = nullptr;
      CoTaskMemFree(life.judge("GetStringValue", credential.GetStringValue(field, &text), text));
    }
  }
}

/// @returns how many credentials there were
DWORD show(Life& life, ProviderApi& provider, Users& users, CredentialEvents& events) {
  SetUserArrayApi* takes_users = nullptr;
  if (SUCCEEDED(provider.QueryInterface(kIidSetUserArray, reinterpret_cast<void**>(&takes_users)))) {
    takes_users->SetUserArray(&users);
    takes_users->Release();
  }
  DWORD count = 0;
  DWORD preselected = 0;
  BOOL auto_logon = FALSE;
  if (FAILED(provider.GetCredentialCount(&count, &preselected, &auto_logon))) return 0;
  for (DWORD at = 0; at < count; ++at) {
    CredentialApi* credential = nullptr;
    if (life.judge("GetCredentialAt", provider.GetCredentialAt(at, &credential), credential) == nullptr) continue;
    credential->Advise(&events);
    look_at_fields(life, provider, *credential);
    BOOL selects = FALSE;
    credential->SetSelected(&selects);
    credential->CommandLinkClicked(kLink);
    credential->SetDeselected();
    credential->UnAdvise();
    credential->Release();
  }
  return count;
}

}  // namespace

void live(JsonWriter& out, HMODULE library, Users& users) {
  ProviderEvents provider_events;
  CredentialEvents credential_events;
  DWORD count = 0;
  bool there = false;
  {
    Life life(out);
    IClassFactory* factory = nullptr;
    ProviderApi* provider = nullptr;
    const auto get = reinterpret_cast<GetClassObject>(reinterpret_cast<void*>(GetProcAddress(library, "DllGetClassObject")));
    if (life.judge("DllGetClassObject", get(kProviderClass, IID_IClassFactory, reinterpret_cast<void**>(&factory)), factory) != nullptr) {
      life.judge("CreateInstance", factory->CreateInstance(nullptr, kIidProvider, reinterpret_cast<void**>(&provider)), provider);
      factory->Release();
    }
    there = provider != nullptr;
    if (there && SUCCEEDED(provider->SetUsageScenario(UsageScenario::Logon, 0))) {
      provider->Advise(&provider_events, 1);
      count = show(life, *provider, users, credential_events);
      // The press's thread is given time to come to what fails, and the window to be seen gone.
      pump_until([] { return !is_waiting_window_shown(); });
      provider->UnAdvise();
    }
    if (there) provider->Release();
  }
  out.name("there").boolean(there).name("count").number(count).name("held").number(users.held_with_users() + provider_events.held() + credential_events.held());
}

}  // namespace gatehouse::test
