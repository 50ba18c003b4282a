#include "launcher/state.h"

#include <windows.h>
#include <sddl.h>

#include <cstring>
#include <vector>

#include "core/values.h"
#include "launcher/wide.h"
#include "system/registry_key.h"

namespace gatehouse {

namespace {

constexpr wchar_t state_path[] = L"SOFTWARE\\Gatehouse\\State";
/// SYSTEM and administrators, nobody else, nothing inherited.
constexpr wchar_t state_access[] = L"O:BAG:SYD:P(A;CI;KA;;;SY)(A;CI;KA;;;BA)";

bool write_value(const char16_t* name, DWORD kind, const void* data, std::size_t size) {
  // The second right is RegFlushKey's.
  const RegistryKey key(state_path, KEY_SET_VALUE | KEY_QUERY_VALUE);
  return key && RegSetValueExW(key.get(), wide(name), 0, kind, static_cast<const BYTE*>(data), static_cast<DWORD>(size)) == ERROR_SUCCESS &&
         RegFlushKey(key.get()) == ERROR_SUCCESS;
}

}  // namespace

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
  DWORD kind = REG_NONE;
  std::vector<std::uint8_t> data;
  if (RegistryKey(state_path, KEY_QUERY_VALUE).read(wide(name), kind, data) != ERROR_SUCCESS) return std::nullopt;
  const Value value = value_from_registry(kind, Bytes(data.data(), data.size()));
  const auto* found = std::get_if<std::u16string>(&value);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

std::uint64_t number(const char16_t* name) {
  DWORD kind = REG_NONE;
  std::vector<std::uint8_t> data;
  std::uint64_t found = 0;
  if (RegistryKey(state_path, KEY_QUERY_VALUE).read(wide(name), kind, data) != ERROR_SUCCESS || kind != REG_QWORD || data.size() != sizeof(found)) return 0;
  std::memcpy(&found, data.data(), sizeof(found));
  return found;
}

bool keep(const char16_t* name, const std::u16string& text) { return write_value(name, REG_SZ, text.c_str(), (text.size() + 1) * sizeof(char16_t)); }

bool keep(const char16_t* name, std::uint64_t number) { return write_value(name, REG_QWORD, &number, sizeof(number)); }

void forget(const char16_t* name) {
  const RegistryKey key(state_path, KEY_SET_VALUE);
  if (key) RegDeleteValueW(key.get(), wide(name));
}

void remove() { RegDeleteKeyExW(HKEY_LOCAL_MACHINE, state_path, KEY_WOW64_64KEY, 0); }

}  // namespace state

void forget_enrolment_code() {
  const RegistryKey key(L"SOFTWARE\\Gatehouse", KEY_SET_VALUE);
  if (key) RegDeleteValueW(key.get(), L"EnrolmentCode");
}

void remove_settings() {
  const RegistryKey software(L"SOFTWARE", DELETE | KEY_ENUMERATE_SUB_KEYS | KEY_QUERY_VALUE);
  if (software) RegDeleteTreeW(software.get(), L"Gatehouse");
}

}  // namespace gatehouse
