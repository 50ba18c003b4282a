#include "launcher/random.h"

#include <windows.h>
#include <bcrypt.h>

namespace gatehouse {

bool fill_random(std::uint8_t* out, std::size_t size) {
  return BCryptGenRandom(nullptr, out, static_cast<ULONG>(size), BCRYPT_USE_SYSTEM_PREFERRED_RNG) == 0;
}

}  // namespace gatehouse
