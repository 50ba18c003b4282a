#include "test/logon_ui/session.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "core/text.h"
#include "provider/fields.h"
#include "provider/registration.h"
#include "test/logon_ui/life.h"
#include "test/logon_ui/waiting.h"
#include "test/logon_ui/windows_stand_in.h"

namespace gatehouse::test {

namespace {

using GetClassObject = HRESULT(STDAPICALLTYPE*)(REFCLSID, REFIID, LPVOID*);
using CanUnloadNow = HRESULT(STDAPICALLTYPE*)();

template <typename Function>
Function exported(HMODULE module, const char* name) {
  return reinterpret_cast<Function>(reinterpret_cast<void*>(GetProcAddress(module, name)));
}

std::string hexadecimal(HRESULT result) {
  char text[16] = {};
  static_cast<void>(std::snprintf(text, sizeof text, "0x%08lx", static_cast<unsigned long>(result)));
  return text;
}

/// @returns 0 of what is no number
int number_in(const std::string& text) { return static_cast<int>(std::strtol(text.c_str(), nullptr, 10)); }

JsonWriter& answer(JsonWriter& out, HRESULT result) { return out.name("answer").text(hexadecimal(result)); }

/// Takes over a text of COM's, null as null.
void text_or_null(JsonWriter& out, LPWSTR text) {
  if (text == nullptr) {
    out.null();
  } else {
    out.text(portable(text));
  }
  CoTaskMemFree(text);
}

/// Of texts with commas between them.
std::vector<std::wstring> list_of(const std::string& text) {
  std::vector<std::wstring> list;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    list.emplace_back(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(end));
    at = end + 1;
  }
  return list;
}

void guid(JsonWriter& out, REFGUID value) {
  wchar_t text[40] = {};
  StringFromGUID2(value, text, 40);
  out.text(portable(text));
}

}  // namespace

Session::Session(std::wstring library) : library_(std::move(library)) {}

void Session::load(JsonWriter& out) {
  module_ = LoadLibraryW(library_.c_str());
  out.name("loaded").boolean(module_ != nullptr);
  if (module_ == nullptr) return;
  hooks_ = std::make_unique<ImportHooks>(module_);
  stand_in_for_windows(*hooks_);
  out.name("imports").begin_list();
  for (const std::string& name : hooks_->names()) out.text(name);
  out.end_list();
}

/// As COM does where the DLL was loaded before (`load`), so that its calls could be stood in for; else by COM itself.
void Session::create(JsonWriter& out) {
  if (module_ == nullptr) {
    answer(out, CoCreateInstance(kProviderClass, nullptr, CLSCTX_INPROC_SERVER, kIidProvider, reinterpret_cast<void**>(&provider_)));
    return;
  }
  IClassFactory* factory = nullptr;
  HRESULT result = exported<GetClassObject>(module_, "DllGetClassObject")(kProviderClass, IID_IClassFactory, reinterpret_cast<void**>(&factory));
  out.name("factory").boolean(factory != nullptr);
  if (SUCCEEDED(result) && factory != nullptr) {
    result = factory->CreateInstance(nullptr, kIidProvider, reinterpret_cast<void**>(&provider_));
    out.name("factoryLeft").number(factory->Release());
  }
  answer(out, result);
}

void Session::interfaces(JsonWriter& out) {
  const std::pair<const char*, const IID&> all[] = {{"provider", kIidProvider}, {"users", kIidSetUserArray}, {"filter", kIidFilter}, {"unknown", IID_IUnknown}};
  for (const auto& [name, id] : all) {
    IUnknown* as = nullptr;
    provider_->QueryInterface(id, reinterpret_cast<void**>(&as));
    out.name(name).boolean(as != nullptr);
    if (as != nullptr) as->Release();
  }
}

void Session::fields(JsonWriter& out) {
  DWORD count = 0;
  answer(out, provider_->GetFieldDescriptorCount(&count));
  out.name("fields").begin_list();
  for (DWORD at = 0; at < count; ++at) {
    FieldDescriptor* descriptor = nullptr;
    out.begin_object();
    answer(out, provider_->GetFieldDescriptorAt(at, &descriptor));
    if (descriptor != nullptr) {
      out.name("id").number(descriptor->id).name("type").number(static_cast<int>(descriptor->type)).name("label");
      text_or_null(out, descriptor->label);
      out.name("kind");
      guid(out, descriptor->field_type);
    }
    CoTaskMemFree(descriptor);
    out.end_object();
  }
  out.end_list();
}

void Session::count_credentials(JsonWriter& out) {
  DWORD count = 77;
  DWORD preselected = 77;
  BOOL auto_logon = TRUE;
  answer(out, provider_->GetCredentialCount(&count, &preselected, &auto_logon));
  out.name("count").number(count).name("preselected").boolean(preselected != kNoDefaultCredential).name("autoLogon").boolean(auto_logon != FALSE);
}

