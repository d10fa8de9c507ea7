// A day's line that is spelled anew, as a whole: when it is, and each piece of work in it. Private to
// `respell.cpp`.
#pragma once

#include "syntax/respell_often.h"

namespace capalint::syntax {

class LineOfWork : protected LineOften {
 protected:
  using LineOften::LineOften;

  bool day_line();

  /// `am and pm`, which is asked about.
  bool has_two_halves();

  // `am core 3.5h`, `9-10 team meeting`
  bool line_without_a_day();

  /// `core 3.5h every 2 weeks`: work that says how much or how often, and on no day.
  bool asks_for_the_day();

  bool blocks();

  /// `core 9-12, team meeting 12-1`: the work before this piece, this one, and what follows.
  bool ask_for_a_line_each();

  /// Between two pieces of work: `,`, `+`, `and`, or nothing but a new piece of work.
  bool separator();

  [[nodiscard]] static bool complete(const Block& block);

  bool block(Block& block);

  /// `mon am "ADHD clinic" 2h`: a name, and no kind before it
  bool ask_what_kind(const Block& block);

  /// `core, 3.5 hrs`: what stands behind the comma belongs to the work before it.
  bool comma_before_amount(const Block& block);

  /// `EMDR 2 clients x 1 hr`, `core 3 x 90 mins`: so many appointments, each so long.
  bool asks_for_the_whole_length(const Block& block);

  /// `teaching 2h x 6 per year`
  bool asks_about_times_of_a_year(const Block& block);

  /// `core 3-4 hrs`, `core 50%`, `core TBC`
  bool asks_about_amount(const Block& block);

  /// `lunch 1pm`
  bool asks_when_it_ends(const Block& block);

  /// `x4 (30 mins each)`
  bool asks_about_each(const Block& block);

  /// `fri CPD am, admin pm`
  bool asks_about_halves(const Block& block);

  /// `band 6 supervision`
  bool takes_number_of_name(Block& block);

  /// The line up to here, with the work that is being read, its text and its places.
  [[nodiscard]] std::string so_far(const Block& block) const;
  /// What follows, as typed; joined to what stands before it.
  [[nodiscard]] std::string after() const;

  /// `core 2h 3h`
  bool ask_which_amount(const Block& block);

  /// `tue 10am choice`, `mon 08.30 start`, `fri finish 1pm`
  bool asks_about_one_time();

  /// `SPA - audit 4h`
  bool asks_about_dash(const Block& block);

  /// `mon noon core 2h`
  bool asks_about_noon();

  /// `cpd one afternoon a month`: work that has no day, and how often it is.
  bool asks_for_the_day_of_parts();

  /// `no clinical work on Fridays`
  bool asks_about_no();

  /// `admin & emails`, `letters/reports`
  bool joins_words(const Block& block) const;
  /// `core/lunch`: what the sign stands between is known by itself.
  bool parts_kinds_of_work(const Block& block) const;

  /// `team meeting 9-10`: the times of the line, after its work.
  bool times_of(const Block& block);
  /// `9-10 core 14-15`: another range from that lexeme up to here, which is asked about now or as a line.
  bool second_times(const Block& block, std::size_t first);

  /// `core 3.5h (Elm House)`: words alone in brackets are a place, or a remark.
  bool asks_about_brackets(const Block& block);

  /// A word of the language that is no work, so that what it says here is not understood.
  static bool says_when_or_where(std::string_view word);

  /// Plain words are written small; an abbreviation stays as it is.
  static std::string activity_word(const Lexeme& word);

  /// `specific Eating disorders clinic` names its work without quotation marks.
  void name_of_work(Block& block);

  // `with Ben`, `at Elm House`, `in Riverside`
  bool place(Block& block);

  bool ends_place();
  /// `with Ben & Liz`
  bool asks_about_more_colleagues();

  // ---- respell_turns.cpp -------------------------------------------------------------------------

  /// `core alternate weeks, other weeks duty`, `core one week, duty the other`, `wk 1 core, wk 2 duty`: each
  /// piece has weeks of its own. False with nothing taken when the work takes no turns, or is asked about.
  bool takes_turns();
  /// 4 for `every 4 weeks`; 0 for what says something else.
  static int weeks_between(const Block& block);
  bool other_weeks_follow(std::size_t other);
  bool other_weeks_behind(std::size_t other);
  bool one_week_the_other();
  /// `core 3h/cpd 3h alternating`, `core 3h alternating with cpd 3h`, which are asked about
  bool one_or_the_other();
  bool weeks_with_numbers();
  /// `1st & 3rd`, `weeks 2 and 4`, `wk 1`: their numbers, as far as they are not `of` so many.
  std::vector<int> list_of_weeks();
  /// The lexemes as one piece of work, without signs around it.
  std::optional<Block> piece(std::size_t first, std::size_t last);
  [[nodiscard]] bool is_week(std::size_t at) const;
  /// `other wks`
  [[nodiscard]] bool is_other_weeks() const;
  void put_turn(Block block, const std::vector<int>& weeks, int of);

  // ---- respell_asides.cpp ------------------------------------------------------------------------

  /// `mon-fri 9-5` with nothing behind it: when somebody is there.
  bool times_of_a_person();
  /// `specific (parenting)`, `spec (DBT)`
  bool name_in_brackets(Block& block);
  /// `core (1 family)`, `core 2 families`, `choice (2)`
  bool families(Block& block);
  /// `core till 4`
  bool asks_when_it_begins(const Block& block);
  /// `travel 30m from Elm House`: what stands behind the hours.
  bool asks_about_the_rest(const Block& block);
  /// `liaison with schools`: a name begins with a capital letter.
  bool name_goes_on(Block& block);
  [[nodiscard]] bool is_with_nobody(const Block& block) const;
  /// `w. Ben`, `w Ben`
  [[nodiscard]] bool is_short_with() const;

  Respelt separator_;
  bool times_after_work_ = false;
  std::size_t work_at_ = 0;  // the first word of the line's work
};

}  // namespace capalint::syntax
