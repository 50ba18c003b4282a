#pragma once
#include <cstdint>
#include <optional>

namespace gatehouse {

/// Where the strikes are kept, out of this process: the registry, or what a test has in its place.
class StrikeStore {
 public:
  StrikeStore() = default;
  StrikeStore(const StrikeStore&) = delete;
  StrikeStore& operator=(const StrikeStore&) = delete;
  virtual ~StrikeStore() = default;
  /// @returns nothing where none are kept
  [[nodiscard]] virtual std::optional<std::uint32_t> read() const = 0;
  /// Must be on the disk, or as good as, when it returns. @returns whether it is
  [[nodiscard]] virtual bool write(std::uint32_t strikes) = 0;
};

/// So often in a row it may be loaded and not be heard of again; then it stays away until somebody clears it.
constexpr std::uint32_t most_strikes = 5;

/// Keeps a provider that crashes away from the sign-in screen, as that of Chromium's GCPW does. A strike is written before anything
/// can go wrong, and cleared once something has gone right.
class Sentinel {
 public:
  explicit Sentinel(StrikeStore& store) : store_(store) {}

  enum class Verdict {
    /// May run; one strike is written for it.
    runs,
    /// Away from now on: the fifth in a row was the last. To be told once (event 10).
    ends_now,
    /// Away as before.
    stays_away,
    /// The strike could not be written, so that a crash would not be noticed: better not there than in the way.
    cannot_keep,
  };

  /// In DllGetClassObject.
  [[nodiscard]] Verdict loaded();
  /// It was loaded for what it does not serve (CREDUI): takes that strike back.
  void not_for_us();
  /// It was selected, or UnAdvise came: all went well.
  void went_well();

 private:
  StrikeStore& store_;
  /// Strikes of this process that may still be taken back.
  std::uint32_t own_ = 0;
};

}  // namespace gatehouse
