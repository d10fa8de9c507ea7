#include "support/teams.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace capalint;

std::vector<TeamBalance> Made::teams() const { return balances_of(analysis.model); }

TeamBalance Made::team() const {
  REQUIRE(!analysis.model.teams.empty());
  return balance_of(analysis.model, TeamId(0));
}

std::unique_ptr<Made> make(const Texts& texts, const std::string& quarter) {
  auto made = std::make_unique<Made>();
  for (const auto& [path, text] : texts) made->sources.add(Source(path, text));
  made->analysis = analyse(made->sources, options(quarter));
  return made;
}

std::unique_ptr<Made> make(const std::string& text, const std::string& quarter) {
  return make(Texts{{"a.capa", text}}, quarter);
}

std::string team_of(const std::string& inside) {
  return "team \"T\" {\nquarter 2026-Q4\n" + inside + "\n}\n";
}

std::string plan_of(const std::string& name, const std::string& inside) {
  return "plan \"" + name + "\" in \"T\" {\ncontract 37.5h\n" + inside + "\n}\n";
}

const ClinicianBalance& who(const TeamBalance& team, const std::string& name) {
  const auto it = std::find_if(team.clinicians.begin(), team.clinicians.end(),
                               [&](const ClinicianBalance& c) { return c.name == name; });
  REQUIRE(it != team.clinicians.end());
  return *it;
}

bool says(const TeamBalance& team, const std::string& text, bool missing) {
  return std::any_of(team.remarks.begin(), team.remarks.end(), [&](const Remark& remark) {
    return remark.missing == missing && remark.text.find(text) != std::string::npos;
  });
}
