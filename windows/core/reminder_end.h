#pragma once
#include <cstdint>
#include <string_view>

namespace gatehouse {

/// How a reminder ended, as its exit code says it to the launcher. It is a program of the person's: what it says is told, and nothing rests on it.
enum class ReminderEnd : std::uint32_t {
  /// The server answered, and the page is opened or need not be.
  answered = 0,
  not_started_by_us = 10,
  no_answer = 11,
  refused = 12,
  not_kept = 13,
  not_opened = 14,
};

/// @returns what an administrator reads; empty where nothing is wrong
[[nodiscard]] constexpr std::string_view words_of(ReminderEnd end) {
  switch (end) {
    case ReminderEnd::answered: return "";
    case ReminderEnd::not_started_by_us: return "it did not understand what it was told";
    case ReminderEnd::no_answer: return "the server did not answer";
    case ReminderEnd::refused: return "the server refused: its log says why";
    case ReminderEnd::not_kept: return "the day could not be written down in the person's registry";
    case ReminderEnd::not_opened: return "the person's browser could not be started";
  }
  return "it ended as it should not";
}

}  // namespace gatehouse
