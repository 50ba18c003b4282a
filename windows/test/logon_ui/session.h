#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/json.h"
#include "test/logon_ui/fakes.h"
#include "test/logon_ui/import_hooks.h"

namespace gatehouse::test {

/// One life of a provider in LogonUI, step by step. Each step writes what the provider answered as one line of JSON; whether that is right is for the test to say.
class Session {
 public:
  /// @param library path of the DLL, which DllGetClassObject is asked of; empty: COM finds it by its class
  explicit Session(std::wstring library);

  Users users;
  CredentialEvents credential_events;

  /// @param step as `press=0` @returns false for a step that there is not
  bool take(const std::string& step);

 private:
  void load(JsonWriter& out);
  void create(JsonWriter& out);
  void interfaces(JsonWriter& out);
  void fields(JsonWriter& out);
  void count_credentials(JsonWriter& out);
  void describe_credential(JsonWriter& out, DWORD at);
  void each_field_of(JsonWriter& out, CredentialApi& credential);
  void release(JsonWriter& out);
  void wrong_arguments(JsonWriter& out);
  void live_without_each();

  std::wstring library_;
  HMODULE module_ = nullptr;
  std::unique_ptr<ImportHooks> hooks_;
  ProviderApi* provider_ = nullptr;
  std::vector<CredentialApi*> credentials_;
  ProviderEvents provider_events_;
};

/// Sees to messages until `holds`, or too long (20 s): LogonUI's thread does nothing else. @returns whether it came to hold
bool pump_until(bool (*holds)());

}  // namespace gatehouse::test
