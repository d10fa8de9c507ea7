// Every formula, by the worked examples that CAPA publishes and by what has to hold for all numbers.
#include "capacity/capacity.h"

#include <catch2/catch.hpp>

#include "units/arithmetic.h"
#include "units/quantity.h"

using namespace capalint;
using namespace capalint::capacity;

namespace {

const Ratio session(7, 2);
const Ratio half_hour(1, 2);
const Ratio tenth(1, 10);

std::string shown(const Ratio& value, int decimals) { return to_decimal(value, decimals); }

}  // namespace

TEST_CASE("sessions, appointments and little admin (S1, W3)", "[capacity]") {
  CHECK(sessions_in(11, session) == Ratio(22, 7));
  CHECK(shown(sessions_in(11, session), 3) == "3.143");
  CHECK(sessions_in(0, session) == 0);
  CHECK(appointments_in(session, session, 2) == 2);
  CHECK(appointments_in(7, session, 2) == 4);
  CHECK(little_admin(session, 2, 1) == Ratio(3, 2));
  CHECK(full_time_equivalent(Ratio(45, 2), Ratio(75, 2)) == Ratio(3, 5));
}

TEST_CASE("the session may be mixed: 1 h of Core and 2.5 h of Specific (S1)", "[capacity]") {
  CHECK(sessions_in(1, session) + sessions_in(Ratio(5, 2), session) == 1);
}

TEST_CASE("Big Admin: an eighth before the conversion, a seventh after it (S1, W13)",
          "[capacity]") {
  struct Row {
    Ratio hours;
    Ratio convert_minutes;
    Ratio left;
    Ratio add_minutes;
  };
  const Row table[] = {
      {session, Ratio(2625, 100), Ratio(30625, 10000), 30},
      {13, Ratio(975, 10), Ratio(11375, 1000), Ratio(780, 7)},
      {14, 105, Ratio(1225, 100), 120},
      {Ratio(35, 2), Ratio(13125, 100), Ratio(153125, 10000), 150},
      {Ratio(49, 2), Ratio(18375, 100), Ratio(214375, 10000), 210},
  };
  for (const Row& row : table) {
    INFO(hours_text(row.hours));
    CHECK(big_admin_of_unconverted(row.hours, session, half_hour) * 60 == row.convert_minutes);
    CHECK(clinical_after_conversion(row.hours, session, half_hour) == row.left);
    CHECK(big_admin_of_finished(row.hours, session, half_hour) * 60 == row.add_minutes);
    // What is converted is what the finished plan needs: the two readings are one rule.
    CHECK(big_admin_of_finished(row.left, session, half_hour) ==
          big_admin_of_unconverted(row.hours, session, half_hour));
  }
  // A gross block of 4 h becomes 3.5 h and half an hour.
  CHECK(clinical_before_conversion(session, session, half_hour) == 4);
  CHECK(clinical_after_conversion(4, session, half_hour) == session);
  CHECK(big_admin_of_unconverted(4, session, half_hour) == half_hour);
}

TEST_CASE("David's Big Admin: 86 and 26 minutes for 13 h of Core (W13)", "[capacity]") {
  const Ratio ten = big_admin_of_finished(10, session, half_hour) * 60;
  const Ratio three = big_admin_of_finished(3, session, half_hour) * 60;
  CHECK(shown(ten, 1) == "85.7");
  CHECK(shown(three, 1) == "25.7");
  CHECK(shown(ten + three, 1) == "111.4");
  const Ratio both = big_admin_of_finished(13, session, half_hour);
  CHECK(rounded_down(both, Ratio(1, 4)) * 60 == 105);
  CHECK(rounded_up(both, Ratio(1, 4)) * 60 == 120);
  // The order matters: 13 h gross make 9.75 new Core, taken as net they would make 11.14.
  CHECK(new_core(clinical_after_conversion(13, session, half_hour), session, 3) == Ratio(39, 4));
  CHECK(shown(new_core(13, session, 3), 2) == "11.14");
}

