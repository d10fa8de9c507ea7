#include "syntax/lower.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <utility>

#include "syntax/lower_expressions.h"
#include "syntax/spellings.h"

namespace capalint::syntax {
namespace {

class Lowerer : ExpressionLowerer {
 public:
  Lowerer(const Lowering& context, ast::File& file) : ExpressionLowerer(context, file) {}

  void file(Tree tree) {
    file_.damaged = tree.damaged();
    for (const Tree item : tree.all(Rule::item)) file_item(item);
  }

  ast::ExprId value(Tree tree) {
    return broken(tree) || broken(tree[Rule::expression]) ? ast::no_expr
                                                          : expression(tree[Rule::expression]);
  }

  std::optional<ast::Allow> directive(Tree tree) {
    if (broken(tree) || !tree.has(Rule::ruleRef)) return std::nullopt;
    const ast::Word rule = word(tree[Rule::ruleRef]);
    // Up to its last word: the rule itself goes on to the end of the comment.
    ast::Allow allow{.span = join(context_.offsets.span(tree.first()), rule.span),
                     .rule = rule,
                     .comment = true};
    if (tree.has(TokenType::WORD)) {
      allow.span = join(allow.span, span(tree[TokenType::WORD]));
      if (view(tree[TokenType::WORD]) != "file") {
        add(make(Builtin::unknown_comment, span(tree[TokenType::WORD]),
                 fmt::format("`in {}` does not say what the exception covers",
                             view(tree[TokenType::WORD])),
                 "write `in file`, or leave it out to cover this line"));
      }
      allow.whole_file = true;
    }
    if (tree.has(Rule::date)) {
      allow.until = date(tree[Rule::date]);
      allow.span = join(allow.span, span(tree[Rule::date]));
    }
    if (tree.has(Rule::string)) {
      allow.because = reason(tree[Rule::string]);
      allow.span = join(allow.span, allow.because->span);
    }
    return allow;
  }

 private:
  // ---- statements that several declarations share ----------------------------------------------

  ast::Set set(Tree tree) {
    return {.span = span(tree),
            .name = word(tree[Rule::word]),
            .value = expression(tree[Rule::expression]),
            .since = since(tree[Rule::since])};
  }

  ast::Use use(Tree tree) {
    ast::Use use{.span = span(tree), .pack = word(tree[Rule::word])};
    if (tree.has(Rule::string)) use.group = text(tree[Rule::string]);
    return use;
  }

  ast::Activity activity(Tree tree) {
    return {.span = span(tree),
            .name = text(tree[Rule::string]),
            .is = words(tree.all(Rule::activityWord))};
  }

  std::optional<ast::Target> target(Tree tree) {
    const auto when = quarter(tree[TokenType::QUARTER]);
    if (!when) return std::nullopt;
    ast::Target target{.span = span(tree), .actual = tree.has(TokenType::ACTUAL), .quarter = *when};
    for (const Tree part : tree.all(Rule::targetPart)) {
      std::optional<ast::Number>& slot = part.has(TokenType::CHOICE) ? target.choice : target.core;
      if (slot) {
        add(make(Builtin::duplicate_statement, span(part),
                 fmt::format("`{}` is given twice",
                             view(part.has(TokenType::CHOICE) ? part[TokenType::CHOICE]
                                                              : part[TokenType::CORE])),
                 "delete one of them"));
      }
      slot = number(part[Rule::number]);
    }
    return target;
  }

  // ---- how often -------------------------------------------------------------------------------

  ast::Frequency every_weeks(Tree tree) {
    const Span place = span(tree);
    if (!tree.has(Rule::number) && tree.has(TokenType::WEEKS))
      add(make(Builtin::unexpected_text, place, "`every weeks` does not say how many",
               "write `every 2 weeks`, or `every week`"));
    return ast::EveryWeeks{
        place, tree.has(Rule::number) ? number(tree[Rule::number]) : ast::Number{place, 1}};
  }

  ast::Frequency week_of_cycle(Tree tree) {
    return ast::WeekOfCycle{span(tree), number(tree[Rule::number]),
                            number(tree.at(Rule::number, 1))};
  }

  ast::Frequency weeks_of_cycle(Tree tree) {
    ast::WeeksOfCycle cycle{.span = span(tree)};
    for (const Tree each : tree.all(Rule::number)) cycle.weeks.push_back(number(each));
    cycle.of = cycle.weeks.back();
    cycle.weeks.pop_back();
    return cycle;
  }

  ast::Frequency weeks_in(Tree tree, ast::Number times) {
    return ast::WeeksIn{join(times.span, span(tree)), times, number(tree[Rule::number])};
  }

  ast::Frequency per_period(Tree tree) {
    return ast::PerPeriod{span(tree), {span(tree), 1}, period(tree, 1)};
  }
  ast::Frequency per_period(Tree tree, ast::Number times) {
    return ast::PerPeriod{join(times.span, span(tree)), times, period(tree, times.value)};
  }

