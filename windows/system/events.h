#pragma once
#include <cstdint>
#include <string_view>

namespace gatehouse {

/// What the event log is told. The numbers are for good: administrators filter and alarm by them (docs/administrators.md).
enum class Event : std::uint16_t {
  client_started = 1,
  client_ended = 2,
  client_killed = 3,
  disabled_by_sentinel = 10,
  provider_error = 11,
  account_repaired = 20,
  account_failed = 21,
  logon_failed = 22,
  setting_wrong = 30,
  device_enrolled = 40,
  device_not_enrolled = 41,
  key_failed = 42,
  client_said = 50,
  reminder_failed = 60,
};

/// Values as of the manifest (events.man) and winmeta.xml.
enum class EventLevel : std::uint8_t { error = 2, warning = 3, information = 4 };
enum class EventChannel : std::uint8_t { admin = 16, operational = 17 };

struct EventRow {
  Event event;
  std::string_view name;
  EventLevel level;
  EventChannel channel;
};

/// In the order of their numbers; events.man and docs/administrators.md say the same.
inline constexpr EventRow event_rows[] = {
    {Event::client_started, "client-started", EventLevel::information, EventChannel::operational},
    {Event::client_ended, "client-ended", EventLevel::information, EventChannel::operational},
    {Event::client_killed, "client-killed", EventLevel::warning, EventChannel::admin},
    {Event::disabled_by_sentinel, "disabled-by-sentinel", EventLevel::error, EventChannel::admin},
    {Event::provider_error, "provider-error", EventLevel::error, EventChannel::admin},
    {Event::account_repaired, "account-repaired", EventLevel::information, EventChannel::operational},
    {Event::account_failed, "account-failed", EventLevel::error, EventChannel::admin},
    {Event::logon_failed, "logon-failed", EventLevel::error, EventChannel::admin},
    {Event::setting_wrong, "setting-wrong", EventLevel::error, EventChannel::admin},
    {Event::device_enrolled, "device-enrolled", EventLevel::information, EventChannel::operational},
    {Event::device_not_enrolled, "device-not-enrolled", EventLevel::warning, EventChannel::admin},
    {Event::key_failed, "key-failed", EventLevel::error, EventChannel::admin},
    {Event::client_said, "client-said", EventLevel::information, EventChannel::operational},
    {Event::reminder_failed, "reminder-failed", EventLevel::warning, EventChannel::operational},
};

}  // namespace gatehouse