TEST_CASE("times a year are shared out over the weeks worked (W6)", "[capacity]") {
  CHECK(times_in_working_week(42, 42) == 1);
  CHECK(times_in_working_week(9, 45) == Ratio(1, 5));
}

TEST_CASE("the multiplier: 45 weeks, 2 appointments, 7.5 on average (W6)", "[capacity]") {
  CHECK(weeks_worked_in_quarter(45) == Ratio(45, 4));
  CHECK(slots_in_quarter(2, 45) == Ratio(45, 2));
  CHECK(multiplier(2, 45, Ratio(15, 2)) == 3);
}

TEST_CASE("the multiplier for other averages (W22)", "[capacity]") {
  struct Row {
    Ratio contacts;
    std::array<const char*, 7> multipliers;
  };
  const std::array<Ratio, 7> averages{6, 7, Ratio(15, 2), 8, Ratio(82, 10), 10, 12};
  const Row table[] = {
      {2, {"3.75", "3.21", "3", "2.81", "2.74", "2.25", "1.88"}},
      {Ratio(3, 2), {"2.81", "2.41", "2.25", "2.11", "2.06", "1.69", "1.41"}},
      {1, {"1.88", "1.61", "1.5", "1.41", "1.37", "1.13", "0.94"}},
  };
  for (const Row& row : table) {
    for (std::size_t i = 0; i < averages.size(); ++i) {
      INFO(shown(row.contacts, 1) << " and " << shown(averages[i], 1));
      CHECK(shown(multiplier(row.contacts, 45, averages[i]), 2) == row.multipliers[i]);
    }
  }
}

TEST_CASE("Karen Peters: 11 h of Core, 9.4 new families, 9 and 10 in turn (W3)", "[capacity]") {
  const Ratio cases = new_core(11, session, 3);
  CHECK(cases == Ratio(66, 7));
  CHECK(shown(cases, 1) == "9.4");
  CHECK(shown(cases * quarters_in_year, 1) == "37.7");
  std::int64_t year = 0;
  for (const auto& [quarter, whole] : {std::pair{0, 9}, {1, 10}, {2, 9}, {3, 10}}) {
    CHECK(whole_for_quarter(cases, quarter) == whole);
    year += whole_for_quarter(cases, quarter);
  }
  CHECK(year == 38);
  CHECK(least_whole(cases) == 9);
  CHECK(most_whole(cases) == 10);
  // The published factor 0.86 is rounded and would make 9.5 of it.
  CHECK(shown(Ratio(11) * Ratio(86, 100), 2) == "9.46");
}

TEST_CASE("Andrew Down: 3 sessions of Core, 9 new families (W6, W21)", "[capacity]") {
  CHECK(new_core(Ratio(21, 2), session, 3) == 9);
  CHECK(core_hours_for(9, session, 3) == Ratio(21, 2));
  for (int quarter = 0; quarter < quarters_in_year; ++quarter)
    CHECK(whole_for_quarter(9, quarter) == 9);
  CHECK(least_whole(9) == 9);
  CHECK(most_whole(9) == 9);
}

TEST_CASE("a year's families are rounded before they are shared out (W3)", "[capacity]") {
  // 4 × 2.9 = 11.6 make 12 a year, 3 in each quarter; 4 × 3.1 = 12.4 make 12 as well.
  for (const Ratio& cases : {Ratio(29, 10), Ratio(31, 10)}) {
    CHECK(least_whole(cases) == 3);
    CHECK(most_whole(cases) == 3);
  }
}

TEST_CASE("hours hold the Choice appointments that they are nearest to, and one at least (W2)",
          "[capacity]") {
  const Ratio choice_length(3, 2);
  CHECK(choice_that_fits(session, choice_length) == 2);      // 2.33
  CHECK(choice_that_fits(Ratio(5, 2), choice_length) == 2);  // 1.67
  CHECK(choice_that_fits(Ratio(3, 2), choice_length) == 1);  // 1
  CHECK(choice_that_fits(Ratio(1, 2), choice_length) == 1);  // 0.33
}

