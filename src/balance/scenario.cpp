#include "balance/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "figures/plan.h"
#include "diagnostics/builtin.h"
#include "diagnostics/nearest.h"

namespace capalint {

namespace {

constexpr std::string_view set_name = "--set ";
constexpr std::array working_week{Weekday::mon, Weekday::tue, Weekday::wed, Weekday::thu,
                                  Weekday::fri};

bool same_place(Span a, Span b) { return a.file == b.file && a.begin == b.begin; }

bool same_name(std::string_view a, std::string_view b) { return normalised(a) == normalised(b); }

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find_first_of(" \t\""));
}

/// Takes `word "name"` off the front of `text`; nothing when it does not begin so.
std::optional<std::string_view> take_named(std::string_view& text, std::string_view word) {
  if (first_word(text) != word) return std::nullopt;
  const std::string_view rest = trimmed(text.substr(word.size()));
  if (!rest.starts_with('"')) return std::nullopt;
  const std::size_t close = rest.find('"', 1);
  if (close == std::string_view::npos) return std::nullopt;
  text = trimmed(rest.substr(close + 1));
  return rest.substr(1, close - 1);
}

template <class T>
const T* only_item(const Parsed& parsed) {
  return parsed.file.items.size() == 1 ? std::get_if<T>(&parsed.file.items.front()) : nullptr;
}

class Applier {
 public:
  Applier(const Scenario& scenario, const Model& model, const std::vector<ParsedFile>& files,
          Sources& sources)
      : scenario_(scenario), model_(model), sources_(sources) {
    for (const ParsedFile& file : files) files_.push_back(*file);
  }

  ScenarioResult run() {
    if (scenario_.from && scenario_.to && *scenario_.to < *scenario_.from) {
      problem("--to " + to_string(*scenario_.to), "the absence ends before it starts",
              "write the later date after `--to`");
      return std::move(result_);
    }
    for (const std::string& name : scenario_.without) without(name);
    for (const std::string& text : scenario_.set) set(text);
    for (Parsed& file : files_) {
      result_.files.push_back(std::make_shared<const Parsed>(std::move(file)));
    }
    return std::move(result_);
  }

 private:
  void problem(std::string what, std::string message, std::string help) {
    result_.problems.push_back({std::move(what), std::move(message), std::move(help)});
  }

  template <class Use>
  void each_team(Use use) {
    for (Parsed& parsed : files_) {
      for (ast::Item& item : parsed.file.items) {
        if (auto* team = std::get_if<ast::Team>(&item)) use(*team);
      }
    }
  }

  template <class Use>
  void each_method(Use use) {
    each_team([&](ast::Team& team) {
      for (ast::TeamStatement& statement : team.statements) {
        if (auto* method = std::get_if<ast::ChoiceMethod>(&statement)) use(team, *method);
      }
    });
  }

  std::vector<PlanId> plans_of(std::string_view name, std::optional<TeamId> team) {
    std::vector<PlanId> plans;
    for (const Clinician& clinician : model_.clinicians) {
      if (!same_name(clinician.name, name)) continue;
      for (const PlanId plan : clinician.plans) {
        if (model_.plans[plan].in_force && (!team || model_.plans[plan].team == *team))
          plans.push_back(plan);
      }
    }
    return plans;
  }

  ast::Plan* copy_of(PlanId plan) {
    const Span span = model_.plans[plan].said->span;
    for (Parsed& parsed : files_) {
      for (ast::Item& item : parsed.file.items) {
        auto* found = std::get_if<ast::Plan>(&item);
        if (found != nullptr && same_place(found->span, span)) return found;
      }
    }
    return nullptr;
  }

  void unknown_clinician(const std::string& what, std::string_view name) {
    std::vector<std::string_view> names;
    for (const Clinician& clinician : model_.clinicians) names.push_back(clinician.name);
    const auto near = nearest(name, names);
    problem(what, fmt::format("{} has no plan in force here", name),
            near ? fmt::format("did you mean \"{}\"?", *near)
                 : "write the name as it stands in the plan");
  }

  // ---- without -------------------------------------------------------------------------------------

