// Each test case runs in a process of its own, so that this one is the first to parse there: `./dev test --threads`.
#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "source/source.h"
#include "syntax/parse.h"

namespace capalint {

TEST_CASE("threads may parse before anything has been parsed", "[threads]") {
  constexpr std::size_t many = 8;
  const std::string text = "plan \"A\" {\n  mon am core 3.5h\n}\n";
  std::vector<Source> sources;
  for (std::size_t i = 0; i < many; ++i) sources.emplace_back("a.capa", text);
  std::vector<std::size_t> items(many);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < many; ++i)
    threads.emplace_back([&, i] { items[i] = parse(0, sources[i]).file.items.size(); });
  for (std::thread& thread : threads) thread.join();
  CHECK(items == std::vector<std::size_t>(many, 1));
}

}  // namespace capalint
