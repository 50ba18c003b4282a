#include "core/base64url.h"
#include "test/fuzz.h"

using namespace gatehouse;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::uint8_t> bytes(data, data + size);
  const std::string text = base64url(bytes);
  HOLDS(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos);
  HOLDS(from_base64url(text) == bytes);

  // Each value has one form.
  const std::string_view any = test::MadeUp(data, size).rest();
  if (const auto read = from_base64url(any)) HOLDS(base64url(*read) == any);
  return 0;
}
