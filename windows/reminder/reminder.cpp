// Runs as the person who signed in, a minute later, by a scheduled task: opens the registration page in their own browser, every so many days.
// It asks no server: none answers without a sign-in whether something is missing.
#include <windows.h>

#include <shellapi.h>

#include <optional>
#include <string>
#include <vector>

#include "core/values.h"
#include "reminder/due.h"

namespace gatehouse {

namespace {

/// Where each person's last reminder is written down, in their own hive.
constexpr const wchar_t* own_key = L"Software\\Gatehouse\\Reminder";
constexpr const wchar_t* last_value = L"LastDay";

/// What the reminder needs of the settings: policy, and the copy that the MSI makes, since the machine's own key is for administrators alone.
class PersonsValues final : public ValueSource {
 public:
  [[nodiscard]] std::optional<Value> read(Place place, std::u16string_view name) const override {
    const wchar_t* key = place == Place::policy ? L"SOFTWARE\\Policies\\Gatehouse" : L"SOFTWARE\\Gatehouse\\Reminder";
    const std::wstring wanted(name.begin(), name.end());
    std::vector<std::uint8_t> data(4096);
    auto size = static_cast<DWORD>(data.size());
    DWORD kind = REG_NONE;
    const LSTATUS found = RegGetValueW(HKEY_LOCAL_MACHINE, key, wanted.c_str(), RRF_RT_ANY | RRF_NOEXPAND | RRF_SUBKEY_WOW6464KEY, &kind, data.data(), &size);
    if (found == ERROR_FILE_NOT_FOUND) return std::nullopt;
    if (found != ERROR_SUCCESS) return OtherKind{};
    return value_from_registry(kind, Bytes(data.data(), size));
  }
};

/// Days since 1601, by the machine's clock.
std::uint32_t today() {
  FILETIME now{};
  GetSystemTimeAsFileTime(&now);
  const std::uint64_t ticks = (static_cast<std::uint64_t>(now.dwHighDateTime) << 32U) | now.dwLowDateTime;
  return static_cast<std::uint32_t>(ticks / 864'000'000'000ULL);
}

std::optional<std::uint32_t> last_day() {
  DWORD day = 0;
  DWORD size = sizeof day;
  if (RegGetValueW(HKEY_CURRENT_USER, own_key, last_value, RRF_RT_REG_DWORD, nullptr, &day, &size) != ERROR_SUCCESS) return std::nullopt;
  return day;
}

[[nodiscard]] bool write_day(std::uint32_t day) {
  return RegSetKeyValueW(HKEY_CURRENT_USER, own_key, last_value, REG_DWORD, &day, sizeof day) == ERROR_SUCCESS;
}

/// @returns 0 also where there is nothing to do
int remind() {
  const Settings settings = read_settings(PersonsValues{}, {});
  const std::uint32_t now = today();
  if (!settings.server || !is_due(now, last_day(), settings.reminder_days)) return 0;
  // Written first: where that fails nobody is reminded at every sign-in.
  if (!write_day(now)) return 1;
  const std::string page = *settings.server + "/register";
  const std::wstring wide(page.begin(), page.end());
  // Says more than 32 where it worked (Microsoft's "ShellExecuteW").
  return reinterpret_cast<INT_PTR>(ShellExecuteW(nullptr, L"open", wide.c_str(), nullptr, nullptr, SW_SHOWNORMAL)) > 32 ? 0 : 2;
}

}  // namespace

}  // namespace gatehouse

int WINAPI wWinMain(HINSTANCE, HINSTANCE, PWSTR, int) { return gatehouse::remind(); }
