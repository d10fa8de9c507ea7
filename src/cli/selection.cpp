#include "cli/selection.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>

#include "cli/command.h"
#include "diagnostics/nearest.h"
#include "rules/levels.h"

namespace capalint::cli {
namespace {

std::string check_level(const std::string& choice) {
  const auto [name, level] = name_and_value(choice);
  if (!name.empty() && level_from(level)) return {};
  const auto near = nearest(level, {"error", "warning", "note", "off"});
  return fmt::format("`{}` does not say a rule and its level, such as `lunch=note`{}", choice,
                     near ? fmt::format("; did you mean `{}={}`?", name, *near) : "");
}

}  // namespace

void declare_selection(CLI::App& app, SelectionOptions& options) {
  const auto list = [&](const std::string& name, std::vector<std::string>& into,
                        const std::string& text) {
    return app.add_option(name, into, text)->delimiter(',')->allow_extra_args(false);
  };
  list(
      "--select", options.select,
      "report only these rules: codes, names or packs, separated by commas; what could not be read is always reported")
      ->type_name("RULE");
  list("--ignore", options.ignore,
       "do not report these rules: codes, names or packs, separated by commas")
      ->type_name("RULE");
  list("--level", options.levels, "give a rule or a pack another level: error, warning, note, off")
      ->type_name("RULE=LEVEL")
      ->check(check_level);
  list("--fail-on", options.fail_on,
       "what makes the exit code 1: the least level (error, warning, note or never), or rules")
      ->type_name("LEVEL|RULE");
}

void use_selection(const SelectionOptions& options, RuleOptions& rules) {
  rules.asked_for = options.select;
  for (const std::string& choice : options.levels) {
    const auto [name, level] = name_and_value(choice);
    rules.levels.push_back({name, level_from(level).value_or(Level::error)});
  }
}

Selection::Selection(const SelectionOptions& options, const std::vector<RuleInfo>& rules)
    : options_(options), rules_(rules) {
  for (const std::string& name : options.select) check("--select", name);
  for (const std::string& name : options.ignore) check("--ignore", name);
  for (const std::string& choice : options.levels) check("--level", name_and_value(choice).first);
  for (const std::string& name : options.fail_on) {
    if (name == "never") continue;
    if (const auto level = level_from(name); level && *level != Level::off) {
      fail_level_ = fail_level_ == Level::off ? *level : std::max(fail_level_, *level);
    } else {
      check("--fail-on", name);
      fail_names_.push_back(name);
    }
  }
}

void Selection::check(const std::string& option, const std::string& name) {
  std::set<std::string_view> known;
  for (const RuleInfo& rule : rules_) {
    if (names(name, rule.code, rule.name, rule.pack)) return;
    known.insert({rule.code, rule.name});
    if (!rule.pack.empty()) known.insert(rule.pack);
  }
  if (option == "--fail-on") known.insert({"error", "warning", "note", "never"});
  const auto near = nearest(name, {known.begin(), known.end()});
  problems_.push_back(fmt::format(
      "{}: `{}` is not the code, the name or the pack of a rule{}", option, name,
      near ? fmt::format("; did you mean `{}`?", *near) : "; `capalint rules` lists them"));
}

bool Selection::named(const std::vector<std::string>& list, const Diagnostic& diagnostic) const {
  if (list.empty()) return false;
  const auto rule = std::find_if(rules_.begin(), rules_.end(), [&](const RuleInfo& info) {
    return info.code == diagnostic.code;
  });
  const std::string pack = rule == rules_.end() ? "" : rule->pack;
  return std::any_of(list.begin(), list.end(), [&](const std::string& name) {
    return names(name, diagnostic.code, diagnostic.rule, pack);
  });
}

bool Selection::reported(const Diagnostic& diagnostic) const {
  // "Nothing found" means looked at, so what could not be read is always told.
  return diagnostic.unread || ((options_.select.empty() || named(options_.select, diagnostic)) &&
                               !named(options_.ignore, diagnostic));
}

bool Selection::fails(const Diagnostic& diagnostic) const {
  return diagnostic.unread || (fail_level_ != Level::off && diagnostic.level <= fail_level_) ||
         named(fail_names_, diagnostic);
}

}  // namespace capalint::cli
