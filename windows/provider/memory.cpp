#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

// Without exceptions a failed `new` of a string would end LogonUI. When Windows has no memory left, what is asked for here comes out of a reserve: enough for what one
// sign-in screen asks of this DLL. Objects are made with `new (std::nothrow)`, which says so instead.

namespace {

constexpr std::size_t kReserve = std::size_t{128} * 1024;
alignas(std::max_align_t) unsigned char reserve[kReserve];
std::atomic<std::size_t> used{0};

void* from_reserve(std::size_t size) {
  const std::size_t whole = (size + alignof(std::max_align_t) - 1) & ~(alignof(std::max_align_t) - 1);
  const std::size_t at = used.fetch_add(whole);
  // Nothing is left to go on with: the sentinel counts what happens now.
  if (whole > kReserve || at > kReserve - whole) std::abort();
  return reserve + at;
}

bool is_of_reserve(const void* place) { return place >= reserve && place < reserve + kReserve; }

}  // namespace

void* operator new(std::size_t size) {
  void* place = std::malloc(size == 0 ? 1 : size);
  return place == nullptr ? from_reserve(size) : place;
}

void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size == 0 ? 1 : size); }

void operator delete(void* place) noexcept {
  // What was taken out of the reserve is not put back: it lasts as long as the shortage is meant to.
  if (!is_of_reserve(place)) std::free(place);
}

void operator delete(void* place, std::size_t) noexcept { operator delete(place); }
void operator delete(void* place, const std::nothrow_t&) noexcept { operator delete(place); }
