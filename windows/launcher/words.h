#pragma once
#include <string>

#include "launcher/system.h"

namespace gatehouse {

/// `LogonUserW: 1385` or `NCryptOpenKey: 0x80090016`: what an administrator looks up.
[[nodiscard]] std::string words_of(const Done& done);

}  // namespace gatehouse
