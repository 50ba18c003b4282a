#include "launcher/due.h"
#include "test/check.h"

using gatehouse::is_due;

int main() {
  CHECK(is_due(100, std::nullopt, 7));
  CHECK(is_due(100, 93, 7));
  CHECK(!is_due(100, 94, 7));
  CHECK(!is_due(100, 100, 1));
  CHECK(is_due(101, 100, 1));
  CHECK(!is_due(100, std::nullopt, 0));
  CHECK(!is_due(100, 1, 0));
  // A clock that went wrong and was put right.
  CHECK(is_due(100, 4000, 7));
}
