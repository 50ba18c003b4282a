#pragma once
#include <string>
#include <vector>

#include "test/logon_ui/import_hooks.h"

// In place of what wine has not, or has without effect: the languages of a thread, the audit policy, the event log's reading and writing.
namespace gatehouse::test {

struct StandIn {
  /// As GetThreadPreferredUILanguages gives them; empty: Windows does not say.
  std::vector<std::wstring> languages;
  /// 0: failed sign-ins are not recorded, 1: they are, -1: Windows does not say.
  int auditing = -1;
  /// In the last quarter of an hour; -1: the log cannot be opened, -2: it cannot be read.
  int failed_sign_ins = -1;
  /// The calls about the event log, in their order, each with what it was asked for.
  std::vector<std::string> calls;
  /// What was written to our own channel: number, level, channel, text.
  std::vector<std::string> events;
};

/// The one that all calls go to: they come without a place of their own.
[[nodiscard]] StandIn& stand_in();

/// Sends the library's calls here.
void stand_in_for_windows(ImportHooks& hooks);

/// One more failed sign-in: whoever subscribed is told, from another thread, as Windows does. @returns whether somebody had
bool another_failed_sign_in();

}  // namespace gatehouse::test
