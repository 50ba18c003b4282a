#include <windows.h>
#include <ncrypt.h>

#include <algorithm>

#include "launcher/real/windows_system.h"
#include "launcher/wide.h"

namespace gatehouse {

namespace {

/// A provider or a key of CNG.
class Object {
 public:
  Object() = default;
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  ~Object() {
    if (handle_ != 0) NCryptFreeObject(handle_);
  }
  [[nodiscard]] NCRYPT_HANDLE* out() { return &handle_; }
  [[nodiscard]] NCRYPT_HANDLE get() const { return handle_; }
  /// For NCryptDeleteKey, which frees it.
  [[nodiscard]] NCRYPT_HANDLE release() {
    const NCRYPT_HANDLE handle = handle_;
    handle_ = 0;
    return handle;
  }

 private:
  NCRYPT_HANDLE handle_ = 0;
};

struct Store {
  MachineKey::Kind kind;
  const wchar_t* provider;
};

/// The TPM first.
constexpr Store stores[] = {{MachineKey::Kind::tpm, MS_PLATFORM_CRYPTO_PROVIDER}, {MachineKey::Kind::software, MS_KEY_STORAGE_PROVIDER}};

/// Of the machine, not of an account; nobody is ever asked anything.
constexpr DWORD of_machine = NCRYPT_MACHINE_KEY_FLAG | NCRYPT_SILENT_FLAG;

Done failed(SECURITY_STATUS status, std::string_view call) { return {static_cast<std::uint32_t>(status), call}; }

/// BCRYPT_ECCPUBLIC_BLOB: the header, X, Y.
Done read_public(NCRYPT_KEY_HANDLE key, PublicKey& out) {
  std::array<std::uint8_t, sizeof(BCRYPT_ECCKEY_BLOB) + 64> blob{};
  DWORD size = 0;
  const SECURITY_STATUS status = NCryptExportKey(key, 0, BCRYPT_ECCPUBLIC_BLOB, nullptr, blob.data(), static_cast<DWORD>(blob.size()), &size, NCRYPT_SILENT_FLAG);
  if (status != ERROR_SUCCESS || size != blob.size()) return failed(status != ERROR_SUCCESS ? status : NTE_BAD_KEY, "NCryptExportKey");
  const auto* coordinates = blob.data() + sizeof(BCRYPT_ECCKEY_BLOB);
  std::copy_n(coordinates, 32, out.x.begin());
  std::copy_n(coordinates + 32, 32, out.y.begin());
  return {};
}

/// @param kind none where no store has it, which is no error. Where the TPM does not answer and the other store does not have it, it may be in
/// the TPM: that is an error, since what is lost is given up for good.
Done find(const std::u16string& name, Object& key, MachineKey::Kind& kind) {
  kind = MachineKey::Kind::none;
  Done silent;
  for (const Store& store : stores) {
    Object provider;
    const SECURITY_STATUS opened = NCryptOpenStorageProvider(provider.out(), store.provider, 0);
    if (opened != ERROR_SUCCESS) {
      // Not ready yet, or there is none.
      silent = failed(opened, "NCryptOpenStorageProvider");
      continue;
    }
    const SECURITY_STATUS found = NCryptOpenKey(provider.get(), key.out(), wide(name), 0, of_machine);
    if (found == ERROR_SUCCESS) {
      kind = store.kind;
      return {};
    }
    const bool absent = found == NTE_BAD_KEYSET || found == NTE_NO_KEY;
    if (!absent) silent = failed(found, "NCryptOpenKey");
  }
  return silent;
}

Done make_in(const Store& store, const std::u16string& name, PublicKey& out) {
  Object provider;
  if (const SECURITY_STATUS status = NCryptOpenStorageProvider(provider.out(), store.provider, 0); status != ERROR_SUCCESS) return failed(status, "NCryptOpenStorageProvider");
  Object key;
  // One of that name is what is left of an attempt that nobody was told of.
  const SECURITY_STATUS made = NCryptCreatePersistedKey(provider.get(), key.out(), BCRYPT_ECDSA_P256_ALGORITHM, wide(name), 0, NCRYPT_MACHINE_KEY_FLAG | NCRYPT_OVERWRITE_KEY_FLAG);
  if (made != ERROR_SUCCESS) return failed(made, "NCryptCreatePersistedKey");
  if (store.kind == MachineKey::Kind::software) {
    // Never to be taken out, not even by SYSTEM. Of the TPM nothing can be.
    DWORD none = 0;
    const SECURITY_STATUS set = NCryptSetProperty(key.get(), NCRYPT_EXPORT_POLICY_PROPERTY, reinterpret_cast<PBYTE>(&none), sizeof(none), NCRYPT_PERSIST_FLAG);
    if (set != ERROR_SUCCESS) return failed(set, "NCryptSetProperty");
  }
  if (const SECURITY_STATUS status = NCryptFinalizeKey(key.get(), NCRYPT_SILENT_FLAG); status != ERROR_SUCCESS) return failed(status, "NCryptFinalizeKey");
  return read_public(key.get(), out);
}

}  // namespace

Done WindowsSystem::open_key(const std::u16string& name, MachineKey& out) {
  Object key;
  if (const Done done = find(name, key, out.kind); !done.ok() || out.kind == MachineKey::Kind::none) return done;
  return read_public(key.get(), out.key);
}

Done WindowsSystem::make_key(const std::u16string& name, MachineKey& out) {
  Done done;
  // A TPM that is there may still not have this curve, or be locked: the other store is better than no device.
  for (const Store& store : stores) {
    done = make_in(store, name, out.key);
    if (!done.ok()) continue;
    out.kind = store.kind;
    return done;
  }
  return done;
}

Done WindowsSystem::sign(const std::u16string& name, const Bits256& digest, Signature& out) {
  Object key;
  MachineKey::Kind kind = MachineKey::Kind::none;
  if (const Done done = find(name, key, kind); !done.ok()) return done;
  if (kind == MachineKey::Kind::none) return failed(NTE_BAD_KEYSET, "NCryptOpenKey");
  Bits256 hash = digest;
  DWORD size = 0;
  const SECURITY_STATUS status = NCryptSignHash(key.get(), nullptr, hash.data(), static_cast<DWORD>(hash.size()), out.data(), static_cast<DWORD>(out.size()), &size, NCRYPT_SILENT_FLAG);
  if (status != ERROR_SUCCESS || size != out.size()) return failed(status != ERROR_SUCCESS ? status : NTE_BAD_SIGNATURE, "NCryptSignHash");
  return {};
}

Done WindowsSystem::delete_key(const std::u16string& name) {
  Object key;
  MachineKey::Kind kind = MachineKey::Kind::none;
  if (const Done done = find(name, key, kind); !done.ok() || kind == MachineKey::Kind::none) return done;
  return failed(NCryptDeleteKey(key.release(), NCRYPT_SILENT_FLAG), "NCryptDeleteKey");
}

}  // namespace gatehouse
