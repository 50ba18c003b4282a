#include "core/ticket.h"

#include "core/base64url.h"
#include "test/check.h"

using gatehouse::base64url;
using gatehouse::Bits256;
using gatehouse::Bytes;
using gatehouse::enrolment_proof;
using gatehouse::PublicKey;
using gatehouse::Sha256;
using gatehouse::Sign;
using gatehouse::Signature;
using gatehouse::reminder_ticket;
using gatehouse::ticket;

namespace {

const Sign sign = [](std::string_view) { return Signature{1}; };
const Sign cannot_sign = [](std::string_view) { return std::nullopt; };
const Sha256 sha256 = [](std::string_view) { return Bits256{2}; };
const Sha256 cannot_hash = [](std::string_view) { return std::nullopt; };

const std::string zeros(43, 'A');

/// What was signed, with that signature behind it.
std::string with(const std::string& header, const std::string& claims) {
  return base64url(Bytes(header)) + "." + base64url(Bytes(claims)) + "." + base64url(Signature{1});
}

void a_ticket() {
  const gatehouse::TicketFor what = {"id", "https://a", PublicKey(), 7};
  CHECK(ticket(what, sign, sha256) == with(R"({"typ":"gatehouse-ticket+jwt","alg":"ES256","kid":"id"})", R"({"aud":"https://a","jkt":")" + base64url(Bits256{2}) + R"(","seq":7})"));
  CHECK(!ticket(what, cannot_sign, sha256));
  CHECK(!ticket(what, sign, cannot_hash));
}

void a_ticket_of_a_reminder() {
  const gatehouse::ReminderTicketFor what = {"id", "https://a", "S-1-5-21-1", 7};
  CHECK(reminder_ticket(what, sign) == with(R"({"typ":"gatehouse-reminder+jwt","alg":"ES256","kid":"id"})", R"({"aud":"https://a","sub":"S-1-5-21-1","seq":7})"));
  CHECK(!reminder_ticket(what, cannot_sign));
}

void what_is_hashed_is_the_key() {
  std::string hashed;
  static_cast<void>(ticket({"id", "https://a", PublicKey(), 7}, sign, [&hashed](std::string_view input) {
    hashed = input;
    return Bits256{};
  }));
  CHECK(hashed == R"({"crv":"P-256","kty":"EC","x":")" + zeros + R"(","y":")" + zeros + "\"}");
}

void a_proof() {
  const gatehouse::EnrolmentProofFor what = {"https://a", PublicKey(), "nonce", {}, 1234};
  CHECK(enrolment_proof(what, sign) == with(R"({"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":")" + zeros + R"(","y":")" + zeros + R"("}})",
                                            R"({"htm":"POST","htu":"https://a/v1/devices","jti":"AAAAAAAAAAAAAAAAAAAAAA","iat":1234,"nonce":"nonce"})"));
  CHECK(!enrolment_proof(what, cannot_sign));
}

}  // namespace

int main() {
  a_ticket();
  a_ticket_of_a_reminder();
  what_is_hashed_is_the_key();
  a_proof();
}
