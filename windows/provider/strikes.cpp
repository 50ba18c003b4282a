#include "provider/strikes.h"

#include <windows.h>

#include "core/sentinel.h"
#include "system/event_log.h"
#include "provider/registration.h"
#include "provider/version.h"

namespace gatehouse {

namespace {

/// `Strikes` (REG_DWORD) of `StrikesVersion` (REG_SZ).
class RegistryStrikes final : public StrikeStore {
 public:
  [[nodiscard]] std::optional<std::uint32_t> read() const override {
    wchar_t version[32] = {};
    DWORD size = sizeof version;
    constexpr DWORD kView = RRF_SUBKEY_WOW6464KEY;
    if (RegGetValueW(HKEY_LOCAL_MACHINE, kStateKey, L"StrikesVersion", RRF_RT_REG_SZ | kView, nullptr, version, &size) != ERROR_SUCCESS) return std::nullopt;
    if (own_version() != version) return std::nullopt;
    DWORD strikes = 0;
    size = sizeof strikes;
    if (RegGetValueW(HKEY_LOCAL_MACHINE, kStateKey, L"Strikes", RRF_RT_REG_DWORD | kView, nullptr, &strikes, &size) != ERROR_SUCCESS) return std::nullopt;
    return strikes;
  }

  [[nodiscard]] bool write(std::uint32_t strikes) override {
    HKEY key = nullptr;
    const LSTATUS opened = RegCreateKeyExW(HKEY_LOCAL_MACHINE, kStateKey, 0, nullptr, 0, KEY_SET_VALUE | KEY_WOW64_64KEY, nullptr, &key, nullptr);
    if (opened != ERROR_SUCCESS) return false;
    const bool written = set(key, strikes);
    RegCloseKey(key);
    return written;
  }

 private:
  /// The number first: were only the version written, the strikes of an older one would count for this one.
  [[nodiscard]] static bool set(HKEY key, DWORD strikes) {
    if (RegSetValueExW(key, L"Strikes", 0, REG_DWORD, reinterpret_cast<const BYTE*>(&strikes), sizeof strikes) != ERROR_SUCCESS) return false;
    // Not flushed to the disk: what it must outlive is this process, not the machine.
    const std::wstring version = own_version();
    const auto size = static_cast<DWORD>((version.size() + 1) * sizeof(wchar_t));
    return RegSetValueExW(key, L"StrikesVersion", 0, REG_SZ, reinterpret_cast<const BYTE*>(version.c_str()), size) == ERROR_SUCCESS;
  }
};

RegistryStrikes store;
Sentinel sentinel(store);

}  // namespace

bool count_load() {
  switch (sentinel.loaded()) {
    case Sentinel::Verdict::runs:
      return true;
    case Sentinel::Verdict::ends_now:
      write_to_event_log(Event::disabled_by_sentinel, "Gatehouse left the sign-in screen five times in a row without being heard of again, and stays away from it now.");
      return false;
    case Sentinel::Verdict::cannot_keep:
      write_to_event_log(Event::provider_error, "HKLM\\SOFTWARE\\Gatehouse\\State cannot be written: a crash would not be noticed, so Gatehouse stays away from the sign-in screen.");
      return false;
    case Sentinel::Verdict::stays_away:
      break;
  }
  return false;
}

void clear_strikes() { sentinel.went_well(); }

}  // namespace gatehouse
