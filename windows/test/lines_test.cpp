#include "core/lines.h"

#include <string>

#include "test/check.h"

using gatehouse::Lines;
using gatehouse::longest_line;
using gatehouse::most_lines_a_second;
using Texts = std::vector<std::string>;

namespace {

constexpr Lines::Fault none = Lines::Fault::none;

void divided_wherever_the_pipe_cuts() {
  Lines lines;
  Texts out;
  CHECK(lines.take("", 0, out) == none && out.empty());
  CHECK(lines.take("on", 0, out) == none && out.empty());
  CHECK(lines.take("e\ntwo\n\nth", 0, out) == none);
  CHECK((out == Texts{"one", "two", ""}));
  CHECK(lines.take("ree\n", 0, out) == none && out.back() == "three");
}

void a_line_that_is_too_long_ends_it() {
  Lines lines;
  Texts out;
  CHECK(lines.take(std::string(longest_line, 'x') + "\n", 0, out) == none && out.size() == 1);
  CHECK(lines.take("good\n" + std::string(longest_line + 1, 'x'), 0, out) == Lines::Fault::too_long);
  CHECK(out.size() == 2);
  CHECK(lines.take("\ngood\n", 9999, out) == Lines::Fault::too_long && out.size() == 2);
}

void too_long_though_it_comes_bit_by_bit() {
  Lines lines;
  Texts out;
  for (std::size_t i = 0; i < longest_line; ++i) CHECK(lines.take("x", i * 1000, out) == none);
  CHECK(lines.take("x", longest_line * 1000, out) == Lines::Fault::too_long && out.empty());
}

void a_hundred_in_a_second_and_no_more() {
  Lines lines;
  Texts out;
  for (std::size_t i = 0; i < most_lines_a_second; ++i) CHECK(lines.take("\n", i, out) == none);
  // The first of them was at 0: after exactly a second there is room for one, and the next has to wait for the second's.
  CHECK(lines.take("\n", 1000, out) == none);
  CHECK(lines.take("\n", 1000, out) == Lines::Fault::too_many);
  CHECK(out.size() == most_lines_a_second + 1);
}

void a_clock_that_goes_back_gives_no_room() {
  Lines lines;
  Texts out;
  for (std::size_t i = 0; i < most_lines_a_second; ++i) CHECK(lines.take("\n", 5000, out) == none);
  CHECK(lines.take("\n", 0, out) == Lines::Fault::too_many);
}

}  // namespace

int main() {
  divided_wherever_the_pipe_cuts();
  a_line_that_is_too_long_ends_it();
  too_long_though_it_comes_bit_by_bit();
  a_hundred_in_a_second_and_no_more();
  a_clock_that_goes_back_gives_no_room();
}
