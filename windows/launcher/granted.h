#pragma once
#include "launcher/system.h"

namespace gatehouse {

/// Keeps in State what is about to be granted, for the time that it is: a run that is killed in the middle leaves it there.
class RememberGranted {
 public:
  RememberGranted(std::uint32_t session, const Sid& sid);
  RememberGranted(const RememberGranted&) = delete;
  RememberGranted& operator=(const RememberGranted&) = delete;
  ~RememberGranted();
};

/// Takes back what such a run had left.
void take_back_what_was_left(System& system);

}  // namespace gatehouse
