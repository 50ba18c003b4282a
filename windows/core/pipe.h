#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace gatehouse {

/// What the client says to the launcher, one JSON object a line: `{"said":"ready"}`.
namespace said {
/// Its first screen is shown.
struct Ready {};
/// Every five seconds.
struct Alive {};
/// It ends by itself: somebody got back in.
struct Done {};
/// It ends by itself: somebody left.
struct Cancelled {};
/// For the event log. `text` has no control character in it: each became a space, so that it cannot look like more than one.
struct Event {
  std::uint16_t number;
  std::string text;
};
/// Wants a proof of the machine's key for its enrolment. `nonce`: 1 to 100 characters as RFC 9449 §8.1 has them.
struct Prove {
  std::string nonce;
};
/// The server knows the machine by this id now. A UUID in lower case.
struct Enrolled {
  std::string device;
};
}  // namespace said

using Said = std::variant<said::Ready, said::Alive, said::Done, said::Cancelled, said::Event, said::Prove, said::Enrolled>;

/// @param line without its end @returns nothing where it is anything else than one of these: whoever says that is ended
[[nodiscard]] std::optional<Said> read_said(std::string_view line);

}  // namespace gatehouse
