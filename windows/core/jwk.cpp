#include "core/jwk.h"

#include "core/base64url.h"
#include "core/json.h"

namespace gatehouse {

namespace {

constexpr std::size_t longest_jwk = 256;

JsonWriter begun(const PublicKey& key) {
  JsonWriter json(longest_jwk);
  json.begin_object().name("kty").text("EC").name("crv").text("P-256").name("x").text(base64url(key.x)).name("y").text(base64url(key.y));
  return json;
}

}  // namespace

std::string jwk(const PublicKey& key) { return begun(key).end_object().take(); }

std::string jwk(const PrivateKey& key) {
  std::string d = base64url(key.d);
  std::string out = begun(key.key).name("d").text(d).end_object().take();
  wipe(d);
  return out;
}

std::string thumbprint_input(const PublicKey& key) {
  return JsonWriter(longest_jwk).begin_object().name("crv").text("P-256").name("kty").text("EC").name("x").text(base64url(key.x)).name("y").text(base64url(key.y)).end_object().take();
}

}  // namespace gatehouse
