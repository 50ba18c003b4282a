#include "core/back_off.h"

#include <initializer_list>

#include "test/check.h"

using gatehouse::BackOff;

int main() {
  BackOff back_off(100, 1000);
  for (const std::uint32_t expected : {100U, 200U, 400U, 800U, 1000U, 1000U}) CHECK(back_off.wait(0) == expected);
  back_off.reset();
  CHECK(back_off.wait(50) == 50);
  CHECK(back_off.wait(101) == 200);

  BackOff huge(1, 0xFFFFFFFF);
  for (int i = 0; i < 32; ++i) CHECK(huge.wait(0) == std::uint32_t{1} << static_cast<unsigned>(i));
  CHECK(huge.wait(0) == 0xFFFFFFFF && huge.wait(0xFFFFFFFF) >= 0x7FFFFFFF);
}
