#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/jwk.h"

namespace gatehouse {

/// ECDSA over P-256 with SHA-256: r and s (RFC 7518 §3.4), as NCryptSignHash gives them.
using Signature = std::array<std::uint8_t, 64>;
/// Signs these bytes, of which it makes the SHA-256 itself. @returns nothing where it could not
using Sign = std::function<std::optional<Signature>(std::string_view)>;
using Sha256 = std::function<std::optional<Bits256>(std::string_view)>;

/// A ticket of the machine (docs/devices.md). The number must have been kept before this is called.
struct TicketFor {
  /// The machine's id, a UUID.
  std::string_view device;
  /// `Settings::server`
  std::string_view server;
  /// The ephemeral one.
  PublicKey key;
  /// 1 to 2⁵³-1
  std::int64_t number;
};

/// @param sign with the machine's key @returns the compact JWS; nothing where something could not be signed or hashed
[[nodiscard]] std::optional<std::string> ticket(const TicketFor& what, const Sign& sign, const Sha256& sha256);

/// The ticket of a reminder (docs/devices.md): whether this person still has to register, asked once. The number must have been kept before.
struct ReminderTicketFor {
  std::string_view device;
  /// `Settings::server`
  std::string_view server;
  /// SID of whoever has signed in, as the system says it: `S-1-5-21-…`.
  std::string_view person;
  /// Counted apart from tickets. 1 to 2⁵³-1
  std::int64_t number;
};

/// @param sign with the machine's key
[[nodiscard]] std::optional<std::string> reminder_ticket(const ReminderTicketFor& what, const Sign& sign);

/// A DPoP proof (RFC 9449 §4.2) for `POST <server>/v1/devices`, the one request that the machine's own key proves itself to.
struct EnrolmentProofFor {
  std::string_view server;
  /// The machine's.
  PublicKey key;
  std::string_view nonce;
  /// From a generator that nobody can foretell.
  std::array<std::uint8_t, 16> random;
  /// Seconds since 1970. Nobody judges it.
  std::int64_t now;
};

/// @param sign with the machine's key
[[nodiscard]] std::optional<std::string> enrolment_proof(const EnrolmentProofFor& what, const Sign& sign);

}  // namespace gatehouse
