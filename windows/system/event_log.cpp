#include "system/event_log.h"

#include <windows.h>
#include <evntprov.h>

#include "core/text.h"

namespace gatehouse {

namespace {

/// As in events.man: {0B6A6E4D-3E0C-4B77-8C0A-7A54D0C6B7F2}.
constexpr GUID provider = {0x0B6A6E4D, 0x3E0C, 0x4B77, {0x8C, 0x0A, 0x7A, 0x54, 0xD0, 0xC6, 0xB7, 0xF2}};

/// mc.exe sets the bit of a channel in each of its events' keywords, counted down from bit 63 in the order of the manifest: by that
/// the event log knows that it may keep them.
ULONGLONG keyword_of(EventChannel channel) { return channel == EventChannel::admin ? 0x8000000000000000 : 0x4000000000000000; }

const EventRow& row_of(Event event) {
  for (const EventRow& row : event_rows) {
    if (row.event == event) return row;
  }
  return event_rows[0];
}

}  // namespace

unsigned long write_to_event_log(Event event, std::string_view text) {
  REGHANDLE log = 0;
  if (const ULONG error = EventRegister(&provider, nullptr, nullptr, &log); error != ERROR_SUCCESS) return error;

  const EventRow& row = row_of(event);
  EVENT_DESCRIPTOR descriptor = {};
  descriptor.Id = static_cast<USHORT>(event);
  descriptor.Channel = static_cast<UCHAR>(row.channel);
  descriptor.Level = static_cast<UCHAR>(row.level);
  descriptor.Keyword = keyword_of(row.channel);

  const std::u16string wide = utf16(text).value_or(u"(no text)");
  EVENT_DATA_DESCRIPTOR data = {};
  EventDataDescCreate(&data, wide.c_str(), static_cast<ULONG>((wide.size() + 1) * sizeof(char16_t)));
  const ULONG error = EventWrite(log, &descriptor, 1, &data);
  EventUnregister(log);
  return error;
}

}  // namespace gatehouse