  void without(const std::string& name) {
    const std::string what = fmt::format("--without \"{}\"", name);
    bool given = false;
    each_method([&](ast::Team&, ast::ChoiceMethod& method) {
      given = given || std::any_of(method.allocations.begin(), method.allocations.end(),
                                   [&](const ast::Allocation& allocation) {
                                     return same_name(allocation.clinician.text, name);
                                   });
    });
    const auto plans = plans_of(name, std::nullopt);
    const bool dated = scenario_.from || scenario_.to;
    if (plans.empty() && (dated || !given)) return unknown_clinician(what, name);
    if (dated) return away(name, plans);

    for (Parsed& parsed : files_) {
      std::erase_if(parsed.file.items, [&](const ast::Item& item) {
        const auto* plan = std::get_if<ast::Plan>(&item);
        return plan != nullptr && same_name(plan->clinician.text, name);
      });
    }
    each_method([&](ast::Team&, ast::ChoiceMethod& method) {
      std::erase_if(method.allocations, [&](const ast::Allocation& allocation) {
        return same_name(allocation.clinician.text, name);
      });
    });
    for (const PlanId plan : plans) take_out_of_posts(model_.plans[plan]);
    result_.words.push_back(fmt::format("without {}", name));
  }

  /// The posts that the team states, less those of the plan.
  void take_out_of_posts(const Plan& plan) {
    Reading reading(model_);
    const auto fte = full_time_equivalent(reading, model_.plans.id_of(plan));
    if (!plan.in_force || plan.team == none || !fte) return;
    each_team([&](ast::Team& said) {
      if (!same_name(said.name.text, team_name(plan.team))) return;
      std::erase_if(said.statements, [&](ast::TeamStatement& statement) {
        auto* posts = std::get_if<ast::Fte>(&statement);
        if (posts == nullptr) return false;
        posts->number.value -= *fte;
        return posts->number.value <= 0;
      });
    });
  }

  void away(const std::string& name, const std::vector<PlanId>& plans) {
    constexpr std::chrono::days long_time(3660);
    const Date first = scenario_.from.value_or(scenario_.to.value_or(model_.today) - long_time);
    const Date last = scenario_.to.value_or(first + long_time);
    for (const PlanId plan : plans) {
      ast::Plan* said = copy_of(plan);
      if (said == nullptr) continue;
      said->statements.emplace_back(ast::Leave{.span = said->span,
                                               .reason = {said->span, "away"},
                                               .first = {said->span, first},
                                               .last = {said->span, last}});
    }
    result_.words.push_back(fmt::format("{} away{}{}", name,
                                        scenario_.from ? " from " + to_string(*scenario_.from) : "",
                                        scenario_.to ? " to " + to_string(*scenario_.to) : ""));
  }

  // ---- set -----------------------------------------------------------------------------------------

  /// Parses what may become part of the workspace; only a text without mistakes becomes a source.
  const Parsed* read(const std::string& what, const std::string& text) {
    const auto id = static_cast<FileId>(sources_.size());
    const Source trial(what, text);
    const Parsed tried = parse(id, trial);
    if (!tried.diagnostics.empty()) {
      problem(what, tried.diagnostics.front().message, tried.diagnostics.front().help);
      return nullptr;
    }
    sources_.add(Source(what, text));
    files_.push_back(parse(id, sources_[id]));
    return &files_.back();
  }

  static bool reads(const std::string& text) {
    const Source trial("", text);
    return parse(0, trial).diagnostics.empty();
  }

  void set(const std::string& said) {
    const std::string what = std::string(set_name) + "'" + said + "'";
    std::string_view text = trimmed(said);
    std::string_view rest = text;
    if (first_word(text) == "plan") {
      set_plan(what, text);
    } else if (const auto name = take_named(rest, "team")) {
      const auto team = find_team(what, *name);
      if (team) set_team(what, rest, team);
    } else {
      set_team(what, text, std::nullopt);
    }
    if (result_.problems.empty()) result_.words.push_back(said);
  }

  std::optional<TeamId> find_team(const std::string& what, std::string_view name) {
    std::vector<std::string_view> names;
    for (const TeamId team : model_.teams.ids()) {
      names.push_back(model_.teams[team].said->name.text);
      if (same_name(names.back(), name)) return team;
    }
    const auto near = nearest(name, names);
    problem(what, fmt::format("there is no team called \"{}\"", name),
            near ? fmt::format("did you mean \"{}\"?", *near) : "");
    return std::nullopt;
  }

  [[nodiscard]] std::string_view team_name(TeamId team) const {
    return model_.teams[team].said->name.text;
  }

