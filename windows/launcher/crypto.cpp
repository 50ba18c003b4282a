#include "launcher/crypto.h"

#include <windows.h>
#include <bcrypt.h>

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

struct Algorithm {
  explicit Algorithm(const wchar_t* name) {
    if (BCryptOpenAlgorithmProvider(&handle, name, nullptr, 0) != 0) handle = nullptr;
  }
  Algorithm(const Algorithm&) = delete;
  Algorithm& operator=(const Algorithm&) = delete;
  ~Algorithm() {
    if (handle != nullptr) BCryptCloseAlgorithmProvider(handle, 0);
  }
  BCRYPT_ALG_HANDLE handle = nullptr;
};

struct Pair {
  Pair() = default;
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  ~Pair() {
    if (handle != nullptr) BCryptDestroyKey(handle);
  }
  BCRYPT_KEY_HANDLE handle = nullptr;
};

/// BCRYPT_ECCPRIVATE_BLOB: the header, then X, Y and d (bcrypt.h, "BCRYPT_ECCKEY_BLOB", Microsoft Learn).
constexpr std::size_t blob_size = sizeof(BCRYPT_ECCKEY_BLOB) + std::size_t{3} * 32;

void copy_part(const std::uint8_t* blob, std::size_t part, Bits256& out) { std::copy_n(blob + sizeof(BCRYPT_ECCKEY_BLOB) + part * out.size(), out.size(), out.begin()); }

}  // namespace

std::optional<Bits256> sha256(std::string_view text) {
  const Algorithm algorithm(BCRYPT_SHA256_ALGORITHM);
  Bits256 out{};
  BCRYPT_HASH_HANDLE hash = nullptr;
  if (algorithm.handle == nullptr || BCryptCreateHash(algorithm.handle, &hash, nullptr, 0, nullptr, 0, 0) != 0) return std::nullopt;
  // BCryptHashData writes nothing there; its parameter only says so.
  auto* bytes = reinterpret_cast<PUCHAR>(const_cast<char*>(text.data()));
  const bool done = BCryptHashData(hash, bytes, static_cast<ULONG>(text.size()), 0) == 0 && BCryptFinishHash(hash, out.data(), static_cast<ULONG>(out.size()), 0) == 0;
  BCryptDestroyHash(hash);
  return done ? std::optional(out) : std::nullopt;
}

std::optional<PrivateKey> new_ephemeral_key() {
  const Algorithm algorithm(BCRYPT_ECDSA_P256_ALGORITHM);
  Pair pair;
  if (algorithm.handle == nullptr || BCryptGenerateKeyPair(algorithm.handle, &pair.handle, 256, 0) != 0 || BCryptFinalizeKeyPair(pair.handle, 0) != 0) return std::nullopt;

  std::array<std::uint8_t, blob_size> blob{};
  ULONG size = 0;
  if (BCryptExportKey(pair.handle, nullptr, BCRYPT_ECCPRIVATE_BLOB, blob.data(), blob_size, &size, 0) != 0 || size != blob_size) return std::nullopt;
  PrivateKey key;
  copy_part(blob.data(), 0, key.key.x);
  copy_part(blob.data(), 1, key.key.y);
  copy_part(blob.data(), 2, key.d);
  wipe(blob);
  return key;
}

}  // namespace gatehouse
