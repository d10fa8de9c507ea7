#include "balance/balance.h"

#include <fmt/format.h>

#include <algorithm>

#include "balance/steps.h"
#include "figures/monitor.h"

namespace capalint {

using namespace balance;

namespace {

/// One team at work: the steps say in words what the figures hold.
class Steps {
 public:
  Steps(const Model& model, TeamId index)
      : model_(model), reading_(model), index_(index), team_(model.teams[index]) {
    result_.team = team_.said->name.text;
    result_.quarter = team_.quarter;
    result_.quota = is_quota(team_);
    result_.at_least = team_.incomplete;
  }

  TeamBalance run() {
    try {
      figures_ = figures_of(reading_, index_);
      for (const SettingId id : reading_.doubtful_settings())
        result_.unread_settings.emplace_back(model_.setting_declarations[id].name);
      result_.ratio_least = figures_.band.least;
      result_.ratio_most = figures_.band.most;
      plans();
      choice_needed();
      who_does_choice();
      choice_in_plans();
      new_core_numbers();
      balance();
      leave_out_defaults();
      judge(result_, figures_);
      result_.monitored = monitored(reading_, index_);
      spread(reading_, index_, figures_, result_);
      restore(result_, figures_);
    } catch (const DivisionByZero&) {
      give_up("a setting is zero that the sums divide by, such as `session`");
    } catch (const ArithmeticOverflow&) {
      give_up("a number is too large to be exact");
    }
    std::stable_sort(result_.remarks.begin(), result_.remarks.end(),
                     [](const Remark& a, const Remark& b) { return a.step < b.step; });
    return std::move(result_);
  }

 private:
  void give_up(const std::string& why) {
    result_.verdict = BalanceVerdict::not_judged;
    result_.headline = "the sums cannot be done: " + why;
    result_.remedies.clear();
  }

  void remark(int step, std::string text, bool missing = false) {
    result_.remarks.push_back({step, missing, std::move(text)});
  }
  void missing(int step, std::string text) { remark(step, std::move(text), true); }

  /// A number by the default of a setting that could not be read is no number of this team.
  void leave_out_defaults() {
    const auto forget = [](bool by_default, std::initializer_list<Figure*> figures) {
      for (Figure* figure : figures) {
        if (by_default && figure->known()) *figure = unknown();
      }
    };
    TeamBalance& team = result_;
    const TeamFigures::ByDefault& rests = figures_.by_default;
    const PlanFigures::ByDefault& members = rests.members;
    forget(members.posts, {&team.fte});
    forget(members.hours,
           {&team.choice_hours, &team.core_hours, &team.joint_core, &team.big_admin});
    forget(members.hours, {&team.core_share});
    forget(members.choice, {&team.choice_planned});
    forget(rests.choice_away, {&team.choice_given, &team.choice_away});
    forget(rests.choice_left, {&team.choice_left, &team.choice_gap});
    forget(members.sessions, {&team.core_sessions});
    forget(members.new_core, {&team.new_core, &team.core_away});
    forget(members.big_admin, {&team.big_admin_needed});
    forget(rests.multiplier, {&team.multiplier});
    forget(rests.new_core, {&team.core_left});
    forget(rests.ratio, {&team.ratio});
    forget(rests.need, {&team.core_needed_low, &team.core_needed_high});
    forget(rests.need || rests.new_core, {&team.core_gap_low, &team.core_gap_high});
    forget(rests.need || rests.multiplier, {&team.sessions_needed_low, &team.sessions_needed_high});
    forget(rests.thumb_referrals, {&team.thumb_referrals});
    forget(rests.thumb_share, {&team.thumb_share});
    forget(rests.planned_share, {&team.planned_share});
    forget(rests.exact_share, {&team.exact_share});
    team.hours_unknown = members.hours;
    if (members.new_core) team.whole.reset();
    for (std::size_t i = 0; i < figures_.members.size(); ++i) {
      ClinicianBalance& who = team.clinicians[i];
      const PlanFigures::ByDefault& own = figures_.members[i].figures.by_default;
      forget(own.posts, {&who.fte});
      forget(own.hours, {&who.core_share});
      forget(own.choice, {&who.choice_planned});
      forget(own.choice_away, {&who.choice_away});
      forget(own.sessions, {&who.core_sessions});
      forget(own.new_core, {&who.new_core, &who.core_away});
      forget(own.big_admin, {&who.big_admin_needed});
      who.hours_unknown = own.hours;
      if (own.new_core) who.whole.reset();
      if (own.choice_away) who.choice_in_quarter.reset();
    }
    if (team.unread_settings.empty()) return;
    missing(0, fmt::format("`{}` could not be read; what rests on {} is unknown",
                           fmt::join(team.unread_settings, "` and `"),
                           team.unread_settings.size() == 1 ? "it" : "them"));
  }

