#pragma once
#include <optional>
#include <string>
#include <variant>

#include "core/hand_over.h"
#include "core/ticket.h"
#include "launcher/system.h"

namespace gatehouse {

/// Who this machine is to the server (S-06). Its key never leaves CNG; this alone uses it, for three things: the ticket of this start,
/// the proofs of its enrolment where the client was handed the public key for one, and the tickets of reminders.
class Device {
 public:
  /// @param server origin; empty where the machine is not set up: then it is no device
  /// @param code of enrolment as the settings have it
  Device(System& system, std::string server, const std::optional<std::u16string>& code);

  /// For the hand-over. Once: it takes the next number, and keeps it before it is used.
  [[nodiscard]] std::variant<std::monostate, PublicKey, Enrolled> begin();
  /// Whether the server knows the machine.
  [[nodiscard]] bool is_enrolled() const;
  /// The ticket of one reminder. @param person the SID of whoever has signed in @returns nothing where the key fails, which is told then
  [[nodiscard]] std::optional<std::string> reminder(std::string_view person);
  /// @returns whether the client may ask: an enrolment is on offer, and it has not asked too often
  [[nodiscard]] bool may_ask_for_proof();
  /// Once for each time that it may ask. @returns nothing where the key fails, which is in the event log then
  [[nodiscard]] std::optional<std::string> prove(std::string_view nonce);
  /// The server knows the machine now. @returns false where no enrolment was on offer
  [[nodiscard]] bool enrolled(const std::string& device);
  /// The server refused the code: it is not offered again.
  void refused();

 private:
  std::optional<PublicKey> key_for_enrolment();
  PublicKey offer(std::u16string name, const PublicKey& key);
  std::optional<Enrolled> enrolled_device();
  std::optional<PublicKey> open_or_lose();
  [[nodiscard]] Sign signer(std::u16string name);
  void failed(const Done& done);

  System& system_;
  std::string server_;
  /// SHA-256 of server and code: which code was used is kept, the code is not.
  std::optional<std::u16string> code_;
  /// The name of the key that is on offer for an enrolment; empty: none is.
  std::u16string offered_;
  PublicKey offered_key_;
  int proofs_ = 0;
};

/// Proofs in one run: the nonce is said once, an answer gets lost, and some more. With the hand-over they fit into the pipe (client.cpp).
inline constexpr int most_proofs = 16;

/// Deletes every key that was ever made, and what is kept of them.
void forget_device(System& system);

}  // namespace gatehouse
