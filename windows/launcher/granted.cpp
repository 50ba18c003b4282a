#include "launcher/granted.h"

#include "core/text.h"
#include "launcher/grants.h"
#include "launcher/state.h"

namespace gatehouse {

namespace {

constexpr const char16_t* granted_sid = u"GrantedTo";
constexpr const char16_t* granted_session = u"GrantedSession";

}  // namespace

RememberGranted::RememberGranted(std::uint32_t session, const Sid& sid) {
  // Where it cannot be kept nothing is lost but this: the SID of a logon is never given again, and dies with the session.
  if (state::keep(granted_session, std::uint64_t{session})) (void)state::keep(granted_sid, sid);
}

RememberGranted::~RememberGranted() {
  state::forget(granted_sid);
  state::forget(granted_session);
}

void take_back_what_was_left(System& system) {
  const std::optional<std::u16string> sid = state::text(granted_sid);
  if (!sid) return;
  take_back_all(system, static_cast<std::uint32_t>(state::number(granted_session)), *sid);
  state::forget(granted_sid);
  state::forget(granted_session);
  system.tell(Event::account_repaired, "a start before this one was ended in the middle: its rights were taken back");
}

}  // namespace gatehouse
