#include "core/sentinel.h"

#include "test/check.h"

using gatehouse::Sentinel;
using gatehouse::StrikeStore;
using Verdict = Sentinel::Verdict;

namespace {

class FakeStrikes : public StrikeStore {
 public:
  std::optional<std::uint32_t> strikes;
  bool writes = true;

  [[nodiscard]] std::optional<std::uint32_t> read() const override { return strikes; }
  [[nodiscard]] bool write(std::uint32_t now) override {
    if (writes) strikes = now;
    return writes;
  }
};

void five_in_a_row_and_it_stays_away() {
  FakeStrikes store;
  for (int i = 0; i < 5; ++i) CHECK(Sentinel(store).loaded() == Verdict::runs);
  CHECK(Sentinel(store).loaded() == Verdict::ends_now);
  for (int i = 0; i < 3; ++i) CHECK(Sentinel(store).loaded() == Verdict::stays_away);
  store.strikes = std::nullopt;
  CHECK(Sentinel(store).loaded() == Verdict::runs);
}

void what_goes_well_clears_them() {
  FakeStrikes store;
  for (int i = 0; i < 100; ++i) {
    Sentinel sentinel(store);
    CHECK(sentinel.loaded() == Verdict::runs);
    if (i % 5 == 4) sentinel.went_well();
  }
}

void other_uses_do_not_count() {
  FakeStrikes store;
  store.strikes = 3;
  for (int i = 0; i < 100; ++i) {
    Sentinel sentinel(store);
    CHECK(sentinel.loaded() == Verdict::runs);
    sentinel.not_for_us();
    sentinel.not_for_us();
    CHECK(store.strikes == 3);
  }
}

void one_that_stays_away_clears_nothing() {
  FakeStrikes store;
  store.strikes = 5;
  Sentinel sentinel(store);
  CHECK(sentinel.loaded() == Verdict::ends_now);
  sentinel.went_well();
  sentinel.not_for_us();
  CHECK(Sentinel(store).loaded() == Verdict::stays_away);
}

void where_it_cannot_write_it_is_not_there() {
  FakeStrikes store;
  store.writes = false;
  CHECK(Sentinel(store).loaded() == Verdict::cannot_keep);
  store.strikes = 0xFFFFFFFF;
  CHECK(Sentinel(store).loaded() == Verdict::stays_away);
}

}  // namespace

int main() {
  five_in_a_row_and_it_stays_away();
  what_goes_well_clears_them();
  other_uses_do_not_count();
  one_that_stays_away_clears_nothing();
  where_it_cannot_write_it_is_not_there();
}