  ast::Word period(Tree tree, const Ratio& times) {
    const ast::Word said = period_of(tree);
    const std::string low = in_lower_case(said.text);
    if (const std::string_view is = syntax::period_of(low); !is.empty() && is != said.text)
      add(make(Builtin::unexpected_text, said.span, fmt::format("`{}` is `{}`", said.text, is),
               fmt::format("write `per {}`", is)));
    if (times == 1 && low == "fortnight")
      add(make(Builtin::unexpected_text, span(tree), "a fortnight is two weeks",
               "write it like `every 2 weeks`"));
    return said;
  }

  std::optional<ast::Frequency> cycle(Tree tree) {
    if (!tree) return std::nullopt;
    if (tree.has(Rule::everyWeeks)) return every_weeks(tree[Rule::everyWeeks]);
    if (tree.has(Rule::weekOfCycle)) return week_of_cycle(tree[Rule::weekOfCycle]);
    if (tree.has(Rule::weeksOfCycle)) return weeks_of_cycle(tree[Rule::weeksOfCycle]);
    return per_period(tree[Rule::perPeriod]);
  }

  std::optional<ast::Frequency> frequency(Tree tree) {
    if (!tree) return std::nullopt;
    if (tree.has(Rule::cycle)) return cycle(tree[Rule::cycle]);
    const ast::Number times = number(tree[Rule::number]);
    return tree.has(Rule::weeksIn) ? weeks_in(tree[Rule::weeksIn], times)
                                   : per_period(tree[Rule::perPeriod], times);
  }

  /// Leaves a statement out again that has a number which is too large; a setting stays, and is refused.
  template <class Owner, class Tree>
  void readable(Owner& owner, Tree tree, void (Lowerer::*lower)(Tree, Owner&)) {
    const int too_large = too_large_;
    const std::size_t statements = owner.statements.size();
    (this->*lower)(tree, owner);
    if (too_large_ == too_large) return;
    owner.damaged = true;
    const auto added = owner.statements.begin() + static_cast<std::ptrdiff_t>(statements);
    owner.statements.erase(
        std::remove_if(added, owner.statements.end(),
                       [](const auto& each) { return !std::holds_alternative<ast::Set>(each); }),
        owner.statements.end());
  }

  // ---- team ------------------------------------------------------------------------------------

  void team(Tree tree) {
    if (!tree.has(Rule::string) || broken(tree[Rule::string])) {
      file_.damaged = true;
      return;
    }
    ast::Team team{.span = span(tree), .name = text(tree[Rule::string]), .damaged = tree.damaged()};
    for (const Tree statement : tree.all(Rule::teamStatement)) {
      if (broken(statement)) {
        team.damaged = true;
      } else {
        readable(team, statement, &Lowerer::team_statement);
      }
    }
    file_.items.emplace_back(std::move(team));
  }

  /// A line from an unreadable date may hold in the quarter or not.
  template <class Statement>
  static void add_dated(ast::Team& team, Statement statement) {
    if (statement.since.unreadable) {
      team.damaged = true;
    } else {
      team.statements.emplace_back(std::move(statement));
    }
  }

  void team_statement(Tree tree, ast::Team& team) {
    const Span place = span(tree);
    auto& out = team.statements;
    if (tree.is(Label::TeamQuarter)) {
      if (const auto value = quarter(tree[TokenType::QUARTER])) {
        out.emplace_back(ast::TeamQuarter{place, *value});
      } else {
        team.damaged = true;
      }
    } else if (tree.is(Label::TeamReferrals)) {
      add_dated(team, referrals(tree));
    } else if (tree.is(Label::TeamTransfer)) {
      ast::Transfer statement{
          .span = place, .low = percent(tree[Rule::percent]), .since = since(tree[Rule::since])};
      if (tree.at(Rule::percent, 1)) statement.high = percent(tree.at(Rule::percent, 1));
      add_dated(team, std::move(statement));
    } else if (tree.is(Label::TeamCoreAppointments)) {
      add_dated(team, ast::CoreAppointments{place, number(tree[Rule::number]),
                                            word(tree[Rule::name]), since(tree[Rule::since])});
    } else if (tree.is(Label::TeamWeeks)) {
      add_dated(team, ast::WorkingWeeks{place, number(tree[Rule::number]), word(tree[Rule::name]),
                                        since(tree[Rule::since])});
    } else if (tree.is(Label::TeamFte)) {
      add_dated(team, ast::Fte{place, number(tree[Rule::number]), since(tree[Rule::since])});
    } else if (tree.is(Label::TeamSites)) {
      out.emplace_back(ast::Sites{place, texts(tree.all(Rule::string))});
    } else if (tree.is(Label::TeamSkills)) {
      out.emplace_back(ast::Skills{place, texts(tree.all(Rule::string))});
    } else if (tree.is(Label::TeamChoice)) {
      add_dated(team, choice(tree));
    } else if (tree.is(Label::TeamTarget)) {
      if (auto statement = target(tree[Rule::targetStatement])) {
        out.emplace_back(std::move(*statement));
      } else {
        team.damaged = true;
      }
    } else if (tree.is(Label::TeamActivity)) {
      out.emplace_back(activity(tree[Rule::activity]));
    } else if (tree.is(Label::TeamSet)) {
      out.emplace_back(set(tree[Rule::setStatement]));
    }
  }

