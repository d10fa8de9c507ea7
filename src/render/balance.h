// The formats of `balance`: one row for each, from the same plain data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "balance/compare.h"
#include "balance/lost.h"
#include "render/document.h"
#include "render/formats.h"

namespace capalint {

struct BalanceSection {
  std::string workspace;
  std::vector<TeamBalance> teams;
  std::vector<TeamChange> changes;    // by the what-if; empty without one
  std::vector<TeamLoss> losses = {};  // when somebody is away or leaves
};

struct BalanceReport {
  std::vector<BalanceSection> sections;
  std::vector<std::string> what_if;  // what was changed, in words
  bool somebody_away = false;        // whether the question is what is lost
  std::string version;               // of capalint
};

struct BalanceFormat {
  std::string_view name;
  std::string_view doc;
  std::string (*render)(const BalanceReport&, const Style&);
};
[[nodiscard]] const std::vector<BalanceFormat>& balance_formats();

[[nodiscard]] std::string render_balance_text(const BalanceReport& report, const Style& style);
[[nodiscard]] std::string render_balance_markdown(const BalanceReport& report, const Style& style);
[[nodiscard]] std::string render_balance_json(const BalanceReport& report, const Style& style);
[[nodiscard]] std::string render_balance_csv(const BalanceReport& report, const Style& style);

/// The number without what its name says already: `114h`, `37.2%`, `97.71`, `at least 12`, `-`.
[[nodiscard]] std::string short_text(const Figure& figure);

/// What changed for a team, for a document: its figures in one table, its plans in another.
void add_changes(Document& document, const TeamChange& change);

}  // namespace capalint
