#include "core/ticket.h"

#include "core/base64url.h"
#include "core/json.h"

namespace gatehouse {

namespace {

/// A compact JWS (RFC 7515 §7.1).
std::optional<std::string> signed_by(const Sign& sign, const std::string& header, const std::string& claims) {
  const std::string said = base64url(Bytes(header)) + "." + base64url(Bytes(claims));
  const std::optional<Signature> signature = sign(said);
  if (!signature) return std::nullopt;
  return said + "." + base64url(*signature);
}

}  // namespace

std::optional<std::string> ticket(const TicketFor& what, const Sign& sign, const Sha256& sha256) {
  const std::optional<Bits256> thumbprint = sha256(thumbprint_input(what.key));
  if (!thumbprint) return std::nullopt;
  return signed_by(
      sign,
      JsonWriter().begin_object().name("typ").text("gatehouse-ticket+jwt").name("alg").text("ES256").name("kid").text(what.device).end_object().take(),
      JsonWriter().begin_object().name("aud").text(what.server).name("jkt").text(base64url(*thumbprint)).name("seq").number(what.number).end_object().take());
}

std::optional<std::string> reminder_ticket(const ReminderTicketFor& what, const Sign& sign) {
  return signed_by(
      sign,
      JsonWriter().begin_object().name("typ").text("gatehouse-reminder+jwt").name("alg").text("ES256").name("kid").text(what.device).end_object().take(),
      JsonWriter().begin_object().name("aud").text(what.server).name("sub").text(what.person).name("seq").number(what.number).end_object().take());
}

std::optional<std::string> enrolment_proof(const EnrolmentProofFor& what, const Sign& sign) {
  return signed_by(
      sign,
      JsonWriter().begin_object().name("typ").text("dpop+jwt").name("alg").text("ES256").name("jwk").raw(jwk(what.key)).end_object().take(),
      JsonWriter()
          .begin_object()
          .name("htm").text("POST")
          .name("htu").text(std::string(what.server) + "/v1/devices")
          .name("jti").text(base64url(what.random))
          .name("iat").number(what.now)
          .name("nonce").text(what.nonce)
          .end_object()
          .take());
}

}  // namespace gatehouse