  ast::Referrals referrals(Tree tree) {
    ast::Referrals statement{.span = span(tree),
                             .mean = number(tree[Rule::rate][Rule::number]),
                             .period = period(tree[Rule::rate][Rule::rateSuffix], 0),
                             .since = since(tree[Rule::since])};
    if (tree.has(TokenType::RANGE)) {
      statement.least = number(tree[Rule::number]);
      statement.most = number(tree.at(Rule::number, 1));
    }
    return statement;
  }

  ast::ChoiceMethod choice(Tree tree) {
    ast::ChoiceMethod choice{.span = span(tree),
                             .method = word(tree[Rule::choiceMethod]),
                             .since = since(tree[Rule::since]),
                             .damaged = tree.damaged()};
    for (const Tree allocation : tree.all(Rule::allocation)) {
      if (broken(allocation)) {
        choice.damaged = true;
        continue;
      }
      const int too_large = too_large_;
      ast::Allocation read{.span = span(allocation),
                           .clinician = text(allocation[Rule::string]),
                           .number = number(allocation[Rule::number]),
                           .frequency = cycle(allocation[Rule::cycle])};
      if (std::exchange(too_large_, too_large) > too_large)
        choice.damaged = true;
      else
        choice.allocations.push_back(std::move(read));
    }
    return choice;
  }

  // ---- plan ------------------------------------------------------------------------------------

  void plan(Tree tree) {
    const auto names = tree.all(Rule::string);
    if (names.empty() || broken(names[0])) {
      file_.damaged = true;
      return;
    }
    ast::Plan plan{.span = span(tree),
                   .clinician = text(names[0]),
                   .since = since(tree[Rule::since]),
                   .damaged = tree.damaged()};
    plan.damaged = plan.damaged || plan.since.unreadable;
    plan.vacant = tree.has(TokenType::VACANT);
    if (names.size() > 1 && !broken(names[1])) plan.team = text(names[1]);
    for (const Tree statement : tree.all(Rule::planStatement)) {
      if (broken(statement)) {
        plan.damaged = true;
      } else {
        readable(plan, statement, &Lowerer::plan_statement);
      }
    }
    file_.items.emplace_back(std::move(plan));
  }

  void plan_statement(Tree tree, ast::Plan& plan) {
    const Span place = span(tree);
    auto& out = plan.statements;
    if (tree.is(Label::PlanDay)) {
      day_line(tree[Rule::dayLine], plan);
    } else if (tree.is(Label::PlanRole)) {
      out.emplace_back(ast::Role{place, text(tree[Rule::string])});
    } else if (tree.is(Label::PlanGroup)) {
      out.emplace_back(ast::Group{place, text(tree[Rule::string])});
    } else if (tree.is(Label::PlanContract)) {
      if (const auto hours = amount(tree[Rule::amount])) {
        out.emplace_back(ast::Contract{place, *hours});
      } else {
        plan.damaged = true;
      }
    } else if (tree.is(Label::PlanFte)) {
      out.emplace_back(ast::Fte{.span = place, .number = number(tree[Rule::number])});
    } else if (tree.is(Label::PlanSkills)) {
      out.emplace_back(ast::Skills{place, texts(tree.all(Rule::string))});
    } else if (tree.is(Label::PlanBeforeBigAdmin)) {
      out.emplace_back(ast::BeforeBigAdmin{place});
    } else if (tree.is(Label::PlanLeave)) {
      const auto first = date(tree[Rule::date]);
      const auto last = date(tree.at(Rule::date, 1));
      if (first && last) {
        out.emplace_back(ast::Leave{place, text(tree[Rule::string]), *first, *last});
      } else {
        plan.damaged = true;
      }
    } else if (tree.is(Label::PlanReview)) {
      if (const auto when = date(tree[Rule::date])) {
        out.emplace_back(ast::Review{place, *when});
      } else {
        plan.damaged = true;
      }
    } else if (tree.is(Label::PlanAgreed)) {
      agreed(tree, plan);
    } else if (tree.is(Label::PlanUntil)) {
      if (const auto when = date(tree[Rule::date])) {
        out.emplace_back(ast::Until{place, *when});
      } else {
        plan.damaged = true;
      }
    } else if (tree.is(Label::PlanTarget)) {
      if (auto statement = target(tree[Rule::targetStatement])) {
        out.emplace_back(std::move(*statement));
      } else {
        plan.damaged = true;
      }
    } else if (tree.is(Label::PlanSet)) {
      out.emplace_back(set(tree[Rule::setStatement]));
    } else if (tree.is(Label::PlanUse)) {
      out.emplace_back(use(tree[Rule::useStatement]));
    }
  }

  void agreed(Tree tree, ast::Plan& plan) {
    ast::Agreed statement{.span = span(tree), .signatures = {}};
    for (const Tree signature : tree.all(Rule::signature)) {
      if (const auto when = date(signature[Rule::date])) {
        statement.signatures.push_back({span(signature), text(signature[Rule::string]), *when});
      } else {
        plan.damaged = true;
      }
    }
    plan.statements.emplace_back(std::move(statement));
  }

