// Everything that is known of a name, as facts: a rule, a built-in diagnostic, a setting, an
// activity, a word of the rule language. `explain`, `rules`, hover and the reference pages show them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"
#include "source/source.h"

namespace capalint {

/// One link of the chain of a setting or a level, from far to near; the last one is in force.
struct ChainLink {
  std::string from;   // `default`, `workspace`, `team "Anywhere CAMHS"`, `plan "Karen Peters"`, …
  std::string value;  // `3.5h`, `warning`
  Span span;
};
using Chain = std::vector<ChainLink>;

/// Where a setting gets its value from: for a plan, for a team, or, when both are `none`, the
/// default and the workspace.
[[nodiscard]] Chain setting_chain(const Model& model, SettingId setting, TeamId team = none,
                                  PlanId plan = none);

/// The same for the level of a rule: its own level, `use` of its pack, `level` for the pack and the rule.
[[nodiscard]] Chain level_chain(const Model& model, const RuleSource& rule, TeamId team = none,
                                PlanId plan = none);

struct DescribedSetting {
  SettingId id = no_setting;
  std::string name;
  std::string type;  // `hours`, `percent`, `yes or no`
  Chain chain;       // for the workspace
  Chain nearer;      // what teams and plans set instead
  std::string doc;
  std::string source;
  std::string pack;  // empty for a team's own
};

struct DescribedExample {
  bool good = false;
  std::string name;
  std::string text;  // without the indentation of the rule
};

/// A line, or a part of one, that can be typed.
struct DescribedLine {
  std::string text;
  std::string when;  // after "if"; may be empty
};

struct Description {
  std::string kind;   // `rule`, `diagnostic`, `setting`, `activity`, `property`, `function`, …
  std::string name;   // as it is typed
  std::string code;   // of a rule or a diagnostic
  std::string title;  // in one line
  std::string pack;   // empty when it is built in, or a team's own
  Span place;         // where it is declared; not valid for what is built in
  std::string level;  // in force in the workspace
  Chain levels;       // how that came to be, and what differs for a team
  std::string standard;
  std::string source;
  std::string why;
  std::string looks_at;           // `each plan where not before-big-admin`
  std::vector<std::string> sums;  // `needed = clinical / session * big-admin-per-session`
  std::string asks;               // the condition
  std::string help;               // what to do about it
  std::string type;               // of a value: `hours`, `activities`
  std::vector<std::string> see;   // other names: words of an activity, rules that read a setting
  std::vector<DescribedSetting> settings;
  std::vector<DescribedExample> examples;
  std::vector<DescribedLine> lines;     // of a word of plans: how it is written
  std::vector<std::string> exceptions;  // lines to type
};

[[nodiscard]] DescribedSetting describe_setting(const Model& model, SettingId setting);

/// Whether people mean this rule by that name or code, in any case.
[[nodiscard]] bool called(const RuleSource& rule, std::string_view name);
[[nodiscard]] Description describe_rule(const Sources& sources, const Model& model,
                                        const RuleSource& rule);

/// All that the name or the code may stand for, the most likely first; empty when it is not known.
[[nodiscard]] std::vector<Description> describe(const Sources& sources, const Model& model,
                                                std::string_view name);
/// The known name that is nearest to one that is not.
[[nodiscard]] std::optional<std::string> nearest_name(const Model& model, std::string_view name);

/// The settings that a rule reads, also by way of properties, in the order of their declaration.
[[nodiscard]] std::vector<SettingId> settings_read(const Model& model, const RuleSource& rule);

/// Texts on several lines, such as those of `doc`, as one.
[[nodiscard]] std::string joined(const std::vector<ast::Text>& texts);

/// `percent` for a share, else the name of the type.
[[nodiscard]] std::string type_text(const Type& type);

}  // namespace capalint
