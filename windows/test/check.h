#pragma once
#include <cstdio>
#include <cstdlib>

// The least that a test needs: what does not hold is said, with its place, and ends the program.
#define CHECK(holds)                                                                  \
  do {                                                                                \
    if (!(holds)) {                                                                   \
      static_cast<void>(std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #holds)); \
      std::exit(1);                                                                   \
    }                                                                                 \
  } while (false)