  ast::Days days(Tree tree) {
    if (!tree.has(Rule::days))
      return {.span = join(span(tree[TokenType::ANY]), span(tree[TokenType::DAY])), .ranges = {}};
    ast::Days days{.span = span(tree[Rule::days]), .ranges = {}};
    for (std::string_view rest = view(tree[Rule::days]); !rest.empty();) {
      const std::string_view range = rest.substr(0, rest.find(','));
      days.ranges.push_back(day_range(range));
      rest.remove_prefix(std::min(range.size() + 1, rest.size()));
    }
    report_a_day_twice(days);
    return days;
  }

  static ast::DayRange day_range(std::string_view text) {
    const auto named = [](std::string_view name) {
      int day = 0;
      while (day + 1 < days_in_week && to_string(static_cast<Weekday>(day)) != name) ++day;
      return static_cast<Weekday>(day);
    };
    constexpr std::size_t letters = 3;
    return {named(text.substr(0, letters)), named(text.substr(text.size() - letters))};
  }

  void report_a_day_twice(ast::Days& days) {
    std::array<bool, days_in_week> seen{};
    for (const Weekday day : ast::weekdays(days)) {
      if (!std::exchange(seen[static_cast<std::size_t>(day)], true)) continue;
      add(make(Builtin::duplicate_statement, days.span,
               fmt::format("{} stands twice in this list of days", full_name(day)),
               "write each day once"));
      days.ranges.resize(1);
      return;
    }
  }

  void day_line(Tree tree, ast::Plan& plan) {
    ast::DayLine line{.span = span(tree), .days = days(tree)};
    if (tree.has(Rule::half)) {
      line.half = tree[Rule::half].has(TokenType::AM)   ? ast::Half::am
                  : tree[Rule::half].has(TokenType::PM) ? ast::Half::pm
                                                        : ast::Half::eve;
    }
    if (tree.has(Rule::clockRange)) {
      line.clock = clock_range(tree);
      if (!line.clock) {
        plan.damaged = true;
        return;
      }
    }
    if (is_off(tree)) {
      day_off(line, tree, plan);
      return;
    }
    for (const Tree child : tree) {
      if (child.is(Rule::block)) block(child, line, plan);
    }
    plan.statements.emplace_back(std::move(line));
  }

  /// Words that stand where the grammar takes any word, and say something else than an activity.
  void report_other_words(Tree tree, const ast::DayLine& line) {
    const Tree activity = tree[Rule::blockActivity];
    if (line.blocks.empty() && !tree.has(Rule::measure) && says_day_off(view(tree)))
      add(make(Builtin::unexpected_text, span(tree), "a day off is written `off`",
               "write it like `wed off`"));
    if (line.blocks.empty() && line.days.span.end == span(activity).begin)  // `mon,wednesday`
      add(make(Builtin::unexpected_text, join(line.days.span, span(activity[Rule::activityWord])),
               "this is no list of days", "write the days like `mon,wed`"));
    if (!activity.at(Rule::activityWord, 1)) return;
    const auto words = activity.all(Rule::activityWord);
    const std::string first = in_lower_case(view(words.front()));
    if (!half_of(first).empty() && line.blocks.empty() && !line.half && !line.clock)
      add(make(Builtin::unexpected_text, span(words.front()),
               fmt::format("`{}` is no half of a day", view(words.front())),
               "write `am`, `pm` or `eve`"));
    if (words.size() > 2 && first == "all" && view(words[1]) == "day" && line.blocks.empty())
      add(make(Builtin::unexpected_text, span(words.front()), "`all day` is a line without a half",
               "leave `all day` out"));
    if (end_with_amount(view(tree[Rule::blockActivity])) && !has_an_amount(tree))
      add(make(Builtin::unexpected_text, span(tree[Rule::blockActivity]),
               "an amount is written in numbers", "write it like `30m` or `1.5h`"));
    if (says_about(in_lower_case(view(words.back()))) && has_an_amount(tree))
      add(make(Builtin::unexpected_text, span(words.back()),
               fmt::format("`{}` is not counted", view(words.back())), "leave it out"));
    const auto is_week = [&](std::size_t at) {
      return at < words.size() && is_one_of({"wk", "wks"}, in_lower_case(view(words[at])));
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string word = in_lower_case(view(words[i]));
      if ((word != "other" && word != "one") || !is_week(i + 1)) continue;
      add(make(
          Builtin::unexpected_text, join(span(words[i]), span(words[i + 1])),
          "this says in which weeks, and is no name of work",
          "write the weeks behind each piece of work, such as `core 3.5h week 1 of 2, cpd 3.5h "
          "week 2 of 2`"));
      break;
    }
    const std::string end = in_lower_case(view(words.back()));
    if (end == "tbc" || end == "tba")
      add(make(Builtin::unexpected_text, span(words.back()), "this does not say how long",
               "add the hours, such as `3.5h`"));
    const auto ends_a_range = [](const std::string& word) {
      return word == "to" || word == "till" || word == "til" || word == "until";
    };
    if (words.size() > 3 && number_word(first) && ends_a_range(in_lower_case(view(words[1]))) &&
        line.blocks.empty() && !line.clock)
      add(make(Builtin::unexpected_text, span(words.front()), "times are written in numbers",
               "write them like `09:00-17:00`"));
    if ((first == "noon" || first == "midday" || first == "lunchtime") && line.blocks.empty() &&
        !line.half && !line.clock)
      add(make(Builtin::unexpected_text, span(words.front()),
               fmt::format("`{}` is no half of a day", view(words.front())),
               "write `am`, `pm` or `eve`"));
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
      const std::string_view name = view(words[i + 1]);
      if (view(words[i]) != "w" || name.front() < 'A' || name.front() > 'Z') continue;
      add(make(Builtin::unexpected_text, span(words[i]),
               "this says with whom, and is no name of work",
               fmt::format("write `with \"{}\"` behind the hours", name)));
      break;
    }
    const auto is_period = [](const std::string& word) {
      return is_one_of({"week", "fortnight", "month", "quarter", "term", "year"}, word);
    };
    const std::string before_end = in_lower_case(view(words[words.size() - 2]));
    if (is_period(end) && is_one_of({"a", "per", "each", "every"}, before_end))
      add(make(Builtin::unexpected_text, join(span(words[words.size() - 2]), span(words.back())),
               "this says how often, and stands before the hours",
               "write how often at the end, such as `every 2 weeks`"));
    const bool often_first = first == "fortnightly" || first == "monthly" || first == "quarterly";
    const std::string_view last = often_first ? view(words.front()) : view(words.back());
    if (says_how_often(last))
      add(make(Builtin::unexpected_text, span(often_first ? words.front() : words.back()),
               fmt::format("`{}` says how often, and stands before the hours", last),
               "write how often at the end, such as `every 2 weeks`"));
  }

