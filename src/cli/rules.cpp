// `capalint rules`: the rules and settings in force, and where each comes from.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/command.h"
#include "cli/known.h"
#include "cli/outputs.h"
#include "diagnostics/builtin.h"
#include "diagnostics/nearest.h"
#include "diagnostics/references.h"
#include "render/explanation.h"
#include "render/json_text.h"
#include "render/manual.h"
#include "rules/packs.h"
#include "source/display.h"

namespace capalint::cli {
namespace {

using Json = nlohmann::ordered_json;

struct RulesOptions {
  InputOptions inputs;
  std::string format = "text";
  std::string pack;
  std::vector<std::string> why;
  std::string manual;
  bool by_standard = false;
  bool settings = false;
  bool builtin = false;
};

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t used = display_width(text);
  return text + std::string(used < width ? width - used : 0, ' ');
}

/// Columns as wide as they need to be; the last one is left as it is.
std::string table_of(const std::vector<std::vector<std::string>>& rows, const std::string& indent) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], display_width(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line = indent;
    for (std::size_t i = 0; i < row.size(); ++i)
      line += i + 1 < row.size() ? padded(row[i], widths[i]) + "  " : row[i];
    text += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  }
  return text;
}

class Lister {
 public:
  Lister(const RulesOptions& options, Terminal& terminal)
      : options_(options),
        terminal_(terminal),
        known_(known_here(options.inputs, terminal)),
        model_(known_.analysis.model),
        sources_(known_.sources()),
        json_(options.format == "json") {}

  int run() {
    int result = success;
    if (!options_.why.empty()) {
      result = why();
    } else if (options_.settings) {
      settings();
    } else if (!options_.pack.empty() && !known_pack()) {
      result = failure;
    } else if (options_.by_standard) {
      by_standard();
    } else {
      by_pack();
    }
    return known_.failed ? failure : result;
  }

 private:
  bool known_pack() {
    std::vector<std::string_view> names;
    for (const ast::Pack* pack : model_.packs) names.push_back(pack->name.text);
    if (std::find(names.begin(), names.end(), options_.pack) != names.end()) return true;
    terminal_.err << "capalint: `" << visible(options_.pack) << "` is not a rule pack";
    if (const auto near = nearest(options_.pack, names))
      terminal_.err << "; did you mean `" << visible(*near) << "`?";
    terminal_.err << '\n';
    return false;
  }

  [[nodiscard]] bool wanted(const RuleSource& rule) const {
    return options_.pack.empty() || rule.pack == options_.pack;
  }

  void print(const Json& json) { terminal_.out << json_text(json, 2) << '\n'; }

  // ---- lists -----------------------------------------------------------------------------------

  void by_pack() {
    if (json_) {
      Json rules = Json::array();
      for (const RuleSource& rule : model_.rules) {
        if (wanted(rule))
          rules.push_back(explanation_json(sources_, describe_rule(sources_, model_, rule)));
      }
      if (options_.builtin) {
        for (const BuiltinInfo& row : builtins()) rules.push_back(builtin_json(row));
      }
      print({{"rules", std::move(rules)}});
      return;
    }
    bool first = true;
    const auto group = [&](const std::string& title,
                           const std::vector<std::vector<std::string>>& rows) {
      if (rows.empty()) return;
      terminal_.out << (first ? "" : "\n") << title << '\n' << table_of(rows, "  ");
      first = false;
    };
    for (const ast::Pack* pack : model_.packs) {
      group(fmt::format("{}: {}", pack->name.text, pack->title ? pack->title->text : ""),
            rows_of(pack->name.text));
    }
    if (options_.pack.empty()) group("of your own", rows_of(""));
    if (options_.builtin) {
      std::vector<std::vector<std::string>> rows;
      for (const BuiltinInfo& row : builtins())
        rows.push_back({std::string(row.code), std::string(to_string(row.level)),
                        std::string(row.name), std::string(row.title)});
      group("built in: text, names, units and the rule language", rows);
    }
  }

  [[nodiscard]] std::vector<std::vector<std::string>> rows_of(std::string_view pack) const {
    std::vector<std::vector<std::string>> rows;
    for (const RuleSource& rule : model_.rules) {
      if (rule.pack != pack || !wanted(rule)) continue;
      const Description d = describe_rule(sources_, model_, rule);
      rows.push_back({d.code, level_column(d), visible(d.name), visible(d.title)});
    }
    std::sort(rows.begin(), rows.end());
    return rows;
  }

  // A star says that some team has another level; `--why` says which.
  static std::string level_column(const Description& d) {
    const bool differs = std::any_of(d.levels.begin(), d.levels.end(), [](const ChainLink& link) {
      return link.from.find("\": ") != std::string::npos;
    });
    return d.level + (differs ? "*" : "");
  }