TEST_CASE("the four quarters always make the rounded year", "[capacity][property]") {
  for (std::int64_t numerator = 0; numerator < 400; ++numerator) {
    const Ratio cases(numerator, 14);
    std::int64_t year = 0;
    for (int quarter = 0; quarter < quarters_in_year; ++quarter) {
      const std::int64_t whole = whole_for_quarter(cases, quarter);
      CHECK(whole >= least_whole(cases));
      CHECK(whole <= most_whole(cases));
      year += whole;
    }
    CHECK(year == (cases * quarters_in_year).round());
  }
}

TEST_CASE("ten staff: 4 full-timers weekly, 6 part-timers every two weeks (W20)", "[capacity]") {
  const Ratio scheduled = Ratio(4) * 1 + Ratio(6) * Ratio(1, 2);
  CHECK(scheduled == 7);
  CHECK(choice_after_loss(scheduled, tenth) == Ratio(63, 10));
  CHECK(choice_after_loss(scheduled, tenth) >= choice_needed_per_week(6));
  // By the weeks worked it holds as well: 6.06.
  CHECK(shown(scheduled * working_share(45), 2) == "6.06");
  CHECK(core_needed(6, Ratio(66, 100)) == Ratio(5148, 100));
  CHECK(core_needed(6, Ratio(2, 3)) == 52);
  CHECK(core_needed(6, Ratio(7, 10)) == Ratio(546, 10));
  CHECK(balance_ratio(48, 6) == 8);
  CHECK(balance_ratio(54, 6) == 9);
}

TEST_CASE("Anywhere CAMHS: 11 referrals a week (W1)", "[capacity]") {
  CHECK(choice_needed_per_week(11) == 11);
  CHECK(choice_needed_per_quarter(11) == 143);
  CHECK(shown(choice_to_schedule(11, tenth), 1) == "12.2");
  CHECK(shown(Ratio(11) / working_share(45), 1) == "12.7");
  CHECK(choice_after_loss(choice_to_schedule(11, tenth), tenth) == 11);
  CHECK(core_needed(11, Ratio(66, 100)) == Ratio(9438, 100));
  CHECK(core_needed(11, Ratio(7, 10)) == Ratio(1001, 10));
  CHECK(core_sessions_needed(11, Ratio(66, 100), 3) == Ratio(3146, 100));
}

TEST_CASE("Choice: time, fortnights and the diary (W2, W20, W29)", "[capacity]") {
  CHECK(choice_in_quarter(Ratio(1, 2)) == Ratio(13, 2));
  CHECK(choice_hours(2, Ratio(3, 2)) == 3);
  CHECK(choice_vacancies_wanted(11, 2) == 13);
  CHECK_THROWS_AS(choice_to_schedule(11, 1), DivisionByZero);
}

TEST_CASE("balance is 13 × transfer: 8.58, 8.67 and 9.1 (W14)", "[capacity]") {
  for (const auto& [transfer, ratio] :
       {std::pair{Ratio(66, 100), "8.58"}, {Ratio(2, 3), "8.67"}, {Ratio(7, 10), "9.1"}}) {
    CHECK(shown(balance_ratio(core_needed(11, transfer), 11), 2) == ratio);
  }
  const Band published{8, 9};
  CHECK(balance_band(Ratio(5, 10), Ratio(7, 10), published).least == Ratio(65, 10));
  CHECK(balance_band(Ratio(5, 10), Ratio(7, 10), published).most == Ratio(91, 10));
  // 8.58 to 9.1 is narrower than a whole family: half of one on either side of 8.84.
  CHECK(balance_band(Ratio(66, 100), Ratio(7, 10), published).least == Ratio(834, 100));
  CHECK(balance_band(Ratio(66, 100), Ratio(7, 10), published).most == Ratio(934, 100));
  CHECK(balance_band(Ratio(7, 10), Ratio(7, 10), published).least == Ratio(86, 10));
  CHECK(balance_band(Ratio(7, 10), Ratio(7, 10), published).most == Ratio(96, 10));
  CHECK_THROWS_AS(balance_ratio(10, 0), DivisionByZero);
  CHECK(core_share(11, 35) == Ratio(11, 35));
  CHECK(shown(core_share(11, 35) * 100, 1) == "31.4");
  CHECK(shown(core_share(11, Ratio(75, 2)) * 100, 1) == "29.3");
}