  static bool has_an_amount(Tree tree) {
    Tree measure = tree[Rule::measure];
    return measure && (measure.has(TokenType::QUANTITY) || measure.has(Rule::numbered));
  }

  /// `core - 3.5h`: a dash with a space behind it is no minus.
  bool has_a_dash(Tree measure) {
    if (!view(measure).starts_with("- ")) return false;
    add(make(Builtin::unexpected_text, span(measure[TokenType::MINUS]),
             "a dash stands before the amount", "leave the dash out"));
    return true;
  }

  // `off` is a word like any other, so that it may stand in the name of work.
  bool is_off(Tree tree) { return !tree.at(Rule::block, 1) && view(tree[Rule::block]) == "off"; }

  void day_off(const ast::DayLine& line, Tree tree, ast::Plan& plan) {
    if (!line.days.any() && !line.clock) {
      plan.statements.emplace_back(ast::DayOff{line.span, line.days, line.half});
      return;
    }
    add(make(Builtin::unexpected_text, span(tree[Rule::block]), "a day or a half-day can be off",
             line.days.any() ? "write which day: `mon off`"
                             : fmt::format("write `{0} off`, or `{0} am off`, `{0} pm off`",
                                           view(tree[Rule::days]))));
    plan.damaged = true;
  }

  /// The same line with other times.
  std::string with_times(Tree tree, Clock start, Clock end) {
    std::string line(view(tree));
    line.resize(std::min(line.find_first_of("\r\n#"), line.size()));
    const std::string_view times = view(tree[Rule::clockRange]);
    return line.replace(line.find(times), times.size(),
                        fmt::format("{}-{}", to_string(start), to_string(end)));
  }

  /// `sat 08:00-08:00 on call 24h`: with its hours said, it is no slip.
  bool says_a_whole_day(Tree line) {
    Tree measure = line[Rule::block][Rule::measure];
    return !line.at(Rule::block, 1) && measure && !measure.has(TokenType::MINUS) &&
           measure.has(TokenType::QUANTITY) &&
           in_lower_case(view(measure[TokenType::QUANTITY])) == "24h";
  }

