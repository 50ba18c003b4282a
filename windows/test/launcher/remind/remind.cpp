// The launcher's reminders, with the reminder as it is shipped beside them. What wine only pretends is a fake; the machine is enrolled by words.
//   trust FILE                   the authority of a test's server becomes one that this Windows trusts
//   enrol SERVER ID              gives the machine a key, and makes it that device; prints the public key
//   remind FAILS LIMIT SESSION=SID…    somebody has signed in; the call of that number fails (0: none); prints what was called and told
#include <windows.h>

#include <wincrypt.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/text.h"
#include "launcher/remind.h"
#include "launcher/state.h"
#include "test/launcher/fake_system.h"
#include "test/launcher/own_folder.h"
#include "test/launcher/setting.h"

using namespace gatehouse;

namespace {

int trust(const std::u16string& name) {
  const std::string file = read_own_file(name);
  const HCERTSTORE roots = CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, CERT_SYSTEM_STORE_LOCAL_MACHINE, L"Root");
  const bool added = CertAddEncodedCertificateToStore(roots, X509_ASN_ENCODING, reinterpret_cast<const BYTE*>(file.data()), static_cast<DWORD>(file.size()), CERT_STORE_ADD_ALWAYS, nullptr);
  CertCloseStore(roots, 0);
  return added ? 0 : 1;
}

int enrol(const std::u16string& server, const std::u16string& id) {
  FakeSystem system(own_folder());
  state::remove();
  write_setting(L"Server", utf8(server));
  MachineKey key;
  if (state::make() != 0 || !system.make_key(u"device", key).ok()) return 1;
  if (!state::keep(u"DeviceKey", u"device") || !state::keep(u"DeviceServer", server) || !state::keep(u"Device", id)) return 1;
  std::puts(jwk(key.key).c_str());
  return 0;
}

void add(JsonWriter& json, const char* name, const std::vector<std::string>& list) {
  json.name(name).begin_list();
  for (const std::string& one : list) json.text(one);
  json.end_list();
}

/// @returns 0 of what is no number
int number_in(const std::u16string& text) { return static_cast<int>(std::strtol(utf8(text).c_str(), nullptr, 10)); }

int reminded(const std::vector<std::u16string>& arguments) {
  FakeSystem system(own_folder());
  system.fail_at = number_in(arguments[1]);
  for (std::size_t at = 3; at < arguments.size(); ++at) {
    const std::size_t equals = arguments[at].find(u'=');
    system.people[static_cast<std::uint32_t>(number_in(arguments[at].substr(0, equals)))] = arguments[at].substr(equals + 1);
  }
  Reminding how;
  how.folder = own_folder();
  how.limit = static_cast<std::uint64_t>(number_in(arguments[2]));
  const bool right = remind(system, how);
  JsonWriter json;
  json.begin_object().name("right").boolean(right);
  add(json, "calls", system.calls);
  add(json, "events", system.events);
  json.name("tokens").number(system.open_tokens);
  std::puts(json.end_object().written().c_str());
  return 0;
}

}  // namespace

int wmain(int count, wchar_t** values) {
  std::vector<std::u16string> arguments;
  for (int at = 1; at < count; ++at) arguments.push_back(narrow(values[at]));
  if (arguments.size() == 2 && arguments[0] == u"trust") return trust(arguments[1]);
  if (arguments.size() == 3 && arguments[0] == u"enrol") return enrol(arguments[1], arguments[2]);
  if (arguments.size() >= 3 && arguments[0] == u"remind") return reminded(arguments);
  return 64;
}
