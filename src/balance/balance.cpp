#include "balance/balance.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "balance/figures.h"
#include "balance/steps.h"

namespace capalint {

using namespace balance;

namespace {

/// One team at work: the steps fill `result` in order, each from what the ones before it made.
class Steps {
 public:
  Steps(const Model& model, TeamId index)
      : model_(model), index_(index), team_(model.teams[index]) {
    result_.team = team_.said->name.text;
    result_.quarter = team_.quarter;
    result_.quota = is_quota(team_);
    result_.at_least = team_.incomplete;
    const capacity::Band band = balance_band(model, team_);
    result_.ratio_least = band.least;
    result_.ratio_most = band.most;
  }

  TeamBalance run() {
    try {
      plans();
      choice_needed();
      who_does_choice();
      choice_in_plans();
      new_core_numbers();
      balance();
      judge(result_);
      monitor(model_, index_, result_);
      spread(model_, index_, result_);
      restore(result_, choice_loss(), setting(model_.known.session));
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
  [[nodiscard]] Ratio setting(SettingId id) const {
    return model_.setting_value(team_.settings, id);
  }
  [[nodiscard]] Ratio choice_loss() const {
    return result_.quota ? Ratio(0) : setting(model_.known.choice_loss);
  }

  void give_up(std::string why) {
    result_.verdict = BalanceVerdict::not_judged;
    result_.headline = "the sums cannot be done: " + why;
    result_.remedies.clear();
  }

  void remark(int step, std::string text, bool missing = false) {
    result_.remarks.push_back({step, missing, std::move(text)});
  }
  void missing(int step, std::string text) { remark(step, std::move(text), true); }

  // ---- step 1 --------------------------------------------------------------------------------------

  void plans() {
    for (const LaterLine& line : team_.later) {
      remark(0, fmt::format("{} changes on {}, within the quarter; the change counts from {} on",
                            line.what, to_string(line.since), to_string(result_.quarter.next())));
    }
    Ratio contract;
    Ratio fte;
    bool all_contracts = true;
    bool all_fte = true;
    std::int64_t count = 0;
    for (const PlanId plan : plans_for_team(model_, index_)) {
      ClinicianBalance clinician = row(plan);
      if (!clinician.visiting) {
        ++count;
        if (clinician.contract.known()) {
          contract += clinician.contract.ratio();
        } else {
          all_contracts = false;
          missing(1, fmt::format("{}: the contract hours are not said", clinician.name));
        }
        if (clinician.fte.known()) {
          fte += clinician.fte.ratio();
        } else {
          all_fte = false;
        }
      }
      if (clinician.damaged)
        missing(1, fmt::format("{}: a line of the plan could not be read", clinician.name));
      result_.clinicians.push_back(std::move(clinician));
    }
    for (const AllocationId id : team_.allocations) {
      const Allocation& allocation = model_.allocations[id];
      if (allocation.plan != none) continue;
      ClinicianBalance& clinician = result_.clinicians.emplace_back();
      clinician.name = allocation.said->clinician.text;
      clinician.has_plan = false;
      clinician.choice_given = known(appointments_per_week(allocation.per_week));
      missing(1, fmt::format("{}: there is no plan for {}", clinician.name,
                             to_string(result_.quarter)));
      result_.at_least = true;
    }
    for (const PlanId plan : team_.plans) left_out(model_.plans[plan]);
    if (model_.damaged) missing(1, "part of a file could not be read: a plan may stand there");
    if (count == 0) {
      missing(1, "no plan is written down for this team");
      result_.at_least = true;
    }

    result_.plans = known(plain(count), "", result_.at_least);
    // A sum of which nothing is said is not "at least none".
    if (contract > 0)
      result_.contract = known(hours(contract), sum_of(count), result_.at_least || !all_contracts);
    if (fte > 0) result_.fte = known(plain(fte), sum_of(count), result_.at_least || !all_fte);
    if (team_.fte != nullptr && team_.fte->number.value > 0) {
      const Ratio said = team_.fte->number.value;
      const bool summed = fte > 0 && all_fte;
      const bool alike = to_decimal(said, 1) == to_decimal(fte, 1);
      result_.fte = known(plain(said), summed && alike
                                           ? fmt::format("as the team says, and {}", sum_of(count))
                                           : "as the team says");
      if (summed && !alike) {
        remark(1,
               fmt::format("the team says {} full-time equivalents, and the plans add up to {}",
                           to_decimal(said, 2), to_decimal(fte, 2)),
               said > fte);
      }
    }
  }

  void between_teams(const ClinicianBalance& clinician, const Plan& plan,
                     const HoursByActivity& here) {
    const Ratio hours = hours_of(here, paid_activities());
    const Ratio elsewhere = hours_of(plan.hours, paid_activities()) - hours;
    if (clinician.visiting) {
      remark(1,
             fmt::format("{}: {} a week of a plan in {}, where contract and full-time equivalent "
                         "count",
                         clinician.name, hours_text(hours),
                         plan.team == none ? "no team" : model_.teams[plan.team].said->name.text));
    } else if (elsewhere > 0) {
      remark(1, fmt::format("{}: {} a week of the plan count for another team", clinician.name,
                            hours_text(elsewhere)));
    }
    if (!clinician.visiting) leave_elsewhere(plan);
  }

  /// Leave counts for the plan that says it. Where a plan for another team says some and this one none,
  /// the capacity of this one may be too high.
  void leave_elsewhere(const Plan& plan) {
    const auto leaves = [&](const Plan& other, Date first, Date last) {
      std::vector<const ast::Leave*> found;
      for (const LeaveId id : other.leaves) {
        const ast::Leave& leave = *model_.leaves[id].said;
        if (leave.first.value <= last && leave.last.value >= first) found.push_back(&leave);
      }
      return found;
    };
    for (const PlanId index : model_.clinicians[plan.clinician].plans) {
      const Plan& other = model_.plans[index];
      if (other.team == plan.team || !other.in_force) continue;
      for (const ast::Leave* leave :
           leaves(other, result_.quarter.first_day(), result_.quarter.last_day())) {
        if (!leaves(plan, leave->first.value, leave->last.value).empty()) continue;
        missing(1,
                fmt::format("{}: the plan for {} has leave from {} to {}, and this one says none",
                            plan.said->clinician.text,
                            other.team == none ? std::string_view("no team")
                                               : model_.teams[other.team].said->name.text,
                            to_string(leave->first.value), to_string(leave->last.value)));
      }
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
    if (plan.said->since && plan.said->since->value > result_.quarter.last_day()) {
      remark(1, fmt::format("{}: the plan from {} counts later", name,
                            to_string(plan.said->since->value)));
    } else if (plan.said->since && plan.said->since->value > result_.quarter.first_day()) {
      remark(1, fmt::format(
                    "{}: the plan changes on {}, within the quarter; the change counts from "
                    "{} on",
                    name, to_string(plan.said->since->value), to_string(result_.quarter.next())));
    } else if (plan.until != nullptr && plan.until->date.value < result_.quarter.first_day()) {
      remark(1,
             fmt::format("{}: the plan until {} is over", name, to_string(plan.until->date.value)));
    }
  }

  ClinicianBalance row(PlanId index) {
    const Plan& plan = model_.plans[index];
    ClinicianBalance clinician;
    clinician.name = plan.said->clinician.text;
    clinician.damaged = plan.damaged;
    clinician.visiting = plan.team != index_;
    if (clinician.visiting && plan.team != none)
      clinician.from = model_.teams[plan.team].said->name.text;
    const HoursByActivity written = hours_for_team(model_, index, index_);
    clinician.hours = finished_hours(model_, plan, written);
    const bool lacks = plan.damaged;
    between_teams(clinician, plan, written);
    if (!clinician.visiting) {
      if (plan.contract_hours) clinician.contract = known(hours(*plan.contract_hours));
      if (const auto fte = fte_of_plan(model_, plan)) clinician.fte = known(plain(*fte));
    }
    if (plan.before_big_admin != nullptr) {
      const Ratio more = clinician.hours[activity::big_admin] - written[activity::big_admin];
      const bool added = model_.is_set_to_yes(plan.settings, model_.known.big_admin_added);
      remark(5, fmt::format("{}: {} of {}", clinician.name, hours_text(more),
                            added ? "Big Admin have still to be added to the week"
                                  : "clinical time have still to become Big Admin and are not "
                                    "counted as clinical here"));
    }
    if (team_.choice != nullptr && !clinician.visiting) {
      Ratio given;
      for (const AllocationId id : plan.allocations) given += model_.allocations[id].per_week;
      clinician.choice_given = known(appointments_per_week(given), "", team_.damaged);
    }
    const Ratio planned = choice_for_team(model_, index, index_);
    clinician.choice_planned = known(appointments_per_week(planned), "", lacks);

    const Ratio session = model_.setting_value(plan.settings, model_.known.session);
    const Ratio core = clinician.hours[activity::core];
    const Ratio multiplier = multiplier_in_force(model_, plan.settings);
    const Ratio cases = new_core(model_, plan.settings, core);
    const Ratio sessions = capacity::sessions_in(core, session);
    clinician.core_sessions = known(
        plain(sessions), fmt::format("{} ÷ {}", hours_text(core), hours_text(session)), lacks);
    clinician.new_core =
        known(families(cases), fmt::format("{} × {}", number(sessions), number(multiplier)), lacks);
    for (int quarter = 0; quarter < capacity::quarters_in_year; ++quarter)
      clinician.whole[static_cast<std::size_t>(quarter)] =
          capacity::whole_for_quarter(cases, quarter);

    const auto base =
        static_cast<ActivitySet>(model_.setting(plan.settings, model_.known.big_admin_base).number);
    const Ratio clinical = hours_of(clinician.hours, base);
    const Ratio per_session =
        model_.setting_value(plan.settings, model_.known.big_admin_per_session);
    clinician.big_admin_needed =
        known(hours(capacity::big_admin_of_finished(clinical, session, per_session)),
              fmt::format("{} × {} ÷ {}", hours_text(clinical), hours_text(per_session),
                          hours_text(session)),
              lacks);
    // A part of what could be read is no least share.
    const HoursByActivity whole = finished_hours(model_, plan, plan.hours);
    if (const auto both = core_share(whole); both && !clinician.visiting && !lacks)
      clinician.core_share = known(percent(*both), share_working(whole));

    const Ratio weeks = absence(model_, index, result_.quarter, clinician.away);
    if (weeks > 0) {
      const Ratio per_week =
          clinician.choice_given.known() ? clinician.choice_given.ratio() : planned;
      clinician.weeks_away =
          known(weeks_of(weeks),
                fmt::format("{} working days ÷ {}", number(weeks * capacity::days_in_working_week),
                            capacity::days_in_working_week));
      clinician.choice_away = known(appointments(capacity::lost_choice(per_week, weeks)),
                                    fmt::format("{} × {} weeks", number(per_week), number(weeks)));
      clinician.core_away = known(families(capacity::lost_core(cases, weeks)),
                                  fmt::format("{} × {} ÷ {} weeks", number(cases), number(weeks),
                                              capacity::weeks_in_quarter));
    }
    clinician.reasons = reasons_about(model_, index);
    return clinician;
  }

  // ---- step 2 --------------------------------------------------------------------------------------

  /// `132.75h ÷ 357h`: Choice and Core, and all that is paid.
  static std::string share_working(const HoursByActivity& all) {
    return fmt::format("{} ÷ {}", hours_text(all[activity::choice] + all[activity::core]),
                       hours_text(hours_of(all, paid_activities())));
  }

  [[nodiscard]] std::string or_unread() const {
    return team_.damaged ? ", or on a line that could not be read" : "";
  }

  void choice_needed() {
    if (!team_.referrals_per_week) {
      missing(2, "the accepted referrals are not said" + or_unread() +
                     ": write `referrals 11 per week` with the team's number");
      return;
    }
    const Ratio referrals = *team_.referrals_per_week;
    std::string range;
    if (team_.referrals_least && team_.referrals_most) {
      range = fmt::format("the average; from {} to {}", number(*team_.referrals_least),
                          number(*team_.referrals_most));
    }
    result_.referrals = known(referrals_per_week(referrals), range);
    result_.choice_needed =
        known(appointments_per_week(capacity::choice_needed_per_week(referrals)),
              "one for each accepted referral");
    result_.choice_needed_quarter =
        known(appointments(capacity::choice_needed_per_quarter(referrals)),
              fmt::format("{} × {} weeks", number(referrals), capacity::weeks_in_quarter));
  }

  // ---- steps 3 and 4 -------------------------------------------------------------------------------

  void who_does_choice() {
    Ratio planned;
    Ratio away;
    std::int64_t givers = 0;
    for (const ClinicianBalance& clinician : result_.clinicians) {
      if (clinician.choice_planned.known()) planned += clinician.choice_planned.ratio();
      if (clinician.choice_away.known()) away += clinician.choice_away.ratio();
      if (clinician.choice_given.known() && clinician.choice_given.ratio() > 0) ++givers;
    }
    Ratio given = planned;
    if (team_.choice != nullptr) {
      given = capalint::choice_given(model_, index_);
      result_.choice_given =
          known(appointments_per_week(given),
                fmt::format("{}, {} clinician{}",
                            result_.quota ? fmt::format("by quota: {} in the quarter",
                                                        number(capacity::choice_in_quarter(given)))
                                          : "weekly",
                            givers, givers == 1 ? "" : "s"),
                team_.damaged);
    } else {
      missing(3, "who does Choice is not said" + or_unread() +
                     ": write `choice weekly { … }`; what stands in the plans is counted instead");
      result_.choice_given =
          known(appointments_per_week(given), "as the plans hold it", result_.at_least);
    }
    const bool at_least = result_.choice_given.at_least;
    const Ratio away_a_week = capacity::choice_a_week(away);
    if (away > 0) {
      result_.choice_away = known(
          appointments_per_week(away_a_week),
          fmt::format("{} of the quarter ÷ {} weeks", number(away), capacity::weeks_in_quarter));
    }
    const Ratio there = given - away_a_week;
    const Ratio loss = choice_loss();
    const std::string sum =
        away > 0 ? fmt::format("{} - {}", number(given), number(away_a_week)) : number(given);
    result_.choice_left = known(
        appointments_per_week(capalint::choice_left(model_, index_, there)),
        result_.quota ? (away > 0 ? sum + "; " : "") + "annual leave takes nothing from a quota"
                      : fmt::format("{} × {}, for leave and other events",
                                    away > 0 ? "(" + sum + ")" : sum, share(Ratio(1) - loss)),
        at_least);
    if (result_.choice_needed.known()) {
      result_.choice_gap =
          known(appointments_per_week(result_.choice_left.ratio() - result_.choice_needed.ratio()),
                fmt::format("{} - {}", number(result_.choice_left.ratio()),
                            number(result_.choice_needed.ratio())),
                at_least);
    }
  }

  void choice_in_plans() {
    Ratio planned;
    Ratio time;
    for (const ClinicianBalance& clinician : result_.clinicians) {
      if (clinician.choice_planned.known()) planned += clinician.choice_planned.ratio();
      time += clinician.hours[activity::choice];
      if (!clinician.choice_given.known() || !clinician.choice_planned.known()) continue;
      const Ratio given = clinician.choice_given.ratio();
      const Ratio in_plan = clinician.choice_planned.ratio();
      if (given == in_plan || clinician.damaged) continue;
      remark(4, fmt::format("{}: given {}, and the plan holds {}", clinician.name,
                            to_text(*clinician.choice_given.value),
                            to_text(*clinician.choice_planned.value)));
    }
    result_.choice_planned =
        known(appointments_per_week(planned), sum_of_plans(), result_.at_least);
    result_.choice_hours = known(hours(time), "as the plans write it", result_.at_least);
  }

  [[nodiscard]] std::string sum_of_plans() const {
    return sum_of(static_cast<std::int64_t>(
        std::count_if(result_.clinicians.begin(), result_.clinicians.end(),
                      [](const ClinicianBalance& clinician) { return clinician.has_plan; })));
  }

  // ---- step 5 --------------------------------------------------------------------------------------

  void new_core_numbers() {
    Ratio core;
    Ratio sessions;
    Ratio cases;
    Ratio away;
    for (const ClinicianBalance& clinician : result_.clinicians) {
      if (!clinician.has_plan) continue;
      core += clinician.hours[activity::core];
      sessions += clinician.core_sessions.ratio();
      cases += clinician.new_core.ratio();
      if (clinician.core_away.known()) away += clinician.core_away.ratio();
    }
    const bool at_least = result_.at_least;
    const Ratio multiplier = multiplier_in_force(model_, team_.settings);
    result_.core_hours = known(hours(core), sum_of_plans(), at_least);
    result_.core_sessions = known(
        plain(sessions), fmt::format("of {}", hours_text(setting(model_.known.session))), at_least);
    const bool set = model_.setting(team_.settings, model_.known.multiplier).known();
    result_.multiplier = known(
        plain(multiplier),
        set ? "as the team sets it"
            : fmt::format(
                  "{} × {} ÷ {}", number(setting(model_.known.contacts_per_session)),
                  number(capacity::weeks_worked_in_quarter(setting(model_.known.working_weeks))),
                  number(setting(model_.known.core_appointments))));
    const bool alike = sessions * multiplier == cases;
    result_.new_core =
        known(families(cases),
              alike ? fmt::format("{} × {}", number(sessions), number(multiplier)) : sum_of_plans(),
              at_least);
    if (away > 0) result_.core_away = known(families(away), "as listed below");
    result_.core_left = known(
        families(cases - away),
        away > 0 ? fmt::format("{} - {}", number(cases), number(away)) : "as in step 5", at_least);
  }

  // ---- step 6 --------------------------------------------------------------------------------------

  void balance() {
    const bool at_least = result_.at_least;
    Ratio big_admin;
    Ratio big_admin_needed;
    for (const ClinicianBalance& clinician : result_.clinicians) {
      if (!clinician.has_plan) continue;
      big_admin += clinician.hours[activity::big_admin];
      big_admin_needed += clinician.big_admin_needed.ratio();
    }
    const HoursByActivity all = result_.hours();
    if (const auto both = core_share(all)) {
      result_.core_share =
          known(percent(*both),
                fmt::format("{}; teams manage {} to {}{}", share_working(all),
                            share(setting(model_.known.core_share_low)),
                            share(setting(model_.known.core_share_high)), of_what_is_there()));
    }
    result_.big_admin = known(hours(big_admin), sum_of_plans(), at_least);
    result_.big_admin_needed = known(hours(big_admin_needed), sum_of_plans(), at_least);

    const auto transfer = transfer_rate(model_, team_);
    if (!transfer) {
      missing(6, "the share of Choice that goes on to Core is not said" + or_unread() +
                     ": write `transfer 66%..70%` with the team's numbers");
    }
    if (result_.fte.known()) {
      const Ratio per_fte = setting(model_.known.referrals_per_fte);
      result_.thumb_referrals =
          known(referrals_per_week(capacity::referrals_by_thumb(result_.fte.ratio(), per_fte)),
                fmt::format("{} for each full-time equivalent; ignores leave",
                            per_fte == 1 ? "one" : number(per_fte)),
                result_.fte.at_least);
    }
    if (!result_.referrals.known()) return;
    const Ratio referrals = result_.referrals.ratio();
    if (referrals > 0) {
      result_.ratio = known(
          plain(capacity::balance_ratio(result_.core_left.ratio(), referrals)),
          fmt::format("{} ÷ {}; {} to {} is broadly in balance", number(result_.core_left.ratio()),
                      number(referrals), number(result_.ratio_least), number(result_.ratio_most)),
          at_least);
    }
    if (result_.fte.known()) {
      const Ratio by_thumb = setting(model_.known.sessions_per_referral);
      result_.thumb_share =
          known(percent(capacity::capacity_share_needed(referrals, by_thumb, result_.fte.ratio(),
                                                        half_days_full_time())),
                fmt::format("{} × {} ÷ {}; ignores leave{}", number(referrals), number(by_thumb),
                            all_half_days(), less_with_all_plans()));
      const Ratio half_days = capacity::sessions_in(all[activity::choice] + all[activity::core],
                                                    setting(model_.known.session));
      result_.planned_share = known(
          percent(capacity::capacity_share(half_days, result_.fte.ratio(), half_days_full_time())),
          fmt::format("{} of Choice and Core ÷ {}{}", number(half_days), all_half_days(),
                      of_what_is_there()));
    }
    if (!transfer) return;
    const auto& [low, high] = *transfer;
    need(referrals, low, result_.core_needed_low, result_.core_gap_low,
         result_.sessions_needed_low);
    if (high != low)
      need(referrals, high, result_.core_needed_high, result_.core_gap_high,
           result_.sessions_needed_high);
    if (result_.fte.known()) {
      const Ratio half_days = capacity::with_leave(
          capacity::half_days_per_referral(low, setting(model_.known.core_appointments),
                                           setting(model_.known.contacts_per_session)),
          setting(model_.known.working_weeks));
      result_.exact_share =
          known(percent(capacity::capacity_share_needed(referrals, half_days, result_.fte.ratio(),
                                                        half_days_full_time())),
                fmt::format("{} × {} ÷ {}, with {} of {} weeks worked, at {}{}", number(referrals),
                            number(half_days), all_half_days(),
                            number(setting(model_.known.working_weeks)), capacity::weeks_in_year,
                            share(low), less_with_all_plans()));
    }
  }

  [[nodiscard]] Ratio half_days_full_time() const {
    return setting(model_.known.full_time_sessions);
  }
  /// `(9.4 × 10)`: the half-days of the team's week.
  [[nodiscard]] std::string all_half_days() const {
    return fmt::format("({} × {})", number(result_.fte.ratio()), number(half_days_full_time()));
  }
  /// A part of totals that both lack something is neither the least nor the most.
  [[nodiscard]] std::string of_what_is_there() const {
    return result_.at_least ? "; of what could be read" : "";
  }
  [[nodiscard]] std::string less_with_all_plans() const {
    return result_.fte.at_least ? "; less with the plans that are missing" : "";
  }

  void need(const Ratio& referrals, const Ratio& transfer, Figure& needed, Figure& gap,
            Figure& sessions) {
    const Ratio cases = capacity::core_needed(referrals, transfer);
    needed = known(families(cases), fmt::format("{} × {} weeks × {}", number(referrals),
                                                capacity::weeks_in_quarter, share(transfer)));
    gap = known(families(result_.core_left.ratio() - cases),
                fmt::format("{} - {}", number(result_.core_left.ratio()), number(cases)),
                result_.at_least);
    const Ratio multiplier = result_.multiplier.ratio();
    if (multiplier > 0) {
      sessions = known(plain(capacity::core_sessions_needed(referrals, transfer, multiplier)),
                       fmt::format("{} ÷ {}; planned {}", number(cases), number(multiplier),
                                   number(result_.core_sessions.ratio())));
    }
  }

  const Model& model_;
  TeamId index_;
  const Team& team_;
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