  // Read as a night only when it begins late enough to be one: `09:00-05:00` is a slip of twelve hours.
  std::optional<ast::ClockRange> clock_range(Tree line) {
    Tree tree = line[Rule::clockRange];
    constexpr int minutes_in_hour = 60;
    constexpr int day = 24 * minutes_in_hour;
    constexpr int half_day = day / 2;
    const auto start = clock(tree[TokenType::CLOCK]);
    const auto end = clock(tree.at(TokenType::CLOCK, 1));
    if (!start || !end) return std::nullopt;
    const Span place = span(tree);
    if (*start < *end) return ast::ClockRange{place, *start, *end};
    if (*end < *start && start->minutes >= first_night)
      return ast::ClockRange{place, *start, Clock{end->minutes + day}};
    std::vector<std::string> lines;
    const auto offer = [&](int from, int to) {
      const bool night = to <= from && from >= first_night;
      const bool possible = from >= 0 && from < day && to > 0 && to <= day && (from < to || night);
      if (possible && lines.size() < 2) lines.push_back(with_times(line, Clock{from}, Clock{to}));
    };
    if (*start == *end) {
      if (says_a_whole_day(line)) return ast::ClockRange{place, *start, Clock{end->minutes + day}};
      offer(start->minutes, start->minutes + half_day);
      offer(start->minutes, start->minutes - half_day);
      if (lines.empty()) offer(start->minutes, start->minutes + minutes_in_hour);
      std::string whole_day(view(line[Rule::block][Rule::blockActivity]));
      whole_day = fmt::format("{} {} {} 24h", view(line[Rule::days]), view(tree), whole_day);
      add(make(Builtin::end_before_start, place,
               fmt::format("`{}` begins and ends at one time", view(tree)),
               fmt::format("write when it ends, such as `{}`, or `{}` for a whole day and night",
                           lines.front(), whole_day)));
      return std::nullopt;
    }
    offer(start->minutes, end->minutes + half_day);
    offer(start->minutes + half_day, end->minutes);
    offer(start->minutes - half_day, end->minutes);
    if (lines.size() < 2) lines.push_back(with_times(line, *end, *start));
    add(make(Builtin::end_before_start, place,
             fmt::format("{} is not after {}, and a night begins at 16:00 or later",
                         to_string(*end), to_string(*start)),
             fmt::format("write `{}`", fmt::join(lines, "` or `"))));
    return std::nullopt;
  }

  void block(Tree tree, ast::DayLine& line, ast::Plan& plan) {
    ast::Block block{.span = span(tree), .activity = word(tree[Rule::blockActivity])};
    report_other_words(tree, line);
    // The texts of a block differ only by the keyword before them.
    TokenType before = TokenType::end;
    for (const Tree child : tree) {
      if (child.is_token()) {
        before = child.type();
      } else if (child.is(Rule::string)) {
        std::optional<ast::Text>& slot = before == TokenType::WITH ? block.with
                                         : before == TokenType::AT ? block.site
                                         : before == TokenType::IN ? block.team
                                                                   : block.what;
        slot = text(child);
      }
    }
    if (tree.has(Rule::measure) && !measure(tree[Rule::measure], block)) {
      plan.damaged = true;
      return;
    }
    line.blocks.push_back(std::move(block));
  }

  /// False when it says an amount that cannot be read.
  bool measure(Tree tree, ast::Block& block) {
    if (has_a_dash(tree)) return false;
    if (tree.has(TokenType::COUNT)) block.contacts = count(tree[TokenType::COUNT]);
    if (tree.has(Rule::frequency)) block.frequency = frequency(tree[Rule::frequency]);
    if (tree.has(Rule::cycle)) block.frequency = cycle(tree[Rule::cycle]);
    if (tree.has(TokenType::QUANTITY)) {
      const Span place = !tree.has(TokenType::MINUS)
                             ? span(tree[TokenType::QUANTITY])
                             : join(span(tree[TokenType::MINUS]), span(tree[TokenType::QUANTITY]));
      block.amount = amount(place, tree[TokenType::QUANTITY], {}, tree.has(TokenType::MINUS));
      return block.amount.has_value();
    }
    return !tree.has(Rule::numbered) || numbered(tree, tree[Rule::numbered], block);
  }

  bool numbered(Tree number_node, Tree tree, ast::Block& block) {
    Tree digits = number_node.has(TokenType::NUMBER) ? number_node[TokenType::NUMBER]
                                                     : number_node[TokenType::DECIMAL_COMMA];
    Span place = span(digits);
    const bool negative = number_node.has(TokenType::MINUS);
    if (negative) place = join(span(number_node[TokenType::MINUS]), place);
    // `3,5h per week`: the slip of the comma hides that it is an amount.
    const bool has_unit = view(digits).find_first_not_of("-0123456789.,") != std::string_view::npos;
    if (!has_unit && (tree.has(Rule::weeksIn) || tree.has(Rule::perPeriod))) {
      const ast::Number times = number(place, number_node[TokenType::NUMBER],
                                       number_node[TokenType::DECIMAL_COMMA], negative);
      block.frequency = tree.has(Rule::weeksIn) ? weeks_in(tree[Rule::weeksIn], times)
                                                : per_period(tree[Rule::perPeriod], times);
      return true;
    }
    if (tree.has(TokenType::COUNT)) block.contacts = count(tree[TokenType::COUNT]);
    block.frequency = frequency(tree[Rule::frequency]);
    if (tree.has(Rule::everyWeeks)) block.frequency = every_weeks(tree[Rule::everyWeeks]);
    if (tree.has(Rule::weekOfCycle)) block.frequency = week_of_cycle(tree[Rule::weekOfCycle]);
    if (tree.has(Rule::perPeriod)) block.frequency = per_period(tree[Rule::perPeriod]);
    if (tree.has(TokenType::WORD)) place = join(place, span(tree[TokenType::WORD]));
    block.amount = amount(place, digits, tree[TokenType::WORD], negative);
    if (block.amount && block.amount->activities) {
      add(make(Builtin::wrong_unit, place, "a contract is counted in PA, and work in hours",
               "write hours: a programmed activity is `4h`, `3h` out of hours, `3.75h` in Wales"));
      return false;
    }
    return block.amount.has_value();
  }

