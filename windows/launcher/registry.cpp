#include "launcher/registry.h"

#include <windows.h>
#include <sddl.h>

#include <vector>

#include "launcher/wide.h"

namespace gatehouse {

namespace {

constexpr wchar_t policy_path[] = L"SOFTWARE\\Policies\\Gatehouse";
constexpr wchar_t machine_path[] = L"SOFTWARE\\Gatehouse";
constexpr wchar_t state_path[] = L"SOFTWARE\\Gatehouse\\State";
/// SYSTEM and administrators, nobody else, nothing inherited.
constexpr wchar_t state_access[] = L"O:BAG:SYD:P(A;CI;KA;;;SY)(A;CI;KA;;;BA)";

class Key {
 public:
  Key(const wchar_t* path, REGSAM access) {
    if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, path, 0, access | KEY_WOW64_64KEY, &key_) != ERROR_SUCCESS) key_ = nullptr;
  }
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() {
    if (key_ != nullptr) RegCloseKey(key_);
  }
  [[nodiscard]] HKEY get() const { return key_; }

 private:
  HKEY key_ = nullptr;
};

/// More than any setting may have: what is longer is damaged.
constexpr DWORD longest_value = 64 * 1024;

std::optional<Value> read_value(const wchar_t* path, std::u16string_view name) {
  const Key key(path, KEY_QUERY_VALUE);
  if (key.get() == nullptr) return std::nullopt;

  const std::u16string own(name);
  DWORD kind = 0;
  std::vector<std::uint8_t> data(longest_value);
  DWORD size = longest_value;
  const LSTATUS error = RegQueryValueExW(key.get(), wide(own), nullptr, &kind, data.data(), &size);
  if (error == ERROR_FILE_NOT_FOUND) return std::nullopt;
  // It is there, and a policy that cannot be read must not count as none.
  if (error != ERROR_SUCCESS) return OtherKind{};
  return value_from_registry(kind, Bytes(data.data(), size));
}

bool write_value(const char16_t* name, DWORD kind, const void* data, std::size_t size) {
  const Key key(state_path, KEY_SET_VALUE);
  return key.get() != nullptr && RegSetValueExW(key.get(), wide(name), 0, kind, static_cast<const BYTE*>(data), static_cast<DWORD>(size)) == ERROR_SUCCESS &&
         RegFlushKey(key.get()) == ERROR_SUCCESS;
}

}  // namespace

std::optional<Value> Registry::read(Place place, std::u16string_view name) const { return read_value(place == Place::policy ? policy_path : machine_path, name); }

namespace state {

std::uint32_t make() {
  SECURITY_ATTRIBUTES attributes = {sizeof(attributes), nullptr, FALSE};
  if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(state_access, SDDL_REVISION_1, &attributes.lpSecurityDescriptor, nullptr)) return GetLastError();

  HKEY key = nullptr;
  LSTATUS error = RegCreateKeyExW(HKEY_LOCAL_MACHINE, state_path, 0, nullptr, 0, KEY_WRITE | WRITE_DAC | KEY_WOW64_64KEY, &attributes, &key, nullptr);
  if (error == ERROR_SUCCESS) {
    error = RegSetKeySecurity(key, DACL_SECURITY_INFORMATION, attributes.lpSecurityDescriptor);
    RegCloseKey(key);
  }
  LocalFree(attributes.lpSecurityDescriptor);
  return static_cast<std::uint32_t>(error);
}

std::optional<std::u16string> text(const char16_t* name) {
  const std::optional<Value> value = read_value(state_path, name);
  const auto* found = value ? std::get_if<std::u16string>(&*value) : nullptr;
  return found == nullptr ? std::nullopt : std::optional(*found);
}

std::uint64_t number(const char16_t* name) {
  const Key key(state_path, KEY_QUERY_VALUE);
  std::uint64_t found = 0;
  DWORD kind = 0;
  DWORD size = sizeof(found);
  if (key.get() == nullptr || RegQueryValueExW(key.get(), wide(name), nullptr, &kind, reinterpret_cast<BYTE*>(&found), &size) != ERROR_SUCCESS) return 0;
  return kind == REG_QWORD && size == sizeof(found) ? found : 0;
}

bool keep(const char16_t* name, const std::u16string& text) { return write_value(name, REG_SZ, text.c_str(), (text.size() + 1) * sizeof(char16_t)); }

bool keep(const char16_t* name, std::uint64_t number) { return write_value(name, REG_QWORD, &number, sizeof(number)); }

void forget(const char16_t* name) {
  const Key key(state_path, KEY_SET_VALUE);
  if (key.get() != nullptr) RegDeleteValueW(key.get(), wide(name));
}

void remove() { RegDeleteKeyExW(HKEY_LOCAL_MACHINE, state_path, KEY_WOW64_64KEY, 0); }

}  // namespace state

void forget_enrolment_code() {
  const Key key(machine_path, KEY_SET_VALUE);
  if (key.get() != nullptr) RegDeleteValueW(key.get(), L"EnrolmentCode");
}

void remove_settings() {
  const Key software(L"SOFTWARE", DELETE | KEY_ENUMERATE_SUB_KEYS | KEY_QUERY_VALUE);
  if (software.get() != nullptr) RegDeleteTreeW(software.get(), L"Gatehouse");
}

}  // namespace gatehouse