TEST_CASE("the rules of thumb, and what they leave out (W24, W35)", "[capacity]") {
  CHECK(referrals_by_thumb(8, 1) == 8);
  CHECK(capacity_share_needed(8, 3, 8, 10) == Ratio(3, 10));
  CHECK(shown(clinical_hours_per_referral(Ratio(66, 100), Ratio(15, 2)), 2) == "5.95");
  const Ratio half_days = half_days_per_referral(Ratio(66, 100), Ratio(15, 2), 2);
  CHECK(half_days == Ratio(2975, 1000));
  CHECK(shown(with_leave(half_days, 45), 2) == "3.44");
  CHECK(shown(capacity_share_needed(8, with_leave(half_days, 45), 8, 10) * 100, 1) == "34.4");
  CHECK_THROWS_AS(capacity_share_needed(8, 3, 0, 10), DivisionByZero);
}

TEST_CASE("the full model and the annual one (W9, W32, W33)", "[capacity]") {
  CHECK(demand_per_week(11, 1, Ratio(66, 100), Ratio(15, 2), 0) == Ratio(6545, 100));
  CHECK(demand_per_week(11, 1, Ratio(66, 100), Ratio(15, 2), tenth) > Ratio(6545, 100));
  CHECK(shown(capacity_per_week(10, 10, Ratio(4, 10), 2, working_share(45)), 1) == "69.2");
  CHECK(core_with_co_therapy(94, tenth) == Ratio(1034, 10));
  CHECK(in_year(2) == 104);
  CHECK(capacity_per_year(1, 8, 2, 45) == 720);
  CHECK(demand_per_year(100, 1, 8) == 800);
  // Of 100 families half come: 50 × 8 h.
  CHECK(demand_per_year(100, Ratio(1, 2), 8) == 400);
  CHECK(families_not_seen(800, 720, 8) == 10);
  CHECK(families_not_seen(720, 800, 8) == 0);
}

TEST_CASE("the working year: 45 of 52 weeks (W6)", "[capacity]") {
  CHECK(working_share(45) == Ratio(45, 52));
  CHECK(shown(working_share(45) * 100, 1) == "86.5");
}

TEST_CASE("a share of a quarter's dates in weeks (W3)", "[capacity]") {
  CHECK(weeks_of_share(1) == 13);
  CHECK(weeks_of_share(Ratio(1, 2)) == Ratio(13, 2));
  CHECK(weeks_of_share(0) == 0);
  CHECK(hours_in_quarter(7) == 91);
}

TEST_CASE("medians and steps", "[capacity]") {
  CHECK(median({3, 1, 2}) == 2);
  CHECK(median({4, 1, 2, 3}) == Ratio(5, 2));
  CHECK(median({7}) == 7);
  CHECK_THROWS(median({}));
  CHECK(rounded_up(Ratio(61, 10), Ratio(1, 4)) == Ratio(25, 4));
  CHECK(rounded_up(6, Ratio(1, 4)) == 6);
  CHECK(rounded_down(Ratio(103, 10), Ratio(1, 2)) == 10);
}

TEST_CASE("an hour of Core never lowers new Core, and need grows with referrals",
          "[capacity][property]") {
  for (int hours = 0; hours < 80; ++hours) {
    const Ratio before(hours, 2);
    for (const Ratio& each : {Ratio(0), Ratio(1, 10), Ratio(3), Ratio(15, 4)}) {
      CHECK(new_core(before + 1, session, each) >= new_core(before, session, each));
      if (each > 0) CHECK(core_hours_for(new_core(before, session, each), session, each) == before);
    }
  }
  for (int referrals = 0; referrals < 30; ++referrals) {
    for (int times = 0; times < 5; ++times) {
      CHECK(choice_needed_per_quarter(referrals * times) ==
            choice_needed_per_quarter(referrals) * times);
      CHECK(core_needed(referrals * times, Ratio(2, 3)) ==
            core_needed(referrals, Ratio(2, 3)) * times);
    }
  }
}