void Session::describe_credential(JsonWriter& out, DWORD at) {
  CredentialApi* credential = nullptr;
  answer(out, provider_->GetCredentialAt(at, &credential));
  if (credential == nullptr) return;
  credentials_.push_back(credential);
  Credential2Api* second = nullptr;
  credential->QueryInterface(kIidCredential2, reinterpret_cast<void**>(&second));
  if (second != nullptr) {
    LPWSTR sid = nullptr;
    out.name("sidAnswer").text(hexadecimal(second->GetUserSid(&sid))).name("sid");
    text_or_null(out, sid);
    second->Release();
  }
  out.name("advised").text(hexadecimal(credential->Advise(&credential_events)));
  each_field_of(out, *credential);
}

void Session::each_field_of(JsonWriter& out, CredentialApi& credential) {
  out.name("fields").begin_list();
  for (DWORD field = 0; field < kFieldCount; ++field) {
    FieldState state = FieldState::Hidden;
    FieldInteractiveState interactive = FieldInteractiveState::None;
    LPWSTR text = nullptr;
    HBITMAP picture = nullptr;
    out.begin_object();
    answer(out, credential.GetFieldState(field, &state, &interactive)).name("state").number(static_cast<int>(state));
    credential.GetStringValue(field, &text);
    out.name("text");
    text_or_null(out, text);
    credential.GetBitmapValue(field, &picture);
    if (picture != nullptr) {
      BITMAP about = {};
      GetObjectW(picture, sizeof about, &about);
      out.name("width").number(about.bmWidth).name("height").number(about.bmHeight);
      DeleteObject(picture);
    }
    out.end_object();
  }
  out.end_list();
}

/// Null for everything that LogonUI never passes null for, and numbers that no field has.
void Session::wrong_arguments(JsonWriter& out) {
  CredentialApi& credential = *credentials_.front();
  DWORD number = 0;
  BOOL flag = FALSE;
  LPWSTR text = nullptr;
  HBITMAP picture = nullptr;
  FieldDescriptor* descriptor = nullptr;
  CredentialApi* none = nullptr;
  FieldState state = FieldState::Hidden;
  FieldInteractiveState interactive = FieldInteractiveState::None;
  const HRESULT answers[] = {
      provider_->GetFieldDescriptorCount(nullptr), provider_->GetFieldDescriptorAt(0, nullptr),       provider_->GetFieldDescriptorAt(99, &descriptor),
      provider_->GetCredentialAt(99, &none),       provider_->GetCredentialAt(0, nullptr),            provider_->GetCredentialCount(nullptr, &number, &flag),
      provider_->QueryInterface(kIidProvider, nullptr), provider_->SetSerialization(nullptr),          credential.SetSelected(nullptr),
      credential.GetFieldState(99, &state, &interactive), credential.GetStringValue(99, &text),        credential.GetStringValue(2, nullptr),
      credential.GetBitmapValue(2, &picture),      credential.GetBitmapValue(0, nullptr),             credential.CommandLinkClicked(0),
      credential.GetCheckboxValue(2, &flag, &text), credential.SetStringValue(2, L"x"),               credential.ReportResult(0, 0, &text, nullptr),
      credential.GetSerialization(nullptr, nullptr, nullptr, nullptr),
  };
  out.name("answers").begin_list();
  for (const HRESULT result : answers) out.text(hexadecimal(result));
  out.end_list();
}

/// A whole life for each function that the DLL calls of Windows, in which that one always fails; and one more, in which all is well again.
void Session::live_without_each() {
  std::vector<std::string> names = hooks_->names();
  names.emplace_back("");
  for (const std::string& name : names) {
    void* const function = failing(name);
    if (!name.empty() && function == nullptr) continue;
    hooks_->undo_all();
    stand_in_for_windows(*hooks_);
    if (!name.empty()) hooks_->replace(name, function);
    JsonWriter out;
    out.begin_object().name("step").text("life").name("without").text(name);
    // Said before: whoever crashes in it is named.
    std::printf("%s}\n", out.written().c_str());
    static_cast<void>(std::fflush(stdout));
    live(out, module_, users);
    std::puts(out.end_object().written().c_str());
  }
}

void Session::release(JsonWriter& out) {
  out.name("credentialsLeft").begin_list();
  for (CredentialApi* credential : credentials_) {
    credential->UnAdvise();
    out.number(credential->Release());
  }
  out.end_list();
  credentials_.clear();
  if (provider_ != nullptr) out.name("providerLeft").number(provider_->Release());
  provider_ = nullptr;
  out.name("held").number(users.held_with_users() + provider_events_.held() + credential_events.held());
  const HMODULE module = module_ == nullptr ? GetModuleHandleW(L"Gatehouse.Provider.dll") : module_;
  if (module == nullptr) return;
  static HMODULE asked;
  asked = module;
  // A press's thread holds the DLL until it has ended.
  out.name("canUnload").boolean(pump_until([] { return exported<CanUnloadNow>(asked, "DllCanUnloadNow")() == S_OK; }));
}