  void set_team(const std::string& what, std::string_view text, std::optional<TeamId> only) {
    constexpr std::string_view example =
        "`referrals 13 per week` or `plan \"Karen Peters\" core 9h`";
    const std::string_view word = first_word(text);
    if (word == "quarter")
      return problem(what, "the quarter has an option of its own", "write `--quarter 2027-Q1`");
    static const std::vector<std::string_view> words{
        "referrals", "transfer", "core", "weeks", "fte", "choice", "target", "set", "plan"};
    if (std::find(words.begin(), words.end(), word) == words.end() || word == "plan") {
      const auto near = nearest(word, words);
      return problem(what,
                     word.empty() ? "this does not say what changes"
                                  : fmt::format("`{}` does not begin a line of a team", word),
                     near
                         ? fmt::format("did you mean `{}`?", *near)
                         : fmt::format("write a line of a team or of a plan, such as {}", example));
    }
    if (model_.teams.empty()) return problem(what, "there is no team here", "");
    for (const TeamId team : model_.teams.ids()) {
      if (only && *only != team) continue;
      if (word == "set") {
        set_setting(what, text, team);
      } else if (std::string_view rest = text; take_named(rest, "choice")) {
        set_allocation(what, text, team, only.has_value());
      } else {
        set_statement(what, text, team);
      }
      if (!result_.problems.empty()) return;
    }
  }

  void set_setting(const std::string& what, std::string_view text, TeamId team) {
    const Parsed* parsed =
        read(what, fmt::format("rules \"{}\" {{\n{}\n}}\n", team_name(team), text));
    if (parsed == nullptr) return;
    const auto* rules = only_item<ast::Rules>(*parsed);
    if (rules == nullptr || rules->statements.size() != 1)
      return problem(what, "this is more than one line", "write one `--set` for each");
    const auto& set = std::get<ast::Set>(rules->statements.front());
    const FileId own = parsed->file.id;
    if (set.name.text.starts_with("transfer-") && says_transfer(team_name(team)))
      return problem(what, "the team says its transfer rate in one line",
                     "write `--set 'transfer 66%..70%'`");
    const auto says_it = [&](const auto& statement) {
      const auto* other = std::get_if<ast::Set>(&statement);
      return other != nullptr && other->name.text == set.name.text && takes_the_place(set, *other);
    };
    each_team([&](ast::Team& said) {
      if (!same_name(said.name.text, team_name(team))) return;
      std::erase_if(said.statements, says_it);
      std::erase_if(said.statements, [&](const ast::TeamStatement& statement) {
        const auto* core = std::get_if<ast::CoreAppointments>(&statement);
        const auto* weeks = std::get_if<ast::WorkingWeeks>(&statement);
        return (set.name.text == "core-appointments" && core && takes_the_place(set, *core)) ||
               (set.name.text == "working-weeks" && weeks && takes_the_place(set, *weeks));
      });
    });
    for (Parsed& other : files_) {
      if (other.file.id == own) continue;
      for (ast::Item& item : other.file.items) {
        auto* block = std::get_if<ast::Rules>(&item);
        if (block != nullptr && block->team && same_name(block->team->text, team_name(team)))
          std::erase_if(block->statements, says_it);
      }
    }
  }

  bool says_transfer(std::string_view team) {
    bool says = false;
    each_team([&](const ast::Team& said) {
      if (!same_name(said.name.text, team)) return;
      for (const ast::TeamStatement& statement : said.statements)
        says = says || std::holds_alternative<ast::Transfer>(statement);
    });
    return says;
  }

  void set_statement(const std::string& what, std::string_view text, TeamId team) {
    const Parsed* parsed =
        read(what, fmt::format("team \"{}\" {{\n{}\n}}\n", team_name(team), text));
    if (parsed == nullptr) return;
    const auto* holder = only_item<ast::Team>(*parsed);
    if (holder == nullptr || holder->statements.size() != 1) {
      files_.back().file.items.clear();
      return problem(what, "this is more than one line", "write one `--set` for each");
    }
    ast::TeamStatement statement = holder->statements.front();
    files_.back().file.items.clear();
    each_team([&](ast::Team& said) {
      if (!same_name(said.name.text, team_name(team))) return;
      std::erase_if(said.statements, [&](const ast::TeamStatement& other) {
        return replaces(statement, other) &&
               std::visit(
                   [&](const auto& said_now) {
                     using Same = std::decay_t<decltype(said_now)>;
                     return takes_the_place(said_now, std::get<Same>(other));
                   },
                   statement);
      });
      said.statements.push_back(statement);
    });
  }

  /// What is set without a date holds whatever is written; with one, it stands beside the other dates.
  template <class Statement, class Other>
  static bool takes_the_place(const Statement& now, const Other& other) {
    if constexpr (requires { now.since; }) {
      if (!now.since) return true;
      return other.since && other.since->value == now.since->value;
    }
    return true;
  }

