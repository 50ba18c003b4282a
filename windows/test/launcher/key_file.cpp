#include "test/launcher/key_file.h"

#include <windows.h>
#include <bcrypt.h>

#include <algorithm>
#include <array>
#include <optional>

#include "launcher/crypto.h"
#include "system/handle.h"
#include "launcher/wide.h"

namespace gatehouse::key_file {

namespace {

/// X, Y, d.
using Stored = std::array<std::uint8_t, 96>;

std::u16string path_of(const std::u16string& folder, const std::u16string& name) { return folder + u"\\" + name + u".key"; }

std::optional<Stored> load(const std::u16string& folder, const std::u16string& name) {
  const Handle file(CreateFileW(wide(path_of(folder, name)), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr));
  Stored stored{};
  DWORD count = 0;
  if (!file || !ReadFile(file.get(), stored.data(), stored.size(), &count, nullptr) || count != stored.size()) return std::nullopt;
  return stored;
}

void copy_public(const Stored& stored, PublicKey& out) {
  std::copy_n(stored.begin(), 32, out.x.begin());
  std::copy_n(stored.begin() + 32, 32, out.y.begin());
}

}  // namespace

bool make(const std::u16string& folder, const std::u16string& name, PublicKey& out) {
  const std::optional<PrivateKey> key = new_ephemeral_key();
  if (!key) return false;
  Stored stored{};
  std::copy_n(key->key.x.begin(), 32, stored.begin());
  std::copy_n(key->key.y.begin(), 32, stored.begin() + 32);
  std::copy_n(key->d.begin(), 32, stored.begin() + 64);
  const Handle file(CreateFileW(wide(path_of(folder, name)), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, 0, nullptr));
  DWORD count = 0;
  copy_public(stored, out);
  return file && WriteFile(file.get(), stored.data(), stored.size(), &count, nullptr);
}

bool read(const std::u16string& folder, const std::u16string& name, PublicKey& out) {
  const std::optional<Stored> stored = load(folder, name);
  if (stored) copy_public(*stored, out);
  return stored.has_value();
}

bool sign(const std::u16string& folder, const std::u16string& name, const Bits256& digest, Signature& out) {
  const std::optional<Stored> stored = load(folder, name);
  if (!stored) return false;
  std::array<std::uint8_t, sizeof(BCRYPT_ECCKEY_BLOB) + 96> blob{};
  const BCRYPT_ECCKEY_BLOB header = {BCRYPT_ECDSA_PRIVATE_P256_MAGIC, 32};
  std::copy_n(reinterpret_cast<const std::uint8_t*>(&header), sizeof(header), blob.begin());
  std::copy(stored->begin(), stored->end(), blob.begin() + sizeof(header));

  BCRYPT_ALG_HANDLE algorithm = nullptr;
  BCRYPT_KEY_HANDLE key = nullptr;
  ULONG size = 0;
  Bits256 hash = digest;
  const bool done = BCryptOpenAlgorithmProvider(&algorithm, BCRYPT_ECDSA_P256_ALGORITHM, nullptr, 0) == 0 &&
                    BCryptImportKeyPair(algorithm, nullptr, BCRYPT_ECCPRIVATE_BLOB, &key, blob.data(), static_cast<ULONG>(blob.size()), 0) == 0 &&
                    BCryptSignHash(key, nullptr, hash.data(), 32, out.data(), 64, &size, 0) == 0;
  if (key != nullptr) BCryptDestroyKey(key);
  if (algorithm != nullptr) BCryptCloseAlgorithmProvider(algorithm, 0);
  return done;
}

void remove(const std::u16string& folder, const std::u16string& name) { DeleteFileW(wide(path_of(folder, name))); }

}  // namespace gatehouse::key_file
