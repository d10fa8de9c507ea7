// Articles and plurals of the nouns that messages put together.
#include "diagnostics/english.h"

#include <catch2/catch.hpp>
#include <string>

#include "model/value.h"

using namespace capalint;

TEST_CASE("a noun gets its article and its plural", "[english]") {
  CHECK(with_article("plan") == "a plan");
  CHECK(with_article("allocation") == "an allocation");
  CHECK(with_article("exception") == "an exception");
  CHECK(plural("allocation") == "allocations");
  CHECK(plural("day") == "days");
  CHECK(plural("family") == "families");
  CHECK(name_of(Type{.kind = Kind::object, .scope = Scope::allocation}) == "an allocation");
}

TEST_CASE("the plural of a thing is what a rule may write for it", "[english]") {
  for (std::size_t i = 0; i < scope_count; ++i) {
    const Scope scope = static_cast<Scope>(i);
    Scope found = scope == Scope::team ? Scope::plan : Scope::team;
    CHECK(scope_from(plural(to_string(scope)), found));
    CHECK(found == scope);
  }
}