  static Json builtin_json(const BuiltinInfo& row) {
    return {{"kind", "diagnostic"},
            {"code", row.code},
            {"name", row.name},
            {"title", row.title},
            {"level", to_string(row.level)},
            {"why", row.why},
            {"help", row.help}};
  }

  // The sentences of the standard and what checks them: the other way round than the table.
  void by_standard() {
    std::map<std::string, std::map<std::string, std::vector<const RuleSource*>>> sources;
    for (const RuleSource& rule : model_.rules) {
      if (!wanted(rule)) continue;
      const ast::Rule& said = *rule.rule;
      sources[said.source ? std::string(said.source->text) : "no source"]
             [said.standard ? std::string(said.standard->text) : ""]
                 .push_back(&rule);
    }
    Json all = Json::array();
    for (const auto& [source, standards] : sources) {
      if (!json_)
        terminal_.out << (&source == &sources.begin()->first ? "" : "\n")
                      << visible(in_words(source)) << '\n';
      for (const auto& [standard, rules] : standards) {
        Json codes = Json::array();
        std::vector<std::vector<std::string>> rows;
        for (const RuleSource* rule : rules) {
          const Description d = describe_rule(sources_, model_, *rule);
          codes.push_back(
              {{"code", d.code}, {"name", d.name}, {"level", d.level}, {"pack", d.pack}});
          rows.push_back(
              {d.code, d.level, visible(d.name), standard.empty() ? visible(d.title) : ""});
        }
        if (json_) {
          all.push_back({{"source", source}, {"standard", standard}, {"rules", std::move(codes)}});
        } else {
          if (!standard.empty()) terminal_.out << "  " << visible(standard) << '\n';
          terminal_.out << table_of(rows, standard.empty() ? "  " : "    ");
        }
      }
    }
    if (json_) print({{"standard", std::move(all)}});
  }

  void settings() {
    Json all = Json::array();
    bool first = true;
    for (SettingId id = 0; id < model_.setting_declarations.size(); ++id) {
      const DescribedSetting setting = describe_setting(model_, id);
      if (!options_.pack.empty() && setting.pack != options_.pack) continue;
      if (json_) {
        all.push_back(setting_json(sources_, setting));
        continue;
      }
      const ChainLink& value = setting.chain.back();
      terminal_.out << (first ? "" : "\n")
                    << fmt::format("{} = {}  ({}{})\n", setting.name, value.value, setting.type,
                                   value.from == "default"
                                       ? ", the default"
                                       : fmt::format(", set in {}; the default is {}",
                                                     place_text(sources_, value.span),
                                                     setting.chain.front().value));
      terminal_.out << chain_text(sources_, setting.nearer, "  ");
      terminal_.out << wrapped(setting.source.empty()
                                   ? setting.doc
                                   : fmt::format("{} ({})", setting.doc, in_words(setting.source)),
                               "  ", {.width = terminal_.width});
      first = false;
    }
    if (json_) print({{"settings", std::move(all)}});
  }

  // ---- why ---------------------------------------------------------------------------------------

  int why() {
    const std::string& name = options_.why.front();
    std::vector<PlanId> plans;
    if (options_.why.size() > 1 && !find_plans(options_.why[1], plans)) return failure;
    if (plans.empty()) plans.emplace_back(none);
    const SettingId setting = model_.find_setting(normalised(name));
    const auto rule = std::find_if(model_.rules.begin(), model_.rules.end(),
                                   [&](const RuleSource& known) { return called(known, name); });
    if (setting == no_setting && rule == model_.rules.end()) return unknown(name);
    Json all = Json::array();
    for (const PlanId plan : plans) {
      Json one{{"plan", plan == none ? Json(nullptr) : Json(model_.plan_name(plan))}};
      if (plan != none && !json_) {
        terminal_.out << fmt::format(
            "for {}{}\n", visible(model_.plan_name(plan)),
            model_.plans[plan].team == none
                ? ""
                : fmt::format(" in {}", visible(name_of(model_, model_.plans[plan].team))));
      }
      if (rule != model_.rules.end()) {
        why_rule(*rule, plan, one);
      } else {
        why_setting(setting, plan, one);
      }
      all.push_back(std::move(one));
    }
    if (json_) print(all);
    return success;
  }