  // ---- step 1 --------------------------------------------------------------------------------------

  void plans() {
    for (const LaterLine& line : team_.later) {
      remark(0, fmt::format("{} changes on {}, within the quarter; the change counts from {} on",
                            line.what, to_string(line.since), to_string(result_.quarter.next())));
    }
    for (const TeamFigures::Member& member : figures_.members) {
      ClinicianBalance clinician = row(member);
      if (!clinician.visiting && !clinician.contract.known())
        missing(1, fmt::format("{}: the contract hours are not said", clinician.name));
      if (clinician.damaged)
        missing(1, fmt::format("{}: a line of the plan could not be read", clinician.name));
      result_.clinicians.push_back(std::move(clinician));
    }
    for (const AllocationId id : team_.allocations) without_plan(model_.allocations[id]);
    for (const PlanId plan : team_.plans) left_out(model_.plans[plan]);
    if (model_.damaged) missing(1, "part of a file could not be read: a plan may stand there");
    result_.hours = figures_.week;
    result_.whole = figures_.whole;
    if (figures_.plans == 0) {
      missing(1, "no plan is written down for this team");
      result_.at_least = true;
    }
    result_.plans = known(plain(figures_.plans), "", result_.at_least);
    const std::string sum = sum_of(figures_.plans);
    if (figures_.contract)
      result_.contract =
          known(hours(*figures_.contract), sum, result_.at_least || !figures_.all_contracts);
    posts(sum);
  }

  void posts(const std::string& sum) {
    if (!figures_.fte) return;
    const bool stated = team_.fte != nullptr && team_.fte->number.value > 0;
    if (!stated) {
      result_.fte = known(plain(*figures_.fte), sum, result_.at_least || !figures_.all_fte);
      return;
    }
    const bool summed = figures_.fte_of_plans && figures_.all_fte;
    const bool alike =
        summed && to_decimal(*figures_.fte, 1) == to_decimal(*figures_.fte_of_plans, 1);
    result_.fte = known(plain(*figures_.fte),
                        alike ? fmt::format("as the team says, and {}", sum) : "as the team says");
    if (summed && !alike) {
      remark(1,
             fmt::format("the team says {} full-time equivalents, and the plans add up to {}",
                         number(*figures_.fte), number(*figures_.fte_of_plans)),
             *figures_.fte > *figures_.fte_of_plans);
    }
  }

  void without_plan(const Allocation& allocation) {
    if (allocation.plan != none) return;
    ClinicianBalance& clinician = result_.clinicians.emplace_back();
    clinician.name = allocation.said->clinician.text;
    clinician.has_plan = false;
    clinician.choice_given = known(appointments_per_week(allocation.per_week));
    clinician.choice_in_quarter = choice_in_quarter(allocation);
    missing(1,
            fmt::format("{}: there is no plan for {}", clinician.name, to_string(result_.quarter)));
    result_.at_least = true;
  }

  void between_teams(const ClinicianBalance& clinician, const Plan& plan,
                     const PlanFigures& figures) {
    if (clinician.visiting) {
      remark(1,
             fmt::format("{}: {} a week of a plan in {}, where contract and full-time equivalent "
                         "count",
                         clinician.name, hours_text(figures.here),
                         plan.team == none ? "no team" : model_.teams[plan.team].said->name.text));
    } else if (figures.elsewhere > 0) {
      remark(1, fmt::format("{}: {} a week of the plan count for another team", clinician.name,
                            hours_text(figures.elsewhere)));
    }
  }

  static std::string sum_of(std::int64_t plans) {
    return plans == 1 ? "of one plan" : fmt::format("the sum of {} plans", plans);
  }

  void left_out(const Plan& plan) {
    if (plan.counts) return;
    const std::string_view name = plan.said->clinician.text;
    if (plan.in_force) {
      remark(1, fmt::format("{}: a trainee's plan, which does not count here unless "
                            "`trainees-count` is set",
                            name));
      return;
    }
    const Date first_day = result_.quarter.first_day();
    const Date since = plan.said->since ? plan.said->since->value : first_day;
    if (since > result_.quarter.last_day()) {
      remark(1, fmt::format("{}: the plan from {} counts later", name, to_string(since)));
    } else if (since > first_day) {
      remark(1,
             fmt::format("{}: the plan changes on {}, within the quarter; the change counts from "
                         "{} on",
                         name, to_string(since), to_string(result_.quarter.next())));
    } else if (plan.until != nullptr && plan.until->date.value < first_day) {
      remark(1,
             fmt::format("{}: the plan until {} is over", name, to_string(plan.until->date.value)));
    }
  }

