// Which names of plans are nobody's, and what post they tell.
#include "model/vacant_names.h"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

using namespace capalint;

TEST_CASE("a name that says so is that of a vacant post", "[vacant]") {
  const std::vector<std::pair<std::string, std::string>> names{
      {"VACANT - Band 6 nurse", "Band 6 nurse"},
      {"Vacant: CAMHS nurse, Band 6", "CAMHS nurse, Band 6"},
      {"Vacancy – Psychologist 0.6", "Psychologist 0.6"},
      {"Band 6 nurse (vacant)", "Band 6 nurse"},
      {"Band 7 (vacant) psychologist", "Band 7 psychologist"},
      {"vacant post", ""},
      {"Vacancy", ""},
      {"  Post (VACANT) ", ""},
      {"TBC", ""},
      {"tba", ""},
      {"To be appointed", ""},
      {"To be confirmed: Band 6 nurse", "Band 6 nurse"},
      {"Band 6 nurse TBC", "Band 6 nurse"},
      {"Agency", ""},
      {"Agency nurse", "nurse"},
      {"Agency worker, Band 5", "worker, Band 5"},
  };
  for (const auto& [name, post] : names) {
    INFO(name);
    const auto found = post_in_name(name);
    CHECK(found.has_value());
    CHECK(found.value_or("-") == post);
  }
}

TEST_CASE("a person's name is that of no vacant post", "[vacant]") {
  for (const std::string name :
       {"Karen Peters", "Tom Tba", "Jane Smith (agency)", "Agency - Jane Smith", "Jane Smith TBC",
        "Nurse Ratched", "To Be", "Siân O'Neill", "Vacanti Rossi", "Band Smith", "Tb Chen", "", "-",
        "Locum Dr Grant", "Mary Post"}) {
    INFO(name);
    CHECK_FALSE(post_in_name(name).has_value());
  }
}