  void why_rule(const RuleSource& rule, PlanId plan, Json& json) {
    const TeamId team = plan == none ? rule.team : model_.plans[plan].team;
    const Chain levels = level_chain(model_, rule, team, plan);
    const Description described = describe_rule(sources_, model_, rule);
    const Chain& shown = plan == none ? described.levels : levels;
    json["level"] = plan == none ? described.level : levels.back().value;
    json["levels"] = chain_json(sources_, shown);
    json["settings"] = Json::array();
    if (!json_) {
      terminal_.out << fmt::format("{} {}: {}\n", described.code, described.name,
                                   plan == none ? described.level : levels.back().value)
                    << chain_text(sources_, shown, "  ");
    }
    for (const SettingId id : settings_read(model_, rule)) {
      Json setting = Json::object();
      why_setting(id, plan, setting);
      json["settings"].push_back(std::move(setting));
    }
  }

  void why_setting(SettingId id, PlanId plan, Json& json) {
    const DescribedSetting described = describe_setting(model_, id);
    Chain chain = setting_chain(model_, id, none, plan);
    const std::string value = chain.back().value;
    if (plan == none) chain.insert(chain.end(), described.nearer.begin(), described.nearer.end());
    json["name"] = described.name;
    json["value"] = value;
    json["chain"] = chain_json(sources_, chain);
    if (!json_) {
      terminal_.out << fmt::format("{} = {}\n", described.name, value)
                    << chain_text(sources_, chain, "  ");
    }
  }

  bool find_plans(const std::string& name, std::vector<PlanId>& plans) {
    std::vector<std::string_view> names;
    for (const PlanId plan : model_.plans.ids()) {
      names.push_back(model_.plan_name(plan));
      if (normalised(names.back()) == normalised(name)) plans.push_back(plan);
    }
    if (!plans.empty()) return true;
    terminal_.err << "capalint: there is no plan for `" << visible(name) << "` here";
    if (const auto near = nearest(name, names))
      terminal_.err << "; did you mean `" << visible(*near) << "`?";
    terminal_.err << '\n';
    return false;
  }

  int unknown(const std::string& name) {
    std::vector<std::string_view> names;
    for (const SettingDeclaration& setting : model_.setting_declarations)
      names.push_back(setting.name);
    for (const RuleSource& rule : model_.rules) {
      names.push_back(rule.rule->name.text);
      if (rule.rule->code) names.push_back(rule.rule->code->text);
    }
    terminal_.err << "capalint: `" << visible(name) << "` is not a rule or a setting";
    if (const auto near = nearest(name, names))
      terminal_.err << "; did you mean `" << visible(*near) << "`?";
    terminal_.err << '\n';
    return failure;
  }

  const RulesOptions& options_;
  Terminal& terminal_;
  const Known known_;
  const Model& model_;
  const Sources& sources_;
  bool json_;
};

int manual(const RulesOptions& options, Terminal& terminal) {
  if (options.manual == "list") {
    for (const std::string& page : manual_pages()) terminal.out << page << '\n';
    return success;
  }
  if (options.manual == "all") {
    Json all = Json::object();
    for (const std::string& page : manual_pages()) all[page] = manual_page(page).value_or("");
    terminal.out << json_text(all, -1) << '\n';
    return success;
  }
  const auto text = manual_page(options.manual);
  if (!text) {
    terminal.err << "capalint: there is no manual page `" << visible(options.manual)
                 << "`; there are " << fmt::format("{}", fmt::join(manual_pages(), ", ")) << '\n';
    return failure;
  }
  terminal.out << *text;
  return success;
}

}  // namespace

Run declare_rules(CLI::App& app) {
  const auto options = std::make_shared<RulesOptions>();
  app.add_option("path", options->inputs.paths,
                 "the workspace whose levels and settings are shown (default: this folder)")
      ->expected(0, 1);
  declare_reading(app, options->inputs);
  app.add_option("--pack", options->pack, "only the rules, or the settings, of this pack");
  app.add_flag("--by-standard", options->by_standard,
               "the sentences of the standard, and which rules check each");
  app.add_flag("--settings", options->settings, "the settings: value in force, default, source");
  app.add_option(
         "--why", options->why,
         "where the level of a rule and its settings, or the value of a setting, come from; "
         "with the name of a clinician, for that plan")
      ->expected(1, 2)
      ->type_name("RULE|SETTING [PLAN]");
  app.add_flag("--builtin", options->builtin, "also the diagnostics that are built in");
  declare_format(app, options->format, {"text", "json"}, "how the result is shown");
  // For the pages in docs/, which a test compares with it.
  app.add_option("--manual", options->manual, "a generated page of the manual")->group("");
  return [options](Terminal& terminal) {
    if (!options->manual.empty()) return manual(*options, terminal);
    return Lister(*options, terminal).run();
  };
}

}  // namespace capalint::cli
