// Small teams made of text, and what `balance` says of them on the day of all tests.
#pragma once

#include <memory>
#include <string>

#include "balance/balance.h"
#include "support/lint.h"

/// Files that were analysed. What comes out points into them, so it stays where it is.
struct Made {
  capalint::Sources sources;
  capalint::Analysis analysis;

  [[nodiscard]] std::vector<capalint::TeamBalance> teams() const;
  /// The first of them.
  [[nodiscard]] capalint::TeamBalance team() const;
};

[[nodiscard]] std::unique_ptr<Made> make(const Texts& texts, const std::string& quarter = "");
[[nodiscard]] std::unique_ptr<Made> make(const std::string& text, const std::string& quarter = "");

/// The team "T" in 2026-Q4, and a plan of 37.5 hours in it.
[[nodiscard]] std::string team_of(const std::string& inside);
[[nodiscard]] std::string plan_of(const std::string& name, const std::string& inside);

/// The first with this name; fails the test when there is none.
[[nodiscard]] const capalint::ClinicianBalance& who(const capalint::TeamBalance& team,
                                                    const std::string& name);
/// Whether a remark holds the text.
[[nodiscard]] bool says(const capalint::TeamBalance& team, const std::string& text, bool missing);
