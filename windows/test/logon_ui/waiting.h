#pragma once
#include <string>

#include "core/json.h"

namespace gatehouse::test {

[[nodiscard]] bool is_waiting_window_shown();
/// @param file where its picture is written to, as .bmp; empty: nowhere
void describe_waiting_window(JsonWriter& out, const std::string& file);
/// Presses Escape on it. @returns whether there was one
bool dismiss_waiting_window();
/// A file that a started program writes. @returns whether it came
bool wait_for_file(const std::string& path);
/// An empty file. @returns whether it is there
bool write_file(const std::string& path);
/// Whether the process runs whose number is in this file.
[[nodiscard]] bool does_run(const std::string& file);
/// @returns whether it ended in time
bool wait_for_end(const std::string& file);
/// Sees to the messages that are there.
void pump_once();

}  // namespace gatehouse::test
