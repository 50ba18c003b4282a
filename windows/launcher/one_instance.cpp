#include "launcher/one_instance.h"

#include <sddl.h>

#include "launcher/wide.h"

namespace gatehouse {

namespace {

/// Others may not even read it: whoever had it open after a power cut would keep every launcher out.
constexpr wchar_t access[] = L"O:BAG:SYD:P(A;;FA;;;SY)(A;;FA;;;BA)";

}  // namespace

OneInstance::OneInstance(const std::u16string& folder) {
  SECURITY_ATTRIBUTES attributes = {sizeof(attributes), nullptr, FALSE};
  if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(access, SDDL_REVISION_1, &attributes.lpSecurityDescriptor, nullptr)) return;
  const std::u16string path = folder + u"\\launcher.lock";
  file_ = Handle(CreateFileW(wide(path), GENERIC_WRITE | DELETE, 0, &attributes, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL | FILE_FLAG_DELETE_ON_CLOSE, nullptr));
  LocalFree(attributes.lpSecurityDescriptor);
}

}  // namespace gatehouse
