#pragma once
#include <windows.h>

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::test {

/// What a library calls of Windows, by which a test stands in for Windows: faults that cannot be had otherwise, and calls that wine has not. The library itself is the one that is shipped.
class ImportHooks {
 public:
  explicit ImportHooks(HMODULE library) : library_(library) {}
  ImportHooks(const ImportHooks&) = delete;
  ImportHooks& operator=(const ImportHooks&) = delete;
  ~ImportHooks() { undo_all(); }

  /// Names of all functions that it imports.
  [[nodiscard]] std::vector<std::string> names() const;
  /// Calls go to `function` from now on. @returns whether it imports that at all
  bool replace(std::string_view name, void* function);
  void undo_all();

 private:
  struct Replaced {
    void** place;
    void* before;
  };
  HMODULE library_;
  std::vector<Replaced> replaced_;
};

/// A function that fails as `name` fails: with its own value for it, and "not enough memory" as the last error.
/// @returns null for one that cannot fail, or whose failing ends any program (the C run-time's own)
[[nodiscard]] void* failing(std::string_view name);

}  // namespace gatehouse::test
