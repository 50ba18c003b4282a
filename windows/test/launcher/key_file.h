#pragma once
#include <string>

#include "core/jwk.h"
#include "core/ticket.h"

/// Keys in files, where Windows has them in CNG's store and wine has none. The keys and signatures are real.
namespace gatehouse::key_file {

bool make(const std::u16string& folder, const std::u16string& name, PublicKey& out);
bool read(const std::u16string& folder, const std::u16string& name, PublicKey& out);
bool sign(const std::u16string& folder, const std::u16string& name, const Bits256& digest, Signature& out);
void remove(const std::u16string& folder, const std::u16string& name);

}  // namespace gatehouse::key_file
