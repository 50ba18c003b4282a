#pragma once
#include <windows.h>

#include <utility>
#include <vector>

#include "launcher/system.h"

namespace gatehouse {

/// A list of the handles that a child inherits, whatever else can be inherited ("PROC_THREAD_ATTRIBUTE_HANDLE_LIST", UpdateProcThreadAttribute).
class HandleList {
 public:
  explicit HandleList(std::vector<HANDLE> handles) : handles_(std::move(handles)) {}
  HandleList(const HandleList&) = delete;
  HandleList& operator=(const HandleList&) = delete;
  ~HandleList() {
    if (made_) DeleteProcThreadAttributeList(get());
  }

  Done make() {
    SIZE_T size = 0;
    InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
    room_.resize(size);
    if (!InitializeProcThreadAttributeList(get(), 1, 0, &size)) return {GetLastError(), "InitializeProcThreadAttributeList"};
    made_ = true;
    const SIZE_T bytes = handles_.size() * sizeof(HANDLE);
    if (!UpdateProcThreadAttribute(get(), 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles_.data(), bytes, nullptr, nullptr)) return {GetLastError(), "UpdateProcThreadAttribute"};
    return {};
  }
  [[nodiscard]] LPPROC_THREAD_ATTRIBUTE_LIST get() { return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(room_.data()); }

 private:
  /// UpdateProcThreadAttribute keeps the address: they must live as long.
  std::vector<HANDLE> handles_;
  std::vector<std::uint8_t> room_;
  bool made_ = false;
};

}  // namespace gatehouse
