#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/jwk.h"
#include "core/values.h"

namespace gatehouse {

/// Bytes of the first line, with its end.
constexpr std::size_t longest_hand_over = std::size_t{64} * 1024;

/// A machine that the server knows: with what it may begin, once.
struct Enrolled {
  /// UUID.
  std::string id;
  std::string ticket;
  /// The ephemeral key that the ticket is for.
  PrivateKey key;
};

/// What the launcher hands the client, which is the first line that it reads.
struct HandOver {
  FoundValues policy;
  FoundValues machine;
  /// `CORP\ada`
  std::optional<std::u16string> selected_user;
  /// BCP 47, the best first.
  std::vector<std::u16string> languages;
  /// Of the keyboard: `00000407`.
  std::optional<std::u16string> layout;
  std::optional<bool> contrast;
  /// Of text, in percent.
  std::optional<std::uint32_t> scale;
  /// No key; the machine's own key, where it is not enrolled; or what it takes to begin as an enrolled one.
  std::variant<std::monostate, PublicKey, Enrolled> device;
};

/// @returns the line with its end, to be wiped (core/bytes.h) once it is written; nothing where it is longer than `longest_hand_over`
[[nodiscard]] std::optional<std::string> first_line(const HandOver& hand_over);

/// The answer to `prove`, with its end.
[[nodiscard]] std::string proof_line(std::string_view proof);

}  // namespace gatehouse