  // ---- rules -----------------------------------------------------------------------------------

  ast::Allow allow(Tree tree) {
    ast::Allow allow{.span = span(tree), .rule = word(tree[Rule::ruleRef])};
    std::size_t strings = 0;
    for (const Tree child : tree.all(Rule::string)) {
      const bool subject = strings++ == 0 && tree.has(TokenType::FOR);
      (subject ? allow.subject : allow.because) = subject ? text(child) : reason(child);
    }
    if (tree.has(Rule::date)) allow.until = date(tree[Rule::date]);
    return allow;
  }

  void rules(Tree tree) {
    ast::Rules rules{.span = span(tree), .damaged = tree.damaged()};
    if (tree.has(Rule::string)) rules.team = text(tree[Rule::string]);
    auto& out = rules.statements;
    for (const Tree statement : tree.all(Rule::rulesStatement)) {
      if (broken(statement)) {
        rules.damaged = true;
      } else if (statement.is(Label::RulesUse)) {
        out.emplace_back(use(statement[Rule::useStatement]));
      } else if (statement.is(Label::RulesSet)) {
        out.emplace_back(set(statement[Rule::setStatement]));
      } else if (statement.is(Label::RulesLevel)) {
        out.emplace_back(ast::LevelStatement{span(statement), word(statement[Rule::ruleRef]),
                                             word(statement[Rule::levelName])});
      } else if (statement.is(Label::RulesAllow)) {
        out.emplace_back(allow(statement[Rule::allowStatement]));
      } else if (statement.is(Label::RulesRule)) {
        out.emplace_back(rule(statement[Rule::ruleDeclaration]));
      } else if (statement.is(Label::RulesSetting)) {
        out.emplace_back(setting(statement[Rule::setting]));
      } else if (statement.is(Label::RulesActivity)) {
        out.emplace_back(activity(statement[Rule::activity]));
      }
    }
    file_.items.emplace_back(std::move(rules));
  }

  void pack(Tree tree) {
    if (broken(tree[Rule::word])) return;
    ast::Pack pack{.span = span(tree), .name = word(tree[Rule::word])};
    for (const Tree statement : tree.all(Rule::packStatement)) {
      if (broken(statement)) continue;
      if (statement.is(Label::PackTitle)) pack.title = text(statement[Rule::string]);
      if (statement.is(Label::PackEdition)) pack.edition = text(statement[Rule::string]);
      if (statement.is(Label::PackSource)) pack.source = text(statement[Rule::string]);
      if (statement.is(Label::PackDoc)) pack.doc = texts(statement.all(Rule::string));
      if (statement.is(Label::PackStandard)) pack.standard = true;
    }
    file_.items.emplace_back(std::move(pack));
  }

  ast::Setting setting(Tree tree) {
    ast::Setting setting{.span = span(tree), .name = word(tree[Rule::word])};
    if (tree.at(Rule::word, 1)) setting.type = word(tree.at(Rule::word, 1));
    setting.damaged = tree.has(Rule::expression) && broken(tree[Rule::expression]);
    if (tree.has(Rule::expression) && !setting.damaged)
      setting.value = expression(tree[Rule::expression]);
    for (const Tree statement : tree.all(Rule::settingStatement)) {
      if (broken(statement)) continue;
      if (statement.is(Label::SettingDoc)) setting.doc = texts(statement.all(Rule::string));
      if (statement.is(Label::SettingSource)) setting.source = text(statement[Rule::string]);
    }
    return setting;
  }

  ast::Rule rule(Tree tree) {
    ast::Rule rule{.span = span(tree), .damaged = tree.damaged()};
    if (broken(tree[Rule::word])) {
      rule.damaged = true;
      return rule;
    }
    rule.name = word(tree[Rule::word]);
    const std::size_t expressions = file_.exprs.size();
    for (const Tree clause_node : tree.all(Rule::clause)) {
      if (broken(clause_node)) {
        rule.damaged = true;
      } else {
        clause(clause_node, rule);
      }
    }
    rule.damaged =
        rule.damaged ||
        std::any_of(file_.exprs.begin() + static_cast<std::ptrdiff_t>(expressions),
                    file_.exprs.end(), [](const ast::Expr& each) { return each.unreadable; });
    return rule;
  }

  template <class T>
  void once(std::optional<T>& slot, T value, Span place) {
    if (slot)
      add(make(Builtin::duplicate_statement, place, "this line of the rule is written twice",
               "delete one of them"));
    slot = std::move(value);
  }

