#pragma once
#include <array>
#include <cstdint>
#include <string>

#include "core/bytes.h"

namespace gatehouse {

using Bits256 = std::array<std::uint8_t, 32>;

/// Of P-256. The highest byte of each coordinate first, as BCRYPT_ECCKEY_BLOB has them too.
struct PublicKey {
  Bits256 x{};
  Bits256 y{};
};

/// An ephemeral key; it is overwritten at the end of its life.
struct PrivateKey {
  PublicKey key;
  Bits256 d{};

  PrivateKey() = default;
  PrivateKey(const PublicKey& its_public, const Bits256& secret) : key(its_public), d(secret) {}
  PrivateKey(const PrivateKey&) = default;
  PrivateKey& operator=(const PrivateKey&) = default;
  ~PrivateKey() { wipe(d); }
};

/// RFC 7518 §6.2.1, in the order `kty crv x y`, as `publicOf` of client/device-proof.ts has them.
[[nodiscard]] std::string jwk(const PublicKey& key);
/// With `d` behind them (RFC 7518 §6.2.2). To be wiped by whoever gets it.
[[nodiscard]] std::string jwk(const PrivateKey& key);

/// What RFC 7638 §3 hashes: SHA-256 of it in base64url is what the key is known by.
[[nodiscard]] std::string thumbprint_input(const PublicKey& key);

}  // namespace gatehouse