  ClinicianBalance row(const TeamFigures::Member& member) {
    const Plan& plan = model_.plans[member.plan];
    const PlanFigures& figures = member.figures;
    const bool lacks = plan.damaged;
    ClinicianBalance clinician;
    clinician.name = plan.said->clinician.text;
    clinician.damaged = lacks;
    clinician.visiting = member.visiting;
    if (clinician.visiting && plan.team != none)
      clinician.from = model_.teams[plan.team].said->name.text;
    clinician.hours = figures.week;
    between_teams(clinician, plan, figures);
    if (!clinician.visiting) {
      if (figures.contract) clinician.contract = known(hours(*figures.contract));
      if (figures.fte) clinician.fte = known(plain(*figures.fte));
    }
    if (figures.conversion.hours > 0 && !figures.by_default.hours) {
      remark(5, fmt::format("{}: {} of {}", clinician.name, hours_text(figures.conversion.hours),
                            figures.conversion.added
                                ? "Big Admin have still to be added to the week"
                                : "clinical time have still to become Big Admin and are not "
                                  "counted as clinical here"));
    }
    if (team_.choice != nullptr && !clinician.visiting)
      clinician.choice_given =
          known(appointments_per_week(figures.choice_listed), "", team_.damaged);
    clinician.choice_planned = known(appointments_per_week(figures.choice_planned), "", lacks);
    clinician.choice_in_quarter = figures.choice_in_quarter;
    clinician.core_sessions = known(plain(figures.core_sessions),
                                    fmt::format("{} ÷ {}", hours_text(figures.week[activity::core]),
                                                hours_text(figures.session)),
                                    lacks);
    clinician.new_core = known(
        families(figures.new_core),
        fmt::format("{} × {}", number(figures.family_sessions), number(figures.multiplier)), lacks);
    if (figures.joint_core > 0 && !figures.by_default.hours)
      remark(5, fmt::format("{}: {} of Core a week with a colleague, whose families are counted "
                            "once: half here and half there",
                            clinician.name, hours_text(figures.joint_core)));
    clinician.whole = figures.whole;
    clinician.big_admin_needed =
        known(hours(figures.big_admin_needed),
              fmt::format("{} × {} ÷ {}", hours_text(figures.big_admin_base),
                          hours_text(figures.big_admin_per_session), hours_text(figures.session)),
              lacks);
    // A part of what could be read is no least share.
    if (figures.core_share && !clinician.visiting && !lacks)
      clinician.core_share = known(
          percent(*figures.core_share),
          fmt::format("{} ÷ {}", hours_text(figures.choice_and_core), hours_text(figures.paid)));
    if (figures.weeks_away > 0) {
      clinician.weeks_away =
          known(weeks_of(figures.weeks_away),
                fmt::format("{} of the working days × {}", share(figures.absence.of_plan),
                            capacity::weeks_in_quarter));
      clinician.choice_away = known(appointments(figures.choice_away));
      clinician.core_away =
          known(families(figures.core_away),
                fmt::format("{} - {}", number(figures.new_core), number(figures.core_left)));
    }
    for (const Spell& spell : figures.absence.spells) {
      const std::string why = to_text(spell);
      if (clinician.away.empty() || clinician.away.back() != why) clinician.away.push_back(why);
    }
    clinician.reasons = reasons_about(model_, member.plan);
    return clinician;
  }

  // ---- step 2 --------------------------------------------------------------------------------------

  [[nodiscard]] std::string or_unread() const {
    return team_.damaged ? ", or on a line that could not be read" : "";
  }

  void choice_needed() {
    if (!figures_.referrals) {
      missing(2, "the accepted referrals are not said" + or_unread() +
                     ": write `referrals 11 per week` with the team's number");
      return;
    }
    std::string range;
    if (team_.referrals_least && team_.referrals_most) {
      range = fmt::format("the average; from {} to {}", number(*team_.referrals_least),
                          number(*team_.referrals_most));
    }
    result_.referrals = known(referrals_per_week(*figures_.referrals), range);
    result_.choice_needed =
        known(appointments_per_week(*figures_.choice_needed), "one for each accepted referral");
    result_.choice_needed_quarter = known(
        appointments(*figures_.choice_needed_quarter),
        fmt::format("{} × {} weeks", number(*figures_.referrals), capacity::weeks_in_quarter));
  }

  // ---- steps 3 and 4 -------------------------------------------------------------------------------

