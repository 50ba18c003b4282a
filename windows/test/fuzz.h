#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/bytes.h"

// What must hold for anything at all. libFuzzer keeps the bytes for which it did not.
#define HOLDS(holds)                                                                  \
  do {                                                                                \
    if (!(holds)) {                                                                   \
      static_cast<void>(std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #holds)); \
      std::abort();                                                                   \
    }                                                                                 \
  } while (false)

/// libFuzzer's door (https://llvm.org/docs/LibFuzzer.html).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace gatehouse::test {

/// Takes what was made up apart, from its beginning.
class MadeUp {
 public:
  MadeUp(const std::uint8_t* data, std::size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

  [[nodiscard]] bool empty() const { return rest_.empty(); }

  /// 0 where there are no more.
  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const auto first = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return first;
  }

  std::string_view bytes(std::size_t count) {
    const std::string_view out = rest_.substr(0, count);
    rest_.remove_prefix(out.size());
    return out;
  }

  std::string_view rest() { return bytes(rest_.size()); }

  /// Any units at all, halves of pairs among them.
  std::u16string wide(std::size_t count) {
    std::u16string out;
    for (std::size_t i = 0; i < count && !empty(); ++i) out.push_back(static_cast<char16_t>(byte() | (byte() << 8U)));
    return out;
  }
  std::u16string wide_rest() { return wide(rest_.size()); }

 private:
  std::string_view rest_;
};

}  // namespace gatehouse::test
