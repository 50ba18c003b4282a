#include "launcher/grants.h"

#include "launcher/words.h"

namespace gatehouse {

namespace {

constexpr Guarded guarded[] = {Guarded::named_objects, Guarded::window_station, Guarded::desktop};

void take_back(System& system, Guarded object, std::uint32_t session, const Sid& sid) {
  if (system.take_back(object, session, sid).ok()) return;
  if (const Done done = system.take_back(object, session, sid); !done.ok()) system.tell(Event::account_failed, words_of(done));
}

}  // namespace

Grants::~Grants() {
  for (auto object = given_.rbegin(); object != given_.rend(); ++object) take_back(system_, *object, session_, sid_);
}

bool Grants::give() {
  for (const Guarded object : guarded) {
    // Before it is asked for: a call that says that it failed may have done a part.
    given_.push_back(object);
    if (const Done done = system_.grant(object, session_, sid_); !done.ok()) {
      system_.tell(Event::account_failed, words_of(done));
      return false;
    }
  }
  return true;
}

void take_back_all(System& system, std::uint32_t session, const Sid& sid) {
  for (const Guarded object : guarded) take_back(system, object, session, sid);
}

}  // namespace gatehouse