  void who_does_choice() {
    const auto givers = std::count_if(
        result_.clinicians.begin(), result_.clinicians.end(), [](const ClinicianBalance& who) {
          return who.choice_given.known() && who.choice_given.ratio() > 0;
        });
    if (team_.choice != nullptr) {
      result_.choice_given =
          known(appointments_per_week(figures_.choice_given),
                fmt::format("{}, {} clinician{}",
                            result_.quota ? fmt::format("by quota: {} in the quarter",
                                                        number(figures_.choice_given_quarter))
                                          : "weekly",
                            givers, givers == 1 ? "" : "s"),
                team_.damaged);
    } else {
      missing(3, "who does Choice is not said" + or_unread() +
                     ": write `choice weekly { … }`; what stands in the plans is counted instead");
      result_.choice_given = known(appointments_per_week(figures_.choice_given),
                                   "as the plans hold it", result_.at_least);
    }
    const bool at_least = result_.choice_given.at_least;
    const bool away = figures_.choice_away > 0;
    if (away) {
      result_.choice_away =
          known(appointments_per_week(figures_.choice_away),
                fmt::format("{} in the quarter ÷ {} weeks", number(figures_.choice_away_quarter),
                            capacity::weeks_in_quarter));
    }
    const std::string sum =
        away ? fmt::format("{} - {}", number(figures_.choice_given), number(figures_.choice_away))
             : number(figures_.choice_given);
    result_.choice_left = known(
        appointments_per_week(figures_.choice_left),
        result_.quota ? (away ? sum + "; " : "") + "annual leave takes nothing from a quota"
                      : fmt::format("{} × {}, for leave and other events",
                                    away ? "(" + sum + ")" : sum, share(figures_.choice_kept)),
        at_least);
    if (figures_.choice_gap) {
      result_.choice_gap = known(
          appointments_per_week(*figures_.choice_gap),
          fmt::format("{} - {}", number(figures_.choice_left), number(*figures_.choice_needed)),
          at_least);
    }
  }

  void choice_in_plans() {
    for (const TeamFigures::Member& member : figures_.members) {
      const Plan& plan = model_.plans[member.plan];
      if (team_.choice == nullptr || member.visiting || plan.damaged ||
          member.figures.by_default.choice || goes_with_list(reading_, member.plan))
        continue;
      remark(4, fmt::format("{}: given {}, and the plan holds {}", plan.said->clinician.text,
                            to_text(appointments_per_week(member.figures.choice_listed)),
                            to_text(appointments_per_week(member.figures.choice_planned))));
    }
    result_.choice_planned =
        known(appointments_per_week(figures_.choice_planned), sum_of_plans(), result_.at_least);
    result_.choice_hours =
        known(hours(figures_.choice_hours), "as the plans write it", result_.at_least);
  }

  [[nodiscard]] std::string sum_of_plans() const {
    return sum_of(static_cast<std::int64_t>(figures_.members.size()));
  }

  // ---- step 5 --------------------------------------------------------------------------------------

  void new_core_numbers() {
    const bool at_least = result_.at_least;
    result_.core_hours = known(hours(figures_.core_hours), sum_of_plans(), at_least);
    if (figures_.joint_core > 0)
      result_.joint_core = known(hours(figures_.joint_core),
                                 "two clinicians each; the families are counted once", at_least);
    result_.core_sessions =
        known(plain(figures_.core_sessions),
              figures_.session_alike ? fmt::format("of {}", hours_text(figures_.session))
                                     : "each by its plan's own length",
              at_least);
    const bool set = model_.setting(team_.settings, model_.known.multiplier).known();
    result_.multiplier = known(
        plain(figures_.multiplier),
        set ? "as the team sets it"
            : fmt::format("{} × {} ÷ {}", number(figures_.contacts_per_session),
                          number(figures_.weeks_in_quarter), number(figures_.core_appointments)));
    result_.new_core = known(
        families(figures_.new_core),
        figures_.multiplier_alike
            ? fmt::format("{} × {}", number(figures_.family_sessions), number(figures_.multiplier))
            : sum_of_plans(),
        at_least);
    const bool away = figures_.core_away > 0;
    if (away) result_.core_away = known(families(figures_.core_away), "as listed below");
    result_.core_left =
        known(families(figures_.core_left),
              away ? fmt::format("{} - {}", number(figures_.new_core), number(figures_.core_away))
                   : "as in step 5",
              at_least);
  }

  // ---- step 6 --------------------------------------------------------------------------------------

