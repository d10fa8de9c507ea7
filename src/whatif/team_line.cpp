// A line of a team: a statement, a setting, or one line of its list of Choice.
#include <algorithm>

#include "diagnostics/nearest.h"
#include "whatif/line.h"

namespace capalint::whatif {

namespace {

/// What is set without a date holds whatever is written; with one, it stands beside the other dates.
template <class Statement, class Other>
bool takes_the_place(const Statement& now, const Other& other) {
  if constexpr (requires { now.since; }) {
    if (!now.since) return true;
    return other.since && other.since->value == now.since->value;
  }
  return true;
}

bool takes_the_place(const ast::TeamStatement& now, const ast::TeamStatement& other) {
  return replaces(now, other) && std::visit(
                                     [&](const auto& statement) {
                                       using Same = std::decay_t<decltype(statement)>;
                                       return takes_the_place(statement, std::get<Same>(other));
                                     },
                                     now);
}

bool says_transfer(Draft& draft, std::string_view team) {
  bool says = false;
  draft.each_part_of(team, [&](const ast::Team& part) {
    for (const ast::TeamStatement& statement : part.statements)
      says = says || std::holds_alternative<ast::Transfer>(statement);
  });
  return says;
}

void set_setting(Draft& draft, Sources& sources, const std::string& what, std::string_view text,
                 std::string_view team) {
  const Parsed* parsed =
      draft.read(sources, what, fmt::format("rules \"{}\" {{\n{}\n}}\n", team, text));
  if (parsed == nullptr) return;
  const auto* rules = only_item<ast::Rules>(*parsed);
  if (rules == nullptr || rules->statements.size() != 1) return draft.more_than_one_line(what);
  const auto& set = std::get<ast::Set>(rules->statements.front());
  const FileId own = parsed->file.id;
  if (set.name.text.starts_with("transfer-") && says_transfer(draft, team))
    return draft.problem(what, "the team says its transfer rate in one line",
                         "write `--set 'transfer 66%..70%'`");
  const auto says_it = [&](const auto& statement) {
    const auto* other = std::get_if<ast::Set>(&statement);
    return other != nullptr && other->name.text == set.name.text && takes_the_place(set, *other);
  };
  draft.each_part_of(team, [&](ast::Team& part) {
    std::erase_if(part.statements, says_it);
    std::erase_if(part.statements, [&](const ast::TeamStatement& statement) {
      const auto* core = std::get_if<ast::CoreAppointments>(&statement);
      const auto* weeks = std::get_if<ast::WorkingWeeks>(&statement);
      return (set.name.text == "core-appointments" && core && takes_the_place(set, *core)) ||
             (set.name.text == "working-weeks" && weeks && takes_the_place(set, *weeks));
    });
  });
  for (Parsed& other : draft.files) {
    if (other.file.id == own) continue;
    for (ast::Item& item : other.file.items) {
      auto* block = std::get_if<ast::Rules>(&item);
      if (block != nullptr && block->team && same_name(block->team->text, team))
        std::erase_if(block->statements, says_it);
    }
  }
}

void set_statement(Draft& draft, Sources& sources, const std::string& what, std::string_view text,
                   std::string_view team) {
  const auto statement =
      draft.one_statement<ast::Team>(sources, what, fmt::format("team \"{}\"", team), text);
  if (!statement) return;
  draft.each_part_of(team, [&](ast::Team& part) {
    std::erase_if(part.statements, [&](const ast::TeamStatement& other) {
      return takes_the_place(*statement, other);
    });
    part.statements.push_back(*statement);
  });
}

/// Whether some team of the clinician's says who does Choice.
bool listed_elsewhere(const Draft& draft, const std::string& name) {
  const auto plans = draft.plans_of(name, none);
  return std::any_of(plans.begin(), plans.end(), [&](PlanId plan) {
    const TeamId team = draft.model.plans[plan].team;
    return team && draft.model.teams[team].choice != nullptr;
  });
}

void set_allocation(Draft& draft, Sources& sources, const std::string& what, const SetLine& line,
                    TeamId team, bool named) {
  const auto name = draft.clinician(what, *line.name_after("choice"));
  if (!name) return;
  if (draft.plans_of(*name, team).empty()) {
    if (named || draft.plans_of(*name, none).empty()) draft.no_plan(what, *name);
    return;
  }
  const ast::ChoiceMethod* in_force = draft.model.teams[team].choice;
  if (in_force == nullptr && !named && listed_elsewhere(draft, *name)) return;
  if (in_force == nullptr)
    return draft.problem(what,
                         fmt::format("{} does not say who does Choice", draft.team_name(team)),
                         "write `choice weekly { … }` in the team first");
  const auto statement = draft.one_statement<ast::Team>(
      sources, what, fmt::format("team \"{}\"", draft.team_name(team)),
      fmt::format("choice {} {{\n\"{}\" {}\n}}", in_force->method.text, *name, line.rest(2)));
  if (!statement) return;
  const auto* method = std::get_if<ast::ChoiceMethod>(&*statement);
  if (method == nullptr || method->allocations.size() != 1) return draft.more_than_one_line(what);
  const ast::Allocation& changed = method->allocations.front();
  draft.each_method([&](ast::Team& part, ast::ChoiceMethod& list) {
    if (!same_name(part.name.text, draft.team_name(team)) || !same_place(list.span, in_force->span))
      return;
    for (ast::Allocation& allocation : list.allocations) {
      if (!same_name(allocation.clinician.text, *name)) continue;
      allocation = changed;
      return;
    }
    list.allocations.push_back(changed);
  });
}

}  // namespace

void set_team(Draft& draft, Sources& sources, const std::string& what, const SetLine& line,
              TeamId only) {
  constexpr std::string_view example = "`referrals 13 per week` or `plan \"Karen Peters\" core 9h`";
  static const std::vector<std::string_view> words{"referrals", "transfer", "core", "weeks", "fte",
                                                   "choice",    "target",   "set",  "plan"};
  const std::string_view word = line.first_word();
  if (word == "quarter")
    return draft.problem(what, "the quarter has an option of its own", "write `--quarter 2027-Q1`");
  if (word.empty())
    return draft.problem(what, "this does not say what changes",
                         fmt::format("write a line of a team or of a plan, such as {}", example));
  if (std::find(words.begin(), words.end(), word) == words.end() || word == "plan") {
    const auto near = nearest(word, words);
    return draft.problem(
        what, fmt::format("`{}` does not begin a line of a team", word),
        near ? fmt::format("did you mean `{}`?", *near)
             : fmt::format("write a line of a team or of a plan, such as {}", example));
  }
  if (draft.model.teams.empty()) return draft.problem(what, "there is no team here", "");
  for (const TeamId team : draft.model.teams.ids()) {
    if (only && only != team) continue;
    if (word == "set") {
      set_setting(draft, sources, what, line.rest(), draft.team_name(team));
    } else if (line.name_after("choice")) {
      set_allocation(draft, sources, what, line, team, static_cast<bool>(only));
    } else {
      set_statement(draft, sources, what, line.rest(), draft.team_name(team));
    }
    if (!draft.problems.empty()) return;
  }
}

}  // namespace capalint::whatif