  /// Whether the one says what the other says, so that both together would say it twice.
  template <class Statement>
  static bool replaces(const Statement& statement, const Statement& other) {
    if (statement.index() != other.index()) return false;
    const auto* a = std::get_if<ast::Target>(&statement);
    const auto* b = std::get_if<ast::Target>(&other);
    return a == nullptr || (a->actual == b->actual && a->quarter.value == b->quarter.value);
  }

  void set_allocation(const std::string& what, std::string_view text, TeamId team, bool named) {
    std::string_view amount = text;
    const std::string name(*take_named(amount, "choice"));
    const auto plans = plans_of(name, team);
    if (plans.empty() && !named && !plans_of(name, std::nullopt).empty()) return;
    if (plans.empty()) return unknown_clinician(what, name);
    const ast::ChoiceMethod* in_force = model_.teams[team].choice;
    if (in_force == nullptr)
      return problem(what, fmt::format("{} does not say who does Choice", team_name(team)),
                     "write `choice weekly { … }` in the team first");
    const Parsed* parsed =
        read(what, fmt::format("team \"{}\" {{\nchoice {} {{\n\"{}\" {}\n}}\n}}\n", team_name(team),
                               in_force->method.text, name, amount));
    if (parsed == nullptr) return;
    const auto* holder = only_item<ast::Team>(*parsed);
    const auto* method = holder != nullptr && holder->statements.size() == 1
                             ? std::get_if<ast::ChoiceMethod>(&holder->statements.front())
                             : nullptr;
    const std::vector<ast::Allocation> changed =
        method != nullptr ? method->allocations : std::vector<ast::Allocation>();
    files_.back().file.items.clear();
    if (changed.size() != 1)
      return problem(what, "this is more than one line", "write one `--set` for each");
    each_method([&](ast::Team& said, ast::ChoiceMethod& list) {
      if (!same_name(said.name.text, team_name(team)) || !same_place(list.span, in_force->span))
        return;
      for (ast::Allocation& allocation : list.allocations) {
        if (!same_name(allocation.clinician.text, name)) continue;
        allocation = changed.front();
        return;
      }
      list.allocations.push_back(changed.front());
    });
  }

  // ---- a line of a plan ----------------------------------------------------------------------------

  void set_plan(const std::string& what, std::string_view text) {
    const auto name = take_named(text, "plan");
    if (!name)
      return problem(what, "this does not say whose plan", "write `plan \"Karen Peters\" core 9h`");
    std::optional<TeamId> team;
    if (const auto in = take_named(text, "in")) {
      team = find_team(what, *in);
      if (!team) return;
    }
    const auto plans = plans_of(*name, team);
    if (plans.empty()) return unknown_clinician(what, *name);
    if (text.empty())
      return problem(what, "this does not say what changes in the plan",
                     fmt::format("write the hours a week: `plan \"{}\" core 9h`", *name));

    const std::string head = fmt::format("plan \"{}\" {{\n", *name);
    const std::string statement = fmt::format("{}{}\n}}\n", head, text);
    const std::string work = fmt::format("{}mon {}\n}}\n", head, text);
    const bool is_statement = reads(statement);
    const Parsed* parsed = read(what, is_statement ? statement : work);
    if (parsed == nullptr) return;
    const auto* holder = only_item<ast::Plan>(*parsed);
    const std::vector<ast::PlanStatement> statements =
        holder != nullptr ? holder->statements : std::vector<ast::PlanStatement>();
    files_.back().file.items.clear();
    if (statements.size() != 1)
      return problem(what, "this is more than one line", "write one `--set` for each");
    for (const PlanId plan : plans) {
      if (is_statement) {
        replace_statement(what, plan, statements.front());
      } else {
        replace_work(plan, std::get<ast::DayLine>(statements.front()));
      }
    }
  }

  void replace_statement(const std::string& what, PlanId plan,
                         const ast::PlanStatement& statement) {
    if (std::holds_alternative<ast::DayLine>(statement))
      return problem(what, "this is a day of the week",
                     "leave the day out: what is set is the work of an average week, as in "
                     "`plan \"Karen Peters\" core 9h`");
    if (std::holds_alternative<ast::Set>(statement) || std::holds_alternative<ast::Use>(statement))
      return problem(what, "this is a rule's setting, not a part of the week",
                     "set it for the team: `--set 'set NAME VALUE'`");
    ast::Plan* said = copy_of(plan);
    if (said == nullptr) return;
    if (!std::holds_alternative<ast::Leave>(statement)) {
      std::erase_if(said->statements,
                    [&](const ast::PlanStatement& other) { return replaces(statement, other); });
    }
    said->statements.push_back(statement);
  }

