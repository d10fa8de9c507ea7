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

  void file(CapaParser::FileContext& tree) {
    file_.damaged = context_.recovery.damaged(&tree);
    for (CapaParser::ItemContext* item : tree.item()) file_item(item);
  }

  ast::ExprId value(CapaParser::ValueContext& tree) {
    return broken(&tree) || broken(tree.expression()) ? ast::no_expr
                                                      : expression(tree.expression());
  }

  std::optional<ast::Allow> directive(CapaParser::DirectiveContext& tree) {
    if (broken(&tree) || tree.ruleRef() == nullptr) return std::nullopt;
    const ast::Word rule = word(tree.ruleRef());
    // Up to its last word: the rule itself goes on to the end of the comment.
    ast::Allow allow{.span = join(context_.offsets.span(tree.getStart()), rule.span),
                     .rule = rule,
                     .comment = true};
    if (tree.WORD() != nullptr) {
      allow.span = join(allow.span, token_span(tree.WORD()));
      if (tree.WORD()->getText() != "file") {
        add(make(
            Builtin::unknown_comment, token_span(tree.WORD()),
            fmt::format("`in {}` does not say what the exception covers", tree.WORD()->getText()),
            "write `in file`, or leave it out to cover this line"));
      }
      allow.whole_file = true;
    }
    if (tree.date() != nullptr) {
      allow.until = date(tree.date());
      allow.span = join(allow.span, span(tree.date()));
    }
    if (tree.string() != nullptr) {
      allow.because = reason(tree.string());
      allow.span = join(allow.span, allow.because->span);
    }
    return allow;
  }

 private:
  // ---- statements that several declarations share ----------------------------------------------

  ast::Set set(CapaParser::SetStatementContext* tree) {
    return {.span = span(tree),
            .name = word(tree->word()),
            .value = expression(tree->expression()),
            .since = since(tree->since())};
  }

  ast::Use use(CapaParser::UseStatementContext* tree) {
    ast::Use use{.span = span(tree), .pack = word(tree->word())};
    if (tree->string() != nullptr) use.group = text(tree->string());
    return use;
  }

  ast::Activity activity(CapaParser::ActivityContext* tree) {
    return {.span = span(tree), .name = text(tree->string()), .is = words(tree->activityWord())};
  }

  std::optional<ast::Target> target(CapaParser::TargetStatementContext* tree) {
    const auto when = quarter(tree->QUARTER());
    if (!when) return std::nullopt;
    ast::Target target{.span = span(tree), .actual = tree->ACTUAL() != nullptr, .quarter = *when};
    for (auto* part : tree->targetPart()) {
      std::optional<ast::Number>& slot = part->CHOICE() != nullptr ? target.choice : target.core;
      if (slot) {
        add(make(Builtin::duplicate_statement, span(part),
                 fmt::format("`{}` is given twice",
                             view(part->CHOICE() != nullptr ? part->CHOICE() : part->CORE())),
                 "delete one of them"));
      }
      slot = number(part->number());
    }
    return target;
  }

  // ---- how often -------------------------------------------------------------------------------

  ast::Frequency every_weeks(CapaParser::EveryWeeksContext* tree) {
    const Span place = span(tree);
    if (tree->number() == nullptr && tree->WEEKS() != nullptr)
      add(make(Builtin::unexpected_text, place, "`every weeks` does not say how many",
               "write `every 2 weeks`, or `every week`"));
    return ast::EveryWeeks{
        place, tree->number() != nullptr ? number(tree->number()) : ast::Number{place, 1}};
  }

  ast::Frequency week_of_cycle(CapaParser::WeekOfCycleContext* tree) {
    return ast::WeekOfCycle{span(tree), number(tree->number(0)), number(tree->number(1))};
  }

  ast::Frequency weeks_of_cycle(CapaParser::WeeksOfCycleContext* tree) {
    ast::WeeksOfCycle cycle{.span = span(tree)};
    for (auto* each : tree->number()) cycle.weeks.push_back(number(each));
    cycle.of = cycle.weeks.back();
    cycle.weeks.pop_back();
    return cycle;
  }

  ast::Frequency weeks_in(CapaParser::WeeksInContext* tree, ast::Number times) {
    return ast::WeeksIn{join(times.span, span(tree)), times, number(tree->number())};
  }

  ast::Frequency per_period(CapaParser::PerPeriodContext* tree) {
    return ast::PerPeriod{span(tree), {span(tree), 1}, period(tree, 1)};
  }
  ast::Frequency per_period(CapaParser::PerPeriodContext* tree, ast::Number times) {
    return ast::PerPeriod{join(times.span, span(tree)), times, period(tree, times.value)};
  }

  template <class T>
  ast::Word period(T* tree, const Ratio& times) {
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

  std::optional<ast::Frequency> cycle(CapaParser::CycleContext* tree) {
    if (tree == nullptr) return std::nullopt;
    if (tree->everyWeeks() != nullptr) return every_weeks(tree->everyWeeks());
    if (tree->weekOfCycle() != nullptr) return week_of_cycle(tree->weekOfCycle());
    if (tree->weeksOfCycle() != nullptr) return weeks_of_cycle(tree->weeksOfCycle());
    return per_period(tree->perPeriod());
  }

  std::optional<ast::Frequency> frequency(CapaParser::FrequencyContext* tree) {
    if (tree == nullptr) return std::nullopt;
    if (tree->cycle() != nullptr) return cycle(tree->cycle());
    const ast::Number times = number(tree->number());
    return tree->weeksIn() != nullptr ? weeks_in(tree->weeksIn(), times)
                                      : per_period(tree->perPeriod(), times);
  }

  /// Leaves a statement out again that has a number which is too large; a setting stays, and is refused.
  template <class Owner, class Tree>
  void readable(Owner& owner, Tree* tree, void (Lowerer::*lower)(Tree*, Owner&)) {
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

  void team(CapaParser::TeamContext* tree) {
    if (tree->string() == nullptr || broken(tree->string())) {
      file_.damaged = true;
      return;
    }
    ast::Team team{.span = span(tree),
                   .name = text(tree->string()),
                   .damaged = context_.recovery.damaged(tree)};
    for (auto* statement : tree->teamStatement()) {
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

  void team_statement(CapaParser::TeamStatementContext* tree, ast::Team& team) {
    const Span place = span(tree);
    auto& out = team.statements;
    if (auto* node = dynamic_cast<CapaParser::TeamQuarterContext*>(tree)) {
      if (const auto value = quarter(node->QUARTER())) {
        out.emplace_back(ast::TeamQuarter{place, *value});
      } else {
        team.damaged = true;
      }
    } else if (auto* referrals_node = dynamic_cast<CapaParser::TeamReferralsContext*>(tree)) {
      add_dated(team, referrals(referrals_node));
    } else if (auto* transfer = dynamic_cast<CapaParser::TeamTransferContext*>(tree)) {
      ast::Transfer statement{
          .span = place, .low = percent(transfer->percent(0)), .since = since(transfer->since())};
      if (transfer->percent(1) != nullptr) statement.high = percent(transfer->percent(1));
      add_dated(team, std::move(statement));
    } else if (auto* core = dynamic_cast<CapaParser::TeamCoreAppointmentsContext*>(tree)) {
      add_dated(team, ast::CoreAppointments{place, number(core->number()), word(core->name()),
                                            since(core->since())});
    } else if (auto* weeks = dynamic_cast<CapaParser::TeamWeeksContext*>(tree)) {
      add_dated(team, ast::WorkingWeeks{place, number(weeks->number()), word(weeks->name()),
                                        since(weeks->since())});
    } else if (auto* fte = dynamic_cast<CapaParser::TeamFteContext*>(tree)) {
      add_dated(team, ast::Fte{place, number(fte->number()), since(fte->since())});
    } else if (auto* sites = dynamic_cast<CapaParser::TeamSitesContext*>(tree)) {
      out.emplace_back(ast::Sites{place, texts(sites->string())});
    } else if (auto* skills = dynamic_cast<CapaParser::TeamSkillsContext*>(tree)) {
      out.emplace_back(ast::Skills{place, texts(skills->string())});
    } else if (auto* choice_node = dynamic_cast<CapaParser::TeamChoiceContext*>(tree)) {
      add_dated(team, choice(choice_node));
    } else if (auto* target_node = dynamic_cast<CapaParser::TeamTargetContext*>(tree)) {
      if (auto statement = target(target_node->targetStatement())) {
        out.emplace_back(std::move(*statement));
      } else {
        team.damaged = true;
      }
    } else if (auto* activity_node = dynamic_cast<CapaParser::TeamActivityContext*>(tree)) {
      out.emplace_back(activity(activity_node->activity()));
    } else if (auto* set_node = dynamic_cast<CapaParser::TeamSetContext*>(tree)) {
      out.emplace_back(set(set_node->setStatement()));
    }
  }

  ast::Referrals referrals(CapaParser::TeamReferralsContext* tree) {
    ast::Referrals statement{.span = span(tree),
                             .mean = number(tree->rate()->number()),
                             .period = period(tree->rate()->rateSuffix(), 0),
                             .since = since(tree->since())};
    if (tree->RANGE() != nullptr) {
      statement.least = number(tree->number(0));
      statement.most = number(tree->number(1));
    }
    return statement;
  }

  ast::ChoiceMethod choice(CapaParser::TeamChoiceContext* tree) {
    ast::ChoiceMethod choice{.span = span(tree),
                             .method = word(tree->choiceMethod()),
                             .since = since(tree->since()),
                             .damaged = context_.recovery.damaged(tree)};
    for (auto* allocation : tree->allocation()) {
      if (broken(allocation)) {
        choice.damaged = true;
        continue;
      }
      const int too_large = too_large_;
      ast::Allocation read{.span = span(allocation),
                           .clinician = text(allocation->string()),
                           .number = number(allocation->number()),
                           .frequency = cycle(allocation->cycle())};
      if (std::exchange(too_large_, too_large) > too_large)
        choice.damaged = true;
      else
        choice.allocations.push_back(std::move(read));
    }
    return choice;
  }

  // ---- plan ------------------------------------------------------------------------------------

  void plan(CapaParser::PlanContext* tree) {
    const auto names = tree->string();
    if (names.empty() || broken(names[0])) {
      file_.damaged = true;
      return;
    }
    ast::Plan plan{.span = span(tree),
                   .clinician = text(names[0]),
                   .since = since(tree->since()),
                   .damaged = context_.recovery.damaged(tree)};
    plan.damaged = plan.damaged || plan.since.unreadable;
    plan.vacant = tree->VACANT() != nullptr;
    if (names.size() > 1 && !broken(names[1])) plan.team = text(names[1]);
    for (auto* statement : tree->planStatement()) {
      if (broken(statement)) {
        plan.damaged = true;
      } else {
        readable(plan, statement, &Lowerer::plan_statement);
      }
    }
    file_.items.emplace_back(std::move(plan));
  }

  void plan_statement(CapaParser::PlanStatementContext* tree, ast::Plan& plan) {
    const Span place = span(tree);
    auto& out = plan.statements;
    if (auto* day = dynamic_cast<CapaParser::PlanDayContext*>(tree)) {
      day_line(day->dayLine(), plan);
    } else if (auto* role = dynamic_cast<CapaParser::PlanRoleContext*>(tree)) {
      out.emplace_back(ast::Role{place, text(role->string())});
    } else if (auto* group = dynamic_cast<CapaParser::PlanGroupContext*>(tree)) {
      out.emplace_back(ast::Group{place, text(group->string())});
    } else if (auto* contract = dynamic_cast<CapaParser::PlanContractContext*>(tree)) {
      if (const auto hours = amount(contract->amount())) {
        out.emplace_back(ast::Contract{place, *hours});
      } else {
        plan.damaged = true;
      }
    } else if (auto* fte = dynamic_cast<CapaParser::PlanFteContext*>(tree)) {
      out.emplace_back(ast::Fte{.span = place, .number = number(fte->number())});
    } else if (auto* skills = dynamic_cast<CapaParser::PlanSkillsContext*>(tree)) {
      out.emplace_back(ast::Skills{place, texts(skills->string())});
    } else if (dynamic_cast<CapaParser::PlanBeforeBigAdminContext*>(tree) != nullptr) {
      out.emplace_back(ast::BeforeBigAdmin{place});
    } else if (auto* leave = dynamic_cast<CapaParser::PlanLeaveContext*>(tree)) {
      const auto first = date(leave->date(0));
      const auto last = date(leave->date(1));
      if (first && last) {
        out.emplace_back(ast::Leave{place, text(leave->string()), *first, *last});
      } else {
        plan.damaged = true;
      }
    } else if (auto* review = dynamic_cast<CapaParser::PlanReviewContext*>(tree)) {
      if (const auto when = date(review->date())) {
        out.emplace_back(ast::Review{place, *when});
      } else {
        plan.damaged = true;
      }
    } else if (auto* agreed_node = dynamic_cast<CapaParser::PlanAgreedContext*>(tree)) {
      agreed(agreed_node, plan);
    } else if (auto* until = dynamic_cast<CapaParser::PlanUntilContext*>(tree)) {
      if (const auto when = date(until->date())) {
        out.emplace_back(ast::Until{place, *when});
      } else {
        plan.damaged = true;
      }
    } else if (auto* target_node = dynamic_cast<CapaParser::PlanTargetContext*>(tree)) {
      if (auto statement = target(target_node->targetStatement())) {
        out.emplace_back(std::move(*statement));
      } else {
        plan.damaged = true;
      }
    } else if (auto* set_node = dynamic_cast<CapaParser::PlanSetContext*>(tree)) {
      out.emplace_back(set(set_node->setStatement()));
    } else if (auto* use_node = dynamic_cast<CapaParser::PlanUseContext*>(tree)) {
      out.emplace_back(use(use_node->useStatement()));
    }
  }

  void agreed(CapaParser::PlanAgreedContext* tree, ast::Plan& plan) {
    ast::Agreed statement{.span = span(tree), .signatures = {}};
    for (auto* signature : tree->signature()) {
      if (const auto when = date(signature->date())) {
        statement.signatures.push_back({span(signature), text(signature->string()), *when});
      } else {
        plan.damaged = true;
      }
    }
    plan.statements.emplace_back(std::move(statement));
  }

  ast::Days days(CapaParser::DayLineContext* tree) {
    if (tree->days() == nullptr)
      return {.span = join(token_span(tree->ANY()), token_span(tree->DAY())), .ranges = {}};
    ast::Days days{.span = span(tree->days()), .ranges = {}};
    for (std::string_view rest = view(tree->days()); !rest.empty();) {
      const std::string_view range = rest.substr(0, rest.find(','));
      days.ranges.push_back(day_range(range));
      rest.remove_prefix(std::min(range.size() + 1, rest.size()));
    }
    report_a_day_twice(days);
    return days;
  }

  static ast::DayRange day_range(std::string_view text) {
    ast::DayRange range;
    for (int i = 0; i < days_in_week; ++i) {
      const auto day = static_cast<Weekday>(i);
      if (text.starts_with(to_string(day))) range.first = day;
      if (text.ends_with(to_string(day))) range.last = day;
    }
    return range;
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

  void day_line(CapaParser::DayLineContext* tree, ast::Plan& plan) {
    ast::DayLine line{.span = span(tree), .days = days(tree)};
    if (tree->half() != nullptr) {
      line.half = tree->half()->AM() != nullptr   ? ast::Half::am
                  : tree->half()->PM() != nullptr ? ast::Half::pm
                                                  : ast::Half::eve;
    }
    if (tree->clockRange() != nullptr) {
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
    for (auto* block_node : tree->block()) block(block_node, line, plan);
    plan.statements.emplace_back(std::move(line));
  }

  /// Words that stand where the grammar takes any word, and say something else than an activity.
  void report_other_words(CapaParser::BlockContext& tree, const ast::DayLine& line) {
    const auto words = tree.blockActivity()->activityWord();
    if (says_day_off(view(&tree)) && line.blocks.empty())
      add(make(Builtin::unexpected_text, span(&tree), "a day off is written `off`",
               "write it like `wed off`"));
    if (line.blocks.empty() && line.days.span.end == span(words.front()).begin)  // `mon,wednesday`
      add(make(Builtin::unexpected_text, join(line.days.span, span(words.front())),
               "this is no list of days", "write the days like `mon,wed`"));
    if (words.size() == 1) return;
    const std::string first = in_lower_case(view(words.front()));
    if (!half_of(first).empty() && line.blocks.empty() && !line.half && !line.clock)
      add(make(Builtin::unexpected_text, span(words.front()),
               fmt::format("`{}` is no half of a day", view(words.front())),
               "write `am`, `pm` or `eve`"));
    if (words.size() > 2 && first == "all" && view(words[1]) == "day" && line.blocks.empty())
      add(make(Builtin::unexpected_text, span(words.front()), "`all day` is a line without a half",
               "leave `all day` out"));
    if (end_with_amount(view(tree.blockActivity())) && !has_an_amount(tree))
      add(make(Builtin::unexpected_text, span(tree.blockActivity()),
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

  static bool has_an_amount(CapaParser::BlockContext& tree) {
    CapaParser::MeasureContext* measure = tree.measure();
    return measure != nullptr && (measure->QUANTITY() != nullptr || measure->numbered() != nullptr);
  }

  /// `core - 3.5h`: a dash with a space behind it is no minus.
  bool has_a_dash(CapaParser::MeasureContext& measure) {
    if (!view(&measure).starts_with("- ")) return false;
    add(make(Builtin::unexpected_text, token_span(measure.MINUS()),
             "a dash stands before the amount", "leave the dash out"));
    return true;
  }

  // `off` is a word like any other, so that it may stand in the name of work.
  bool is_off(CapaParser::DayLineContext* tree) {
    return tree->block().size() == 1 && view(tree->block(0)) == "off";
  }

  void day_off(const ast::DayLine& line, CapaParser::DayLineContext* tree, ast::Plan& plan) {
    if (!line.days.any() && !line.clock) {
      plan.statements.emplace_back(ast::DayOff{line.span, line.days, line.half});
      return;
    }
    add(make(Builtin::unexpected_text, span(tree->block(0)), "a day or a half-day can be off",
             line.days.any() ? "write which day: `mon off`"
                             : fmt::format("write `{0} off`, or `{0} am off`, `{0} pm off`",
                                           view(tree->days()))));
    plan.damaged = true;
  }

  /// The same line with other times.
  std::string with_times(CapaParser::DayLineContext* tree, Clock start, Clock end) {
    std::string line(view(tree));
    line.resize(std::min(line.find_first_of("\r\n#"), line.size()));
    const std::string_view times = view(tree->clockRange());
    return line.replace(line.find(times), times.size(),
                        fmt::format("{}-{}", to_string(start), to_string(end)));
  }

  /// `sat 08:00-08:00 on call 24h`: with its hours said, it is no slip.
  bool says_a_whole_day(CapaParser::DayLineContext* line) {
    CapaParser::MeasureContext* measure = line->block(0)->measure();
    return line->block().size() == 1 && measure != nullptr && measure->MINUS() == nullptr &&
           measure->QUANTITY() != nullptr && in_lower_case(view(measure->QUANTITY())) == "24h";
  }

  // Read as a night only when it begins late enough to be one: `09:00-05:00` is a slip of twelve hours.
  std::optional<ast::ClockRange> clock_range(CapaParser::DayLineContext* line) {
    CapaParser::ClockRangeContext* tree = line->clockRange();
    constexpr int minutes_in_hour = 60;
    constexpr int day = 24 * minutes_in_hour;
    constexpr int half_day = day / 2;
    const auto start = clock(tree->CLOCK(0));
    const auto end = clock(tree->CLOCK(1));
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
      std::string whole_day(view(line->block(0)->blockActivity()));
      whole_day = fmt::format("{} {} {} 24h", view(line->days()), view(tree), whole_day);
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

  void block(CapaParser::BlockContext* tree, ast::DayLine& line, ast::Plan& plan) {
    ast::Block block{.span = span(tree), .activity = words(tree->blockActivity()->activityWord())};
    report_other_words(*tree, line);
    // The texts of a block differ only by the keyword before them.
    std::size_t before = 0;
    for (antlr4::tree::ParseTree* child : tree->children) {
      if (auto* node = dynamic_cast<antlr4::tree::TerminalNode*>(child)) {
        before = node->getSymbol()->getType();
      } else if (auto* string_node = dynamic_cast<CapaParser::StringContext*>(child)) {
        std::optional<ast::Text>& slot = before == CapaParser::WITH ? block.with
                                         : before == CapaParser::AT ? block.site
                                         : before == CapaParser::IN ? block.team
                                                                    : block.what;
        slot = text(string_node);
      }
    }
    if (tree->measure() != nullptr && !measure(tree->measure(), block)) {
      plan.damaged = true;
      return;
    }
    line.blocks.push_back(std::move(block));
  }

  /// False when it says an amount that cannot be read.
  bool measure(CapaParser::MeasureContext* tree, ast::Block& block) {
    if (has_a_dash(*tree)) return false;
    if (tree->COUNT() != nullptr) block.contacts = count(tree->COUNT());
    if (tree->frequency() != nullptr) block.frequency = frequency(tree->frequency());
    if (tree->cycle() != nullptr) block.frequency = cycle(tree->cycle());
    if (tree->QUANTITY() != nullptr) {
      const Span place = tree->MINUS() == nullptr
                             ? token_span(tree->QUANTITY())
                             : join(token_span(tree->MINUS()), token_span(tree->QUANTITY()));
      block.amount = amount(place, tree->QUANTITY(), nullptr, tree->MINUS() != nullptr);
      return block.amount.has_value();
    }
    return tree->numbered() == nullptr || numbered(tree, tree->numbered(), block);
  }

  bool numbered(CapaParser::MeasureContext* number_node, CapaParser::NumberedContext* tree,
                ast::Block& block) {
    antlr4::tree::TerminalNode* digits =
        number_node->NUMBER() != nullptr ? number_node->NUMBER() : number_node->DECIMAL_COMMA();
    Span place = token_span(digits);
    const bool negative = number_node->MINUS() != nullptr;
    if (negative) place = join(token_span(number_node->MINUS()), place);
    // `3,5h per week`: the slip of the comma hides that it is an amount.
    const bool has_unit = view(digits).find_first_not_of("-0123456789.,") != std::string_view::npos;
    if (!has_unit && (tree->weeksIn() != nullptr || tree->perPeriod() != nullptr)) {
      const ast::Number times =
          number(place, number_node->NUMBER(), number_node->DECIMAL_COMMA(), negative);
      block.frequency = tree->weeksIn() != nullptr ? weeks_in(tree->weeksIn(), times)
                                                   : per_period(tree->perPeriod(), times);
      return true;
    }
    if (tree->COUNT() != nullptr) block.contacts = count(tree->COUNT());
    block.frequency = frequency(tree->frequency());
    if (tree->everyWeeks() != nullptr) block.frequency = every_weeks(tree->everyWeeks());
    if (tree->weekOfCycle() != nullptr) block.frequency = week_of_cycle(tree->weekOfCycle());
    if (tree->perPeriod() != nullptr) block.frequency = per_period(tree->perPeriod());
    if (tree->WORD() != nullptr) place = join(place, token_span(tree->WORD()));
    block.amount = amount(place, digits, tree->WORD(), negative);
    if (block.amount && block.amount->activities) {
      add(make(Builtin::wrong_unit, place, "a contract is counted in PA, and work in hours",
               "write hours: a programmed activity is `4h`, `3h` out of hours, `3.75h` in Wales"));
      return false;
    }
    return block.amount.has_value();
  }

  // ---- rules -----------------------------------------------------------------------------------

  ast::Allow allow(CapaParser::AllowStatementContext* tree) {
    ast::Allow allow{.span = span(tree), .rule = word(tree->ruleRef())};
    for (std::size_t i = 0, strings = 0; i < tree->children.size(); ++i) {
      auto* string_node = dynamic_cast<CapaParser::StringContext*>(tree->children[i]);
      if (string_node == nullptr) continue;
      const bool subject = strings++ == 0 && tree->FOR() != nullptr;
      (subject ? allow.subject : allow.because) = subject ? text(string_node) : reason(string_node);
    }
    if (tree->date() != nullptr) allow.until = date(tree->date());
    return allow;
  }

  void rules(CapaParser::RulesContext* tree) {
    ast::Rules rules{.span = span(tree), .damaged = context_.recovery.damaged(tree)};
    if (tree->string() != nullptr) rules.team = text(tree->string());
    auto& out = rules.statements;
    for (auto* statement : tree->rulesStatement()) {
      if (broken(statement)) {
        rules.damaged = true;
      } else if (auto* use_node = dynamic_cast<CapaParser::RulesUseContext*>(statement)) {
        out.emplace_back(use(use_node->useStatement()));
      } else if (auto* set_node = dynamic_cast<CapaParser::RulesSetContext*>(statement)) {
        out.emplace_back(set(set_node->setStatement()));
      } else if (auto* level = dynamic_cast<CapaParser::RulesLevelContext*>(statement)) {
        out.emplace_back(
            ast::LevelStatement{span(level), word(level->ruleRef()), word(level->levelName())});
      } else if (auto* allow_node = dynamic_cast<CapaParser::RulesAllowContext*>(statement)) {
        out.emplace_back(allow(allow_node->allowStatement()));
      } else if (auto* rule_node = dynamic_cast<CapaParser::RulesRuleContext*>(statement)) {
        out.emplace_back(rule(rule_node->ruleDeclaration()));
      } else if (auto* setting_node = dynamic_cast<CapaParser::RulesSettingContext*>(statement)) {
        out.emplace_back(setting(setting_node->setting()));
      } else if (auto* activity_node = dynamic_cast<CapaParser::RulesActivityContext*>(statement)) {
        out.emplace_back(activity(activity_node->activity()));
      }
    }
    file_.items.emplace_back(std::move(rules));
  }

  void pack(CapaParser::PackContext* tree) {
    if (broken(tree->word())) return;
    ast::Pack pack{.span = span(tree), .name = word(tree->word())};
    for (auto* statement : tree->packStatement()) {
      if (broken(statement)) continue;
      if (auto* title = dynamic_cast<CapaParser::PackTitleContext*>(statement))
        pack.title = text(title->string());
      if (auto* edition = dynamic_cast<CapaParser::PackEditionContext*>(statement))
        pack.edition = text(edition->string());
      if (auto* source = dynamic_cast<CapaParser::PackSourceContext*>(statement))
        pack.source = text(source->string());
      if (auto* doc = dynamic_cast<CapaParser::PackDocContext*>(statement))
        pack.doc = texts(doc->string());
      if (dynamic_cast<CapaParser::PackStandardContext*>(statement) != nullptr)
        pack.standard = true;
    }
    file_.items.emplace_back(std::move(pack));
  }

  ast::Setting setting(CapaParser::SettingContext* tree) {
    ast::Setting setting{.span = span(tree), .name = word(tree->word(0))};
    if (tree->word(1) != nullptr) setting.type = word(tree->word(1));
    setting.damaged = tree->expression() != nullptr && broken(tree->expression());
    if (tree->expression() != nullptr && !setting.damaged)
      setting.value = expression(tree->expression());
    for (auto* statement : tree->settingStatement()) {
      if (broken(statement)) continue;
      if (auto* doc = dynamic_cast<CapaParser::SettingDocContext*>(statement))
        setting.doc = texts(doc->string());
      if (auto* source = dynamic_cast<CapaParser::SettingSourceContext*>(statement))
        setting.source = text(source->string());
    }
    return setting;
  }

  ast::Rule rule(CapaParser::RuleDeclarationContext* tree) {
    ast::Rule rule{.span = span(tree), .damaged = context_.recovery.damaged(tree)};
    if (broken(tree->word())) {
      rule.damaged = true;
      return rule;
    }
    rule.name = word(tree->word());
    const std::size_t expressions = file_.exprs.size();
    for (auto* clause_node : tree->clause()) {
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

  void clause(CapaParser::ClauseContext* tree, ast::Rule& rule) {
    const Span place = span(tree);
    if (auto* code = dynamic_cast<CapaParser::CodeContext*>(tree)) {
      once(rule.code, word(code->WORD()), place);
    } else if (auto* level = dynamic_cast<CapaParser::LevelContext*>(tree)) {
      once(rule.level, word(level->levelName()), place);
    } else if (auto* title = dynamic_cast<CapaParser::TitleContext*>(tree)) {
      once(rule.title, text(title->string()), place);
    } else if (auto* source = dynamic_cast<CapaParser::SourceContext*>(tree)) {
      once(rule.source, text(source->string()), place);
    } else if (auto* standard = dynamic_cast<CapaParser::StandardContext*>(tree)) {
      once(rule.standard, text(standard->string()), place);
    } else if (auto* doc = dynamic_cast<CapaParser::DocContext*>(tree)) {
      rule.doc = texts(doc->string());
    } else if (auto* scope = dynamic_cast<CapaParser::ScopeContext*>(tree)) {
      once(rule.scope, word(scope->word()), place);
      if (scope->expression() != nullptr) rule.where = expression(scope->expression());
    } else if (auto* let = dynamic_cast<CapaParser::LetContext*>(tree)) {
      rule.lets.push_back({place, word(let->word()), expression(let->expression())});
      if (let->string() != nullptr) rule.lets.back().label = text(let->string());
    } else if (auto* require = dynamic_cast<CapaParser::RequireContext*>(tree)) {
      if (rule.require != ast::no_expr) {
        add(make(Builtin::duplicate_statement, place, "a rule has one `require`",
                 "join the conditions with `and`"));
      }
      rule.require = expression(require->expression());
    } else if (auto* at = dynamic_cast<CapaParser::AtContext*>(tree)) {
      for (auto* part : at->expression()) rule.at.push_back(expression(part));
    } else if (auto* say = dynamic_cast<CapaParser::SayContext*>(tree)) {
      rule.say = message(say->string());
    } else if (auto* note = dynamic_cast<CapaParser::NoteContext*>(tree)) {
      ast::NoteClause clause{.span = place, .text = message(note->string())};
      if (note->expression() != nullptr) clause.at = expression(note->expression());
      rule.notes.push_back(std::move(clause));
    } else if (auto* help = dynamic_cast<CapaParser::HelpContext*>(tree)) {
      rule.help = message(help->string());
    } else if (auto* fix_node = dynamic_cast<CapaParser::FixContext*>(tree)) {
      for (auto* edit : fix_node->edit()) {
        rule.fixes.push_back(fix(fix_node, edit));
        rule.fixes.back().joined = edit != fix_node->edit(0);
      }
    } else if (auto* example = dynamic_cast<CapaParser::ExampleContext*>(tree)) {
      ast::Example lowered{.span = place, .good = example->GOOD() != nullptr};
      if (example->string() != nullptr) lowered.name = text(example->string());
      lowered.body = {place.file, token_span(example->LBRACE()).end,
                      token_span(example->RBRACE()).begin};
      rule.examples.push_back(std::move(lowered));
    }
  }

  ast::FixClause fix(CapaParser::FixContext* tree, CapaParser::EditContext* edit) {
    ast::FixClause fix{.span = span(tree),
                       .suggested = tree->SUGGESTED() != nullptr,
                       .title = message({tree->string()})};
    if (auto* replace = dynamic_cast<CapaParser::ReplaceEditContext*>(edit)) {
      fix.place = expression(replace->expression());
      fix.text = message({replace->string()});
    } else if (auto* insert = dynamic_cast<CapaParser::InsertEditContext*>(edit)) {
      fix.kind = ast::EditKind::insert;
      if (insert->WORD() != nullptr) {
        fix.kind = ast::EditKind::insert_line;
        if (view(insert->WORD()) != "line")
          add(make(Builtin::unexpected_text, token_span(insert->WORD()),
                   fmt::format("`{}` is not what `insert` can insert", view(insert->WORD())),
                   "write `insert \"…\" after` or `insert line \"…\" after`"));
      }
      fix.place = expression(insert->expression());
      fix.text = message({insert->string()});
    } else if (auto* remove = dynamic_cast<CapaParser::DeleteEditContext*>(edit)) {
      fix.kind = ast::EditKind::remove;
      fix.place = expression(remove->expression());
    }
    return fix;
  }

  void file_item(CapaParser::ItemContext* tree) {
    if (tree->team() != nullptr) {
      team(tree->team());
    } else if (tree->plan() != nullptr) {
      plan(tree->plan());
    } else if (tree->rules() != nullptr) {
      rules(tree->rules());
    } else if (broken(tree)) {
      file_.damaged = true;
    } else if (tree->pack() != nullptr) {
      pack(tree->pack());
    } else if (tree->setting() != nullptr && !broken(tree->setting())) {
      file_.items.emplace_back(setting(tree->setting()));
    } else if (tree->ruleDeclaration() != nullptr) {
      file_.items.emplace_back(rule(tree->ruleDeclaration()));
    } else if (tree->activity() != nullptr) {
      file_.items.emplace_back(activity(tree->activity()));
    } else if (tree->LANGUAGE() != nullptr) {
      const ast::Number version = number(tree->number());
      file_.items.emplace_back(
          ast::Language{join(token_span(tree->LANGUAGE()), version.span), version});
    }
  }
};

}  // namespace

ast::File lower(const Lowering& context, FileId id, CapaParser::FileContext& tree) {
  ast::File file;
  file.id = id;
  Lowerer(context, file).file(tree);
  return file;
}

ast::ExprId lower(const Lowering& context, ast::Exprs& exprs, CapaParser::ValueContext& tree) {
  ast::File file;
  std::swap(file.exprs, exprs);
  const ast::ExprId id = Lowerer(context, file).value(tree);
  std::swap(file.exprs, exprs);
  return id;
}

std::optional<ast::Allow> lower(const Lowering& context, CapaParser::DirectiveContext& tree) {
  ast::File unused;
  return Lowerer(context, unused).directive(tree);
}

}  // namespace capalint::syntax