  void clause(Tree tree, ast::Rule& rule) {
    const Span place = span(tree);
    if (tree.is(Label::Code)) {
      once(rule.code, word(tree[TokenType::WORD]), place);
    } else if (tree.is(Label::Level)) {
      once(rule.level, word(tree[Rule::levelName]), place);
    } else if (tree.is(Label::Title)) {
      once(rule.title, text(tree[Rule::string]), place);
    } else if (tree.is(Label::Source)) {
      once(rule.source, text(tree[Rule::string]), place);
    } else if (tree.is(Label::Standard)) {
      once(rule.standard, text(tree[Rule::string]), place);
    } else if (tree.is(Label::Doc)) {
      rule.doc = texts(tree.all(Rule::string));
    } else if (tree.is(Label::Scope)) {
      once(rule.scope, word(tree[Rule::word]), place);
      if (tree.has(Rule::expression)) rule.where = expression(tree[Rule::expression]);
    } else if (tree.is(Label::Let)) {
      rule.lets.push_back({place, word(tree[Rule::word]), expression(tree[Rule::expression])});
      if (tree.has(Rule::string)) rule.lets.back().label = text(tree[Rule::string]);
    } else if (tree.is(Label::Require)) {
      if (rule.require != ast::no_expr) {
        add(make(Builtin::duplicate_statement, place, "a rule has one `require`",
                 "join the conditions with `and`"));
      }
      rule.require = expression(tree[Rule::expression]);
    } else if (tree.is(Label::At)) {
      for (const Tree part : tree.all(Rule::expression)) rule.at.push_back(expression(part));
    } else if (tree.is(Label::Say)) {
      rule.say = message(tree.all(Rule::string));
    } else if (tree.is(Label::Note)) {
      ast::NoteClause clause{.span = place, .text = message(tree.all(Rule::string))};
      if (tree.has(Rule::expression)) clause.at = expression(tree[Rule::expression]);
      rule.notes.push_back(std::move(clause));
    } else if (tree.is(Label::Help)) {
      rule.help = message(tree.all(Rule::string));
    } else if (tree.is(Label::Fix)) {
      for (const Tree edit : tree.all(Rule::edit)) {
        rule.fixes.push_back(fix(tree, edit));
        rule.fixes.back().joined = edit != tree[Rule::edit];
      }
    } else if (tree.is(Label::Example)) {
      ast::Example lowered{.span = place, .good = tree.has(TokenType::GOOD)};
      if (tree.has(Rule::string)) lowered.name = text(tree[Rule::string]);
      lowered.body = {place.file, span(tree[TokenType::LBRACE]).end,
                      span(tree[TokenType::RBRACE]).begin};
      rule.examples.push_back(std::move(lowered));
    }
  }

  ast::FixClause fix(Tree tree, Tree edit) {
    ast::FixClause fix{.span = span(tree),
                       .suggested = tree.has(TokenType::SUGGESTED),
                       .title = message({tree[Rule::string]})};
    if (edit.is(Label::ReplaceEdit)) {
      fix.place = expression(edit[Rule::expression]);
      fix.text = message({edit[Rule::string]});
    } else if (edit.is(Label::InsertEdit)) {
      fix.kind = ast::EditKind::insert;
      if (edit.has(TokenType::WORD)) {
        fix.kind = ast::EditKind::insert_line;
        if (view(edit[TokenType::WORD]) != "line")
          add(make(Builtin::unexpected_text, span(edit[TokenType::WORD]),
                   fmt::format("`{}` is not what `insert` can insert", view(edit[TokenType::WORD])),
                   "write `insert \"…\" after` or `insert line \"…\" after`"));
      }
      fix.place = expression(edit[Rule::expression]);
      fix.text = message({edit[Rule::string]});
    } else if (edit.is(Label::DeleteEdit)) {
      fix.kind = ast::EditKind::remove;
      fix.place = expression(edit[Rule::expression]);
    }
    return fix;
  }

  void file_item(Tree tree) {
    if (tree.has(Rule::team)) {
      team(tree[Rule::team]);
    } else if (tree.has(Rule::plan)) {
      plan(tree[Rule::plan]);
    } else if (tree.has(Rule::rules)) {
      rules(tree[Rule::rules]);
    } else if (broken(tree)) {
      file_.damaged = true;
    } else if (tree.has(Rule::pack)) {
      pack(tree[Rule::pack]);
    } else if (tree.has(Rule::setting) && !broken(tree[Rule::setting])) {
      file_.items.emplace_back(setting(tree[Rule::setting]));
    } else if (tree.has(Rule::ruleDeclaration)) {
      file_.items.emplace_back(rule(tree[Rule::ruleDeclaration]));
    } else if (tree.has(Rule::activity)) {
      file_.items.emplace_back(activity(tree[Rule::activity]));
    } else if (tree.has(TokenType::LANGUAGE)) {
      const ast::Number version = number(tree[Rule::number]);
      file_.items.emplace_back(
          ast::Language{join(span(tree[TokenType::LANGUAGE]), version.span), version});
    }
  }
};

}  // namespace

ast::File lower_file(const Lowering& context, FileId id, Tree tree) {
  ast::File file;
  file.id = id;
  Lowerer(context, file).file(tree);
  return file;
}

ast::ExprId lower_value(const Lowering& context, ast::Exprs& exprs, Tree tree) {
  ast::File file;
  std::swap(file.exprs, exprs);
  const ast::ExprId id = Lowerer(context, file).value(tree);
  std::swap(file.exprs, exprs);
  return id;
}

std::optional<ast::Allow> lower_directive(const Lowering& context, Tree tree) {
  ast::File unused;
  return Lowerer(context, unused).directive(tree);
}

}  // namespace capalint::syntax