bool Session::take(const std::string& step) {
  const std::string name = step.substr(0, step.find('='));
  const std::string argument = name.size() == step.size() ? "" : step.substr(name.size() + 1);
  const auto number = static_cast<DWORD>(number_in(argument));
  JsonWriter out;
  out.begin_object().name("step").text(step);

  if (name == "load") {
    load(out);
  } else if (name == "create") {
    create(out);
  } else if (name == "interfaces") {
    interfaces(out);
  } else if (name == "scenario") {
    answer(out, provider_->SetUsageScenario(static_cast<UsageScenario>(number), 0));
  } else if (name == "users") {
    SetUserArrayApi* as = nullptr;
    answer(out, provider_->QueryInterface(kIidSetUserArray, reinterpret_cast<void**>(&as)));
    if (as != nullptr) out.name("taken").text(hexadecimal(as->SetUserArray(&users)));
    if (as != nullptr) as->Release();
    out.name("filtered").boolean(users.filtered);
  } else if (name == "advise") {
    answer(out, provider_->Advise(&provider_events_, 4711));
  } else if (name == "fields") {
    fields(out);
  } else if (name == "count") {
    count_credentials(out);
  } else if (name == "credential") {
    describe_credential(out, number);
  } else if (name == "select") {
    BOOL auto_logon = TRUE;
    answer(out, credentials_.at(number)->SetSelected(&auto_logon)).name("autoLogon").boolean(auto_logon != FALSE);
  } else if (name == "deselect") {
    answer(out, credentials_.at(number)->SetDeselected());
  } else if (name == "serialization") {
    SerializationResponse response = SerializationResponse::Finished;
    CredentialSerialization serialization = {};
    LPWSTR text = nullptr;
    StatusIcon icon = StatusIcon::Error;
    answer(out, credentials_.at(number)->GetSerialization(&response, &serialization, &text, &icon)).name("response").number(static_cast<int>(response));
    out.name("size").number(serialization.size);
  } else if (name == "press") {
    const ULONGLONG before = GetTickCount64();
    answer(out, credentials_.at(number)->CommandLinkClicked(kLink));
    out.name("returnedMs").number(static_cast<std::int64_t>(GetTickCount64() - before));
    out.name("window").boolean(pump_until(is_waiting_window_shown)).name("windowMs").number(static_cast<std::int64_t>(GetTickCount64() - before));
  } else if (name == "press-only") {
    // Its window may have come and gone before anybody looks.
    answer(out, credentials_.at(number)->CommandLinkClicked(kLink));
  } else if (name == "window") {
    describe_waiting_window(out, argument);
  } else if (name == "dismiss") {
    out.name("window").boolean(dismiss_waiting_window());
  } else if (name == "no-window") {
    out.name("gone").boolean(pump_until([] { return !is_waiting_window_shown(); }));
  } else if (name == "trouble") {
    static CredentialEvents* events;
    events = &credential_events;
    out.name("shown").boolean(pump_until([] { return events->states[kTrouble] == FieldState::InSelectedTile; }));
  } else if (name == "file") {
    out.name("there").boolean(wait_for_file(argument));
  } else if (name == "write") {
    out.name("written").boolean(write_file(argument));
  } else if (name == "runs") {
    out.name("runs").boolean(does_run(argument));
  } else if (name == "gone") {
    out.name("gone").boolean(wait_for_end(argument));
  } else if (name == "languages") {
    stand_in().languages = list_of(argument);
  } else if (name == "auditing") {
    stand_in().auditing = number_in(argument);
  } else if (name == "failed") {
    stand_in().failed_sign_ins = number_in(argument);
  } else if (name == "failed-sign-in") {
    out.name("heard").boolean(another_failed_sign_in());
    pump_once();
    out.name("changed").number(provider_events_.changed).name("context").number(static_cast<std::int64_t>(provider_events_.context));
  } else if (name == "lives") {
    live_without_each();
  } else if (name == "wrong-arguments") {
    wrong_arguments(out);
  } else if (name == "unadvise") {
    answer(out, provider_->UnAdvise());
  } else if (name == "release") {
    release(out);
  } else if (name == "events") {
    out.name("events").begin_list();
    for (const std::string& event : stand_in().events) out.text(event);
    out.end_list().name("calls").begin_list();
    for (const std::string& call : stand_in().calls) out.text(call);
    out.end_list();
  } else if (name == "die") {
    TerminateProcess(GetCurrentProcess(), 99);
  } else {
    return false;
  }
  std::puts(out.end_object().written().c_str());
  static_cast<void>(std::fflush(stdout));
  return true;
}

}  // namespace gatehouse::test
