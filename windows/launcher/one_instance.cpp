#include "launcher/one_instance.h"

#include <sddl.h>

#include "launcher/wide.h"

namespace gatehouse {

namespace {

/// Others may not even read it: whoever had it open after a power cut would keep every launcher out.
constexpr wchar_t access[] = L"O:BAG:SYD:P(A;;FA;;;SY)(A;;FA;;;BA)";

std::u16string path_in(const std::u16string& folder) { return folder + u"\\launcher.lock"; }

}  // namespace

OneInstance::OneInstance(const std::u16string& folder) {
  SECURITY_ATTRIBUTES attributes = {sizeof(attributes), nullptr, FALSE};
  if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(access, SDDL_REVISION_1, &attributes.lpSecurityDescriptor, nullptr)) return;
  file_ = Handle(CreateFileW(wide(path_in(folder)), GENERIC_WRITE | DELETE, 0, &attributes, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL | FILE_FLAG_DELETE_ON_CLOSE, nullptr));
  LocalFree(attributes.lpSecurityDescriptor);
}

bool OneInstance::runs(const std::u16string& folder) {
  constexpr DWORD share_all = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
  const Handle file(CreateFileW(wide(path_in(folder)), GENERIC_READ, share_all, nullptr, OPEN_EXISTING, 0, nullptr));
  return !file && GetLastError() == ERROR_SHARING_VIOLATION;
}

void OneInstance::clear(const std::u16string& folder) { static_cast<void>(OneInstance(folder)); }

}  // namespace gatehouse
