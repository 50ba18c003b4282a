#pragma once
#include <vector>

#include "launcher/system.h"

namespace gatehouse {

/// The rights of one logon on what the session has of its own, taken back when this goes.
class Grants {
 public:
  Grants(System& system, std::uint32_t session, Sid sid) : system_(system), session_(session), sid_(std::move(sid)) {}
  Grants(const Grants&) = delete;
  Grants& operator=(const Grants&) = delete;
  ~Grants();

  /// @returns false where one was refused: those before it are taken back with the others
  [[nodiscard]] bool give();

 private:
  System& system_;
  std::uint32_t session_;
  Sid sid_;
  std::vector<Guarded> given_;
};

/// Takes back what a run that was killed in the middle had given. Tells of what it could not.
void take_back_all(System& system, std::uint32_t session, const Sid& sid);

}  // namespace gatehouse
