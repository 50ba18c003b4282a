#include "core/sentinel.h"

namespace gatehouse {

Sentinel::Verdict Sentinel::loaded() {
  const std::uint32_t strikes = store_.read().value_or(0);
  if (strikes > most_strikes) return Verdict::stays_away;
  // One beyond the most says that it was told.
  if (!store_.write(strikes + 1)) return Verdict::cannot_keep;
  if (strikes == most_strikes) return Verdict::ends_now;
  ++own_;
  return Verdict::runs;
}

void Sentinel::not_for_us() {
  if (own_ == 0) return;
  --own_;
  const std::uint32_t strikes = store_.read().value_or(0);
  // Not taken back is one too many: another load that goes well clears it.
  if (strikes > 0 && strikes <= most_strikes) static_cast<void>(store_.write(strikes - 1));
}

void Sentinel::went_well() {
  if (own_ == 0) return;
  own_ = 0;
  static_cast<void>(store_.write(0));
}

}  // namespace gatehouse
