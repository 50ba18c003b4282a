#include "launcher/device.h"

#include <ctime>

#include "core/base64url.h"
#include "core/text.h"
#include "launcher/crypto.h"
#include "launcher/random.h"
#include "launcher/state.h"
#include "launcher/words.h"

namespace gatehouse {

namespace {

// Below State. The number never starts again, not even for another key: nothing is won by that.
constexpr const char16_t* id = u"Device";
constexpr const char16_t* its_server = u"DeviceServer";
constexpr const char16_t* its_code = u"DeviceCode";
constexpr const char16_t* its_key = u"DeviceKey";
constexpr const char16_t* last_number = u"DeviceNumber";
// Apart from that of tickets, so that a reminder that is never asked makes no ticket late.
constexpr const char16_t* last_reminder = u"ReminderNumber";
constexpr const char16_t* next_key = u"NextKey";
constexpr const char16_t* refused_code = u"RefusedCode";
constexpr const char16_t* keys_made = u"KeysMade";

/// 2⁵³-1: what ECMAScript counts to (contract/devices.ts).
constexpr std::uint64_t greatest_number = 9007199254740991;

std::u16string key_name(std::uint64_t number) { return utf16("Gatehouse Device Key " + std::to_string(number)).value_or(u""); }

std::optional<std::u16string> known_by(const std::string& server, const std::optional<std::u16string>& code) {
  if (!code || server.empty()) return std::nullopt;
  std::string both = server + "\n" + utf8(*code);
  const std::optional<Bits256> hash = sha256(both);
  wipe(both);
  return hash ? utf16(base64url(*hash)) : std::nullopt;
}

}  // namespace

Device::Device(System& system, std::string server, const std::optional<std::u16string>& code) : system_(system), server_(std::move(server)), code_(known_by(server_, code)) {}

bool Device::is_enrolled() const { return state::text(id) && state::text(its_server) == utf16(server_); }

std::variant<std::monostate, PublicKey, Enrolled> Device::begin() {
  if (server_.empty()) return {};
  // Before anything else, since a key that is gone makes the machine one that is not enrolled.
  const std::optional<PublicKey> key = is_enrolled() ? open_or_lose() : std::nullopt;
  const bool new_code = code_ && code_ != state::text(refused_code) && (!key || code_ != state::text(its_code));
  if (new_code) {
    if (const std::optional<PublicKey> own = key_for_enrolment()) return *own;
  }
  if (key) {
    if (std::optional<Enrolled> device = enrolled_device()) return *device;
  }
  return {};
}

std::optional<PublicKey> Device::open_or_lose() {
  MachineKey found;
  if (const Done done = system_.open_key(state::text(its_key).value_or(u""), found); !done.ok()) {
    failed(done);
    return std::nullopt;
  }
  if (found.kind != MachineKey::Kind::none) return found.key;
  system_.tell(Event::key_failed, "it is gone: the machine has to be enrolled anew");
  state::forget(id);
  return std::nullopt;
}

std::optional<PublicKey> Device::key_for_enrolment() {
  // One that was made and is not enrolled is asked for again: the answer may have been lost, and the same key gets the same id.
  if (std::optional<std::u16string> begun = state::text(next_key)) {
    MachineKey found;
    if (const Done done = system_.open_key(*begun, found); !done.ok()) failed(done);
    // One that cannot be asked for, in a TPM that does not answer, does not keep the machine from being enrolled.
    if (found.kind != MachineKey::Kind::none) return offer(std::move(*begun), found.key);
  }

  const std::uint64_t number = state::number(keys_made) + 1;
  const std::u16string name = key_name(number);
  if (!state::keep(keys_made, number) || !state::keep(next_key, name)) {
    failed({1, "RegSetValueExW"});
    return std::nullopt;
  }
  MachineKey made;
  if (const Done done = system_.make_key(name, made); !done.ok()) {
    failed(done);
    return std::nullopt;
  }
  return offer(name, made.key);
}

PublicKey Device::offer(std::u16string name, const PublicKey& key) {
  offered_ = std::move(name);
  offered_key_ = key;
  return key;
}

std::optional<Enrolled> Device::enrolled_device() {
  std::optional<PrivateKey> ephemeral = new_ephemeral_key();
  if (!ephemeral) {
    failed({1, "BCryptGenerateKeyPair"});
    return std::nullopt;
  }
  const std::uint64_t number = state::number(last_number) + 1;
  // On the disk before it is used: a number that was used twice is what a copy looks like.
  if (number > greatest_number || !state::keep(last_number, number)) {
    failed({1, "RegSetValueExW"});
    return std::nullopt;
  }
  std::string device = utf8(state::text(id).value_or(u""));
  std::optional<std::string> made = ticket({device, server_, ephemeral->key, static_cast<std::int64_t>(number)}, signer(state::text(its_key).value_or(u"")), sha256);
  if (!made) return std::nullopt;
  return Enrolled{std::move(device), std::move(*made), *ephemeral};
}

std::optional<std::string> Device::reminder(std::string_view person) {
  const std::uint64_t number = state::number(last_reminder) + 1;
  if (number > greatest_number || !state::keep(last_reminder, number)) {
    failed({1, "RegSetValueExW"});
    return std::nullopt;
  }
  const std::string device = utf8(state::text(id).value_or(u""));
  return reminder_ticket({device, server_, person, static_cast<std::int64_t>(number)}, signer(state::text(its_key).value_or(u"")));
}

bool Device::may_ask_for_proof() { return !offered_.empty() && ++proofs_ <= most_proofs; }

std::optional<std::string> Device::prove(std::string_view nonce) {
  EnrolmentProofFor what;
  what.server = server_;
  what.key = offered_key_;
  what.nonce = nonce;
  what.now = std::time(nullptr);
  if (!fill_random(what.random.data(), what.random.size())) return std::nullopt;
  return enrolment_proof(what, signer(offered_));
}

bool Device::enrolled(const std::string& device) {
  if (offered_.empty() || proofs_ == 0) return false;
  const std::optional<std::u16string> old_key = state::text(its_key);
  // The id goes first and comes last: what is half written is no enrolment, and is asked for again.
  state::forget(id);
  const bool kept = state::keep(its_key, offered_) && state::keep(its_server, utf16(server_).value_or(u"")) && state::keep(its_code, code_.value_or(u"")) &&
                    state::keep(id, utf16(device).value_or(u""));
  if (!kept) {
    failed({1, "RegSetValueExW"});
    return true;
  }
  state::forget(next_key);
  if (old_key && *old_key != offered_) {
    if (const Done done = system_.delete_key(*old_key); !done.ok()) failed(done);
  }
  forget_enrolment_code();
  offered_.clear();
  system_.tell(Event::device_enrolled, device);
  return true;
}

void Device::refused() {
  if (offered_.empty() || !code_) return;
  if (!state::keep(refused_code, *code_)) failed({1, "RegSetValueExW"});
  // Another code gets another key: the server may have refused this one for what it knows of the key.
  if (const Done done = system_.delete_key(offered_); !done.ok()) failed(done);
  state::forget(next_key);
  offered_.clear();
}

Sign Device::signer(std::u16string name) {
  return [this, name = std::move(name)](std::string_view bytes) -> std::optional<Signature> {
    const std::optional<Bits256> digest = sha256(bytes);
    Signature signature{};
    if (!digest) return std::nullopt;
    if (const Done done = system_.sign(name, *digest, signature); !done.ok()) {
      failed(done);
      return std::nullopt;
    }
    return signature;
  };
}

void Device::failed(const Done& done) { system_.tell(Event::key_failed, words_of(done)); }

void forget_device(System& system) {
  for (std::uint64_t number = state::number(keys_made); number > 0; --number) {
    if (const Done done = system.delete_key(key_name(number)); !done.ok()) system.tell(Event::key_failed, words_of(done));
  }
}

}  // namespace gatehouse