  /// The catalogue's activity or the one that a team's own word stands for.
  std::optional<ActivityId> activity_of(std::string_view word) {
    const std::string name = normalised(word);
    if (const auto id = find_activity(name)) return id;
    const auto own = [&](const auto& statement) -> std::optional<ActivityId> {
      const auto* said = std::get_if<ast::Activity>(&statement);
      if (said == nullptr || normalised(said->name.text) != name) return std::nullopt;
      return find_activity(normalised(said->is.text));
    };
    for (const Parsed& parsed : files_) {
      for (const ast::Item& item : parsed.file.items) {
        if (const auto id = own(item)) return id;
        const auto in_all = [&](const auto& statements) -> std::optional<ActivityId> {
          for (const auto& statement : statements) {
            if (const auto id = own(statement)) return id;
          }
          return std::nullopt;
        };
        std::optional<ActivityId> id;
        if (const auto* team = std::get_if<ast::Team>(&item)) id = in_all(team->statements);
        if (const auto* rules = std::get_if<ast::Rules>(&item)) id = in_all(rules->statements);
        if (id) return id;
      }
    }
    return std::nullopt;
  }

  /// Takes the work of that kind out of the week and puts the new amount into it, a fifth a day.
  void replace_work(PlanId index, const ast::DayLine& line) {
    ast::Plan* said = copy_of(index);
    if (said == nullptr) return;
    const auto replaced_by = [&](const ast::Block& work, const ast::Block& block) {
      // A team's own word stands for itself alone, the catalogue's for all words that mean it.
      const bool own_word = !find_activity(normalised(work.activity.text));
      if (own_word && !same_name(block.activity.text, work.activity.text)) return false;
      if (activity_of(block.activity.text) != activity_of(work.activity.text)) return false;
      return block.team.has_value() == work.team.has_value() &&
             (!work.team || same_name(block.team->text, work.team->text));
    };
    for (ast::PlanStatement& statement : said->statements) {
      auto* day = std::get_if<ast::DayLine>(&statement);
      if (day == nullptr) continue;
      std::erase_if(day->blocks, [&](const ast::Block& block) {
        return std::any_of(line.blocks.begin(), line.blocks.end(),
                           [&](const ast::Block& work) { return replaced_by(work, block); });
      });
    }
    std::erase_if(said->statements, [](const ast::PlanStatement& statement) {
      const auto* day = std::get_if<ast::DayLine>(&statement);
      return day != nullptr && day->blocks.empty();
    });
    ast::DayLine part = line;
    std::erase_if(part.blocks,
                  [](const ast::Block& block) { return block.amount && block.amount->value == 0; });
    if (part.blocks.empty()) return;
    const Ratio days(static_cast<std::int64_t>(working_week.size()));
    for (ast::Block& block : part.blocks) {
      if (block.amount) block.amount->value /= days;
      if (block.contacts) block.contacts->value /= days;
    }
    for (const Weekday day : working_week) {
      part.day = day;
      said->statements.emplace_back(part);
    }
  }

  const Scenario& scenario_;
  const Model& model_;
  Sources& sources_;
  ScenarioResult result_;
  std::vector<Parsed> files_;  // copies, which the scenario edits
};

/// A finding about names and units; what a rule finds is a result of the scenario, not a mistake in it,
/// and a source from which all was taken into the files says nothing any more.
bool about_words(const Diagnostic& diagnostic) {
  if (diagnostic.code == info(Builtin::nothing_in_file).code) return false;
  const auto& rows = builtins();
  return std::any_of(rows.begin(), rows.end(),
                     [&](const BuiltinInfo& row) { return row.code == diagnostic.code; });
}

}  // namespace

ScenarioResult apply(const Scenario& scenario, const Model& model,
                     const std::vector<ParsedFile>& files, Sources& sources) {
  return Applier(scenario, model, files, sources).run();
}

std::vector<ScenarioProblem> problems_in(const Scenario& scenario, const Sources& sources,
                                         const std::vector<Diagnostic>& diagnostics) {
  std::vector<ScenarioProblem> problems;
  for (const std::string& text : scenario.set) {
    const std::string what = std::string(set_name) + "'" + text + "'";
    for (const Diagnostic& found : diagnostics) {
      if (!found.span.valid() || found.span.file >= sources.size() ||
          sources[found.span.file].path() != what || !about_words(found))
        continue;
      problems.push_back({what, found.message, found.help});
      break;
    }
  }
  return problems;
}

}  // namespace capalint
