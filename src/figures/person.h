// One person's week over all their plans: what meets in time, rests and breaks. The tables of
// properties call this. Only clock times that the files give are used, and work is everything but lunch.
#pragma once

#include <optional>
#include <vector>

#include "model/model.h"

namespace capalint::person {

/// The plans that make up the person's week: those in force, or the plan alone when it is not.
class Plans {
 public:
  class Iterator {
   public:
    Iterator(const Plans& plans, const PlanId* at) : plans_(plans), at_(at) { skip(); }
    PlanId operator*() const { return *at_; }
    Iterator& operator++() {
      ++at_;
      skip();
      return *this;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    void skip() {
      while (at_ != plans_.last_ && !plans_.holds(*at_)) ++at_;
    }
    const Plans& plans_;
    const PlanId* at_;
  };

  Plans(const Model& model, PlanId plan) : model_(model), plan_(plan) {
    const std::vector<PlanId>& all = model.clinicians[model.plans[plan].clinician].plans;
    first_ = all.data();
    last_ = all.data() + all.size();
  }
  [[nodiscard]] Iterator begin() const { return {*this, first_}; }
  [[nodiscard]] Iterator end() const { return {*this, last_}; }

 private:
  [[nodiscard]] bool holds(PlanId plan) const {
    return model_.plans[plan_].in_force ? model_.plans[plan].in_force : plan == plan_;
  }
  const Model& model_;
  PlanId plan_;
  const PlanId* first_ = nullptr;
  const PlanId* last_ = nullptr;
};
/// What the person does on this day of the week, in all of these plans.
[[nodiscard]] std::vector<const Block*> blocks_on(const Model& model, DayId day);
/// Whether something on one of these plans' lines could not be read.
[[nodiscard]] bool damaged(const Model& model, PlanId plan);

/// Whether an earlier plan of the person has the same weekday, so that it stands for both.
[[nodiscard]] bool told_elsewhere(const Model& model, DayId day);

/// An earlier line whose work surely (or perhaps, when `surely` is false) takes place at the same time as
/// this line's in some week; `none` without one. A line whose work leaves some of its time free does not
/// say when that is, and overlaps nothing.
[[nodiscard]] LineId overlap(const Model& model, LineId line, bool surely);
/// Whether an earlier line of the day at the same time surely overlaps the same line.
[[nodiscard]] bool clash_told(const Model& model, LineId line);

/// Paid hours on the day in the week of the cycle that holds most.
[[nodiscard]] Ratio fullest(const Model& model, DayId day);
/// Whether a morning and an afternoon of the same week hold work.
[[nodiscard]] bool both_halves(const Model& model, DayId day);
/// Whether a lunch stands on the day, however short.
[[nodiscard]] bool has_lunch(const Model& model, DayId day);
/// The longest lunch, or gap between clock times where all work of the day has them.
[[nodiscard]] Ratio longest_break(const Model& model, DayId day);
/// The longest work without a break that the plan shows: a half-day without lunch in it, or clock times
/// that follow one another, with the night that goes on into the day.
[[nodiscard]] Ratio longest_run(const Model& model, DayId day);

struct Rest {
  Ratio hours;
  BlockId from;  // the last block of the day before …
  BlockId to;    // … and the first of the day
};
/// The shortest rest before the day that the clock times show. On call is left out: whether it is a
/// rest depends on the calls.
[[nodiscard]] std::optional<Rest> rest_before(const Model& model, DayId day);

/// The work before it on the day, in any of these plans, when that is at another site with neither travel
/// nor a gap of clock time between; `none` when there is none.
[[nodiscard]] BlockId left_site(const Model& model, BlockId block);

/// The fewest days without work in two weeks one after the other.
[[nodiscard]] int free_days(const Model& model, PlanId plan);

}  // namespace capalint::person