  void balance() {
    const bool at_least = result_.at_least;
    if (figures_.core_share) {
      result_.core_share =
          known(percent(*figures_.core_share),
                fmt::format(
                    "{} ÷ {}{}{}", hours_text(figures_.choice_and_core), hours_text(figures_.paid),
                    figures_.by_default.share_range
                        ? ""
                        : fmt::format("; teams manage {} to {}", share(figures_.core_share_low),
                                      share(figures_.core_share_high)),
                    of_what_is_there()));
    }
    result_.big_admin = known(hours(figures_.big_admin), sum_of_plans(), at_least);
    result_.big_admin_needed = known(hours(figures_.big_admin_needed), sum_of_plans(), at_least);
    if (!model_.setting(team_.settings, model_.known.transfer_low).known()) {
      missing(6, "the share of Choice that goes on to Core is not said" + or_unread() +
                     ": write `transfer 66%..70%` with the team's numbers");
    }
    if (figures_.ratio) {
      result_.ratio = known(plain(*figures_.ratio),
                            fmt::format("{} ÷ {}; {} to {} is broadly in balance",
                                        number(figures_.core_left), number(*figures_.referrals),
                                        number(figures_.band.least), number(figures_.band.most)),
                            at_least);
    }
    if (figures_.need_low)
      need(*figures_.need_low, result_.core_needed_low, result_.core_gap_low,
           result_.sessions_needed_low);
    if (figures_.need_high)
      need(*figures_.need_high, result_.core_needed_high, result_.core_gap_high,
           result_.sessions_needed_high);
    rules_of_thumb();
  }

  void rules_of_thumb() {
    if (figures_.thumb_referrals) {
      result_.thumb_referrals = known(
          referrals_per_week(*figures_.thumb_referrals),
          fmt::format("{} for each full-time equivalent; ignores leave",
                      figures_.referrals_per_fte == 1 ? "one" : number(figures_.referrals_per_fte)),
          result_.fte.at_least);
    }
    if (figures_.thumb_share) {
      result_.thumb_share =
          known(percent(*figures_.thumb_share),
                fmt::format("{} × {} ÷ {}; ignores leave{}", number(*figures_.referrals),
                            number(figures_.sessions_per_referral), all_half_days(),
                            less_with_all_plans()));
    }
    if (figures_.planned_share) {
      result_.planned_share =
          known(percent(*figures_.planned_share),
                fmt::format("{} of Choice and Core ÷ {}{}", number(figures_.half_days_planned),
                            all_half_days(), of_what_is_there()));
    }
    if (figures_.exact_share) {
      result_.exact_share = known(
          percent(*figures_.exact_share),
          fmt::format("{} × {} ÷ {}, with {} of {} weeks worked, at {}{}",
                      number(*figures_.referrals), number(figures_.half_days_per_referral),
                      all_half_days(), number(figures_.working_weeks), capacity::weeks_in_year,
                      share(figures_.need_low->transfer), less_with_all_plans()));
    }
  }

  /// `(9.4 × 10)`: the half-days of the team's week.
  [[nodiscard]] std::string all_half_days() const {
    return fmt::format("({} × {})", number(*figures_.fte), number(figures_.half_days_full_time));
  }
  /// A part of totals that both lack something is neither the least nor the most.
  [[nodiscard]] std::string of_what_is_there() const {
    return result_.at_least ? "; of what could be read" : "";
  }
  [[nodiscard]] std::string less_with_all_plans() const {
    return result_.fte.at_least ? "; less with the plans that are missing" : "";
  }

  void need(const TeamFigures::Need& by_rate, Figure& needed, Figure& gap, Figure& sessions) {
    needed = known(families(by_rate.families),
                   fmt::format("{} × {} weeks × {}", number(*figures_.referrals),
                               capacity::weeks_in_quarter, share(by_rate.transfer)));
    gap = known(families(by_rate.gap),
                fmt::format("{} - {}", number(figures_.core_left), number(by_rate.families)),
                result_.at_least);
    if (by_rate.sessions) {
      sessions =
          known(plain(*by_rate.sessions),
                fmt::format("{} ÷ {}{}", number(by_rate.families), number(figures_.multiplier),
                            figures_.by_default.members.sessions
                                ? ""
                                : "; planned " + number(figures_.family_sessions)));
    }
  }

  const Model& model_;
  Reading reading_;
  TeamId index_;
  const Team& team_;
  TeamFigures figures_;
  TeamBalance result_;
};

}  // namespace

TeamBalance balance_of(const Model& model, TeamId team) { return Steps(model, team).run(); }

std::vector<TeamBalance> balances_of(const Model& model) {
  std::vector<TeamBalance> all;
  for (const TeamId team : model.teams.ids()) all.push_back(balance_of(model, team));
  return all;
}

}  // namespace capalint
