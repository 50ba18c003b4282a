#include "core/url.h"

#include <algorithm>
#include <cstdint>

#include "core/ipv6.h"
#include "core/text.h"

namespace gatehouse {

namespace {

// RFC 1035 §2.3.4, and the scheme and a port around it.
constexpr std::size_t longest_host = 253;
constexpr std::size_t longest_label = 63;
constexpr std::size_t longest_origin = 300;

constexpr bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
constexpr bool is_host_letter(char letter) { return is_digit(letter) || (letter >= 'a' && letter <= 'z') || letter == '-' || letter == '_'; }

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= longest_label && label.front() != '-' && label.back() != '-' && std::all_of(label.begin(), label.end(), is_host_letter);
}

/// What a browser would take for an address of IPv4, however it is written (URL Standard, "ends in a number checker").
bool is_number(std::string_view label) { return all_digits(label) || label.substr(0, 2) == "0x"; }

bool is_ipv4_part(std::string_view label) {
  if (!all_digits(label) || label.size() > 3 || (label.size() > 1 && label.front() == '0')) return false;
  int number = 0;
  for (const char letter : label) number = number * 10 + (letter - '0');
  return number <= 255;
}

bool is_host(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') return is_shortest_ipv6(host.substr(1, host.size() - 2));
  if (host.empty() || host.size() > longest_host) return false;

  std::size_t labels = 0;
  std::size_t ipv4_parts = 0;
  std::string_view last;
  for (std::string_view rest = host;; rest.remove_prefix(last.size() + 1)) {
    last = rest.substr(0, rest.find('.'));
    if (!is_label(last)) return false;
    ++labels;
    if (is_ipv4_part(last)) ++ipv4_parts;
    if (last.size() == rest.size()) break;
  }
  return !is_number(last) || (labels == 4 && ipv4_parts == 4);
}

/// @returns the port without needless zeros, empty where it is the one that https has anyway
std::optional<std::string> port_of(std::string_view text) {
  if (!all_digits(text) || text.size() > 5) return std::nullopt;
  std::uint32_t port = 0;
  for (const char letter : text) port = port * 10 + static_cast<std::uint32_t>(letter - '0');
  if (port > 0xFFFF) return std::nullopt;
  return port == 443 ? std::string() : std::to_string(port);
}

}  // namespace

std::optional<std::string> https_origin(std::u16string_view text) {
  constexpr std::string_view scheme = "https://";
  if (text.size() > longest_origin) return std::nullopt;
  const std::string whole = lower(utf8(text));
  std::string_view rest = whole;
  if (rest.substr(0, scheme.size()) != scheme) return std::nullopt;
  rest.remove_prefix(scheme.size());
  if (!rest.empty() && rest.back() == '/') rest.remove_suffix(1);

  // In an address of IPv6 there are colons too.
  const std::size_t colon = rest.find(':', rest.substr(0, 1) == "[" ? std::min(rest.find(']'), rest.size()) : 0);
  const std::string_view host = rest.substr(0, colon);
  if (!is_host(host)) return std::nullopt;
  std::string origin = std::string(scheme) + std::string(host);
  if (colon == std::string_view::npos) return origin;

  const std::optional<std::string> port = port_of(rest.substr(colon + 1));
  if (!port) return std::nullopt;
  if (!port->empty()) origin += ":" + *port;
  return origin;
}

}  // namespace gatehouse
