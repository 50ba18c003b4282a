#include "core/base64url.h"

#include "test/check.h"

using gatehouse::base64url;
using gatehouse::Bytes;
using gatehouse::from_base64url;

namespace {

void as_rfc_4648_has_it() {
  CHECK(base64url(Bytes()).empty());
  CHECK(base64url(Bytes("f")) == "Zg");
  CHECK(base64url(Bytes("fo")) == "Zm8");
  CHECK(base64url(Bytes("foo")) == "Zm9v");
  CHECK(base64url(Bytes("foobar")) == "Zm9vYmFy");
  CHECK(base64url(Bytes("\xFB\xFF\xBF")) == "-_-_");
}

void read_back() {
  const std::vector<std::uint8_t> foob = {'f', 'o', 'o', 'b'};
  CHECK(from_base64url("Zm9vYg") == foob);
  CHECK(from_base64url("") == std::vector<std::uint8_t>());
}

void anything_else_is_refused() {
  CHECK(!from_base64url("Z"));
  CHECK(!from_base64url("Zm9vY"));
  CHECK(!from_base64url("Zg=="));
  CHECK(!from_base64url("Zh"));
  CHECK(!from_base64url("+/+/"));
  CHECK(!from_base64url("Zm 9"));
  CHECK(!from_base64url("Zg\n"));
}

}  // namespace

int main() {
  as_rfc_4648_has_it();
  read_back();
  anything_else_is_refused();
}
