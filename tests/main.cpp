// The runner, in a file of its own because compiling it takes longer than all of a small test.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
