#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse {

/// What the launcher hands to the reminder of one person, on its standard input.
struct Reminder {
  /// `Settings::server`
  std::string server;
  /// Of core/ticket.h: it says who the person is, and is good for one question.
  std::string ticket;
  /// `host:port` of the proxy that the policy names; empty: none is to be used; absent: whatever the person's Windows has, as their browser.
  std::optional<std::string> proxy;
  /// Where it is not used, as WinHTTP wants it: `*.corp.example;<local>`.
  std::string bypass;
};

/// @returns the line with its end
[[nodiscard]] std::string reminder_line(const Reminder& reminder);

/// @param line without its end @returns nothing where it is anything else: no other origin than one of https is ever asked or opened
[[nodiscard]] std::optional<Reminder> read_reminder(std::string_view line);

/// Whether a proxy, and where none is used, are written as WinHTTP takes them, with nothing else in it. Empty ones are.
[[nodiscard]] bool is_proxy(std::string_view text);
[[nodiscard]] bool is_bypass(std::string_view text);

/// The body of `POST <server>/v1/reminders`.
[[nodiscard]] std::string reminder_question(std::string_view ticket);

/// Whether the server's answer, of status 200, is yes; nothing where it is neither yes nor no. What else a newer one says does not matter.
[[nodiscard]] std::optional<bool> read_reminder_answer(std::string_view body);

}  // namespace gatehouse
