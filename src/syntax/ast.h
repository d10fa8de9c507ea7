// What a file says, as plain values. Texts are views into the source; every value knows its span.
// A declaration that could be read only in part is marked `damaged`, so that later stages do not
// report as missing what its broken lines would have said.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "source/span.h"
#include "units/calendar.h"
#include "units/quantity.h"

namespace capalint::ast {

/// A value that a file says, does not say, or says in a way that cannot be read: the last two are
/// different, since nothing may be judged as if an unreadable value were not there.
template <class T>
struct Written : std::optional<T> {
  using std::optional<T>::optional;
  bool unreadable = false;
};

/// A word or words as written (`big admin`); inner spaces are not normalised.
struct Word {
  Span span;
  std::string_view text;
};

/// A quoted text; `span` holds the quotes, `text` does not.
struct Text {
  Span span;
  std::string_view text;
};

struct Number {
  Span span;
  Ratio value;
};

struct DateValue {
  Span span;
  Date value;
};

struct QuarterValue {
  Span span;
  Quarter value;
};

/// A length of time in a week, in hours unless it says otherwise.
struct Amount {
  Span span;
  Ratio value;
  bool sessions = false;    // of the team's length
  bool activities = false;  // programmed activities (PA), of a contract alone
};

struct EveryWeeks {
  Span span;
  Number weeks;
};
struct WeekOfCycle {
  Span span;
  Number week;
  Number of;
};
/// `weeks 1 and 3 of 4`
struct WeeksOfCycle {
  Span span;
  std::vector<Number> weeks;
  Number of;
};
/// `3 weeks in 4`: in which of them is not said.
struct WeeksIn {
  Span span;
  Number times;
  Number of;
};
struct PerPeriod {
  Span span;
  Number times;
  Word period;
};
using Frequency = std::variant<EveryWeeks, WeekOfCycle, WeeksOfCycle, WeeksIn, PerPeriod>;

// ---- expressions -----------------------------------------------------------------------------

using ExprId = std::uint32_t;
inline constexpr ExprId no_expr = ~ExprId{0};

enum class ExprKind : std::uint8_t {
  quantity,  // `quantity`, `session`
  boolean,   // `number` 0 or 1
  text,      // `word`
  date,      // `number`: days since 1970-01-01
  quarter,   // `number`: year * 4 + quarter - 1
  clock,     // `number`: minutes after midnight
  call,      // `word`, `children` the arguments; a bare name has `called` false
  member,    // children[0] . children[1] (a call)
  each,      // `each plan where …`: `word` the collection, children the condition or none
  negate,
  invert,
  binary,       // `op`
  conditional,  // children: if, then, else
};

enum class Operator : std::uint8_t {
  none,
  add,
  subtract,
  multiply,
  divide,
  lt,
  le,
  gt,
  ge,
  eq,
  ne,
  in,
  is,
  conjunction,
  disjunction
};

struct Expr {
  ExprKind kind = ExprKind::boolean;
  Operator op = Operator::none;
  bool called = false;
  bool session = false;
  bool unreadable = false;  // reported already, so nothing is worked out with it
  Span span;
  Span op_span;
  Word word;
  Quantity quantity;
  std::int64_t number = 0;
  std::vector<ExprId> children;
};

/// All expressions of one file; an `ExprId` is an index into it.
using Exprs = std::vector<Expr>;

/// A message with values in it: `"{planned} of Big Admin supports {clinical}"`. Each piece is some
/// text followed, unless `value` is `no_expr`, by a value. `{{` stands for one brace.
struct Piece {
  Span span;  // of the value with its braces
  std::string_view text;
  ExprId value = no_expr;
  std::string_view format;  // `percent`, after `as`
};

struct Template {
  Span span;
  std::vector<Piece> pieces;
};

// ---- shared statements -------------------------------------------------------------------------

struct Set {
  Span span;
  Word name;
  ExprId value = no_expr;
  Written<DateValue> since;
};

struct Use {
  Span span;
  Word pack;
  std::optional<Text> group;
};

struct Activity {
  Span span;
  Text name;
  Word is;
};

struct Target {
  Span span;
  bool actual = false;
  QuarterValue quarter;
  std::optional<Number> choice;
  std::optional<Number> core;
};

// ---- team --------------------------------------------------------------------------------------

struct Allocation {
  Span span;
  Text clinician;
  Number number;
  std::optional<Frequency> frequency;
};

struct ChoiceMethod {
  Span span;
  Word method;
  Written<DateValue> since;
  std::vector<Allocation> allocations;
  bool damaged = false;
};

struct Referrals {
  Span span;
  Number mean;
  Word period;
  std::optional<Number> least;
  std::optional<Number> most;
  Written<DateValue> since;
};

struct Transfer {
  Span span;
  Number low;  // a share: 66 % is 66/100
  std::optional<Number> high;
  Written<DateValue> since;
};

struct TeamQuarter {
  Span span;
  QuarterValue quarter;
};

struct CoreAppointments {
  Span span;
  Number number;
  Word unit;
  Written<DateValue> since;
};

struct WorkingWeeks {
  Span span;
  Number number;
  Word period;
  Written<DateValue> since;
};

struct Fte {
  Span span;
  Number number;
  Written<DateValue> since;  // of a team; a plan has its own
};

struct Sites {
  Span span;
  std::vector<Text> names;
};

struct Skills {
  Span span;
  std::vector<Text> names;
};

using TeamStatement = std::variant<TeamQuarter, Referrals, Transfer, CoreAppointments, WorkingWeeks,
                                   Fte, Sites, Skills, ChoiceMethod, Target, Activity, Set>;

struct Team {
  Span span;
  Text name;
  std::vector<TeamStatement> statements;
  bool damaged = false;
};

// ---- plan --------------------------------------------------------------------------------------

enum class Half : std::uint8_t { am, pm, eve };

/// A night ends after 24:00: `20:00-08:00` at 32:00.
struct ClockRange {
  Span span;
  Clock start;
  Clock end;
};

struct Block {
  Span span;
  Word activity;
  std::optional<Text> what;
  std::optional<Amount> amount;
  std::optional<Number> contacts;
  std::optional<Frequency> frequency;
  std::optional<Text> with;
  std::optional<Text> site;
  std::optional<Text> team;
};

/// From the first to the last, which may come before it: `sat-mon`.
struct DayRange {
  Weekday first = Weekday::mon;
  Weekday last = Weekday::mon;
};
/// `mon`, `mon-fri` or `mon,wed-fri`; nothing for `any day`.
struct Days {
  Span span;
  std::vector<DayRange> ranges;

  [[nodiscard]] bool any() const { return ranges.empty(); }
  [[nodiscard]] bool several() const {
    return ranges.size() > 1 || (!any() && ranges.front().first != ranges.front().last);
  }
};
/// Those that it stands for, in its order; none for `any day`.
[[nodiscard]] std::vector<Weekday> weekdays(const Days& days);
/// In the one look.
[[nodiscard]] std::string to_string(const Days& days);

struct DayLine {
  Span span;
  Days days;
  std::optional<Half> half;
  std::optional<ClockRange> clock;
  std::vector<Block> blocks;
};

/// `mon off`, `wed pm off`
struct DayOff {
  Span span;
  Days days;
  std::optional<Half> half;
};

struct Role {
  Span span;
  Text text;
};
struct Group {
  Span span;
  Text text;
};
struct Contract {
  Span span;
  Amount amount;
};
struct BeforeBigAdmin {
  Span span;
};
struct Leave {
  Span span;
  Text reason;
  DateValue first;
  DateValue last;
};
struct Review {
  Span span;
  DateValue date;
};
struct Signature {
  Span span;
  Text name;
  DateValue date;
};
struct Agreed {
  Span span;
  std::vector<Signature> signatures;
};
struct Until {
  Span span;
  DateValue date;
};

using PlanStatement = std::variant<Role, Group, Contract, Fte, Skills, BeforeBigAdmin, Leave,
                                   Review, Agreed, Until, DayLine, DayOff, Target, Set, Use>;

struct Plan {
  Span span;
  Text clinician;
  std::optional<Text> team;
  Written<DateValue> since;
  std::vector<PlanStatement> statements;
  bool damaged = false;
  bool vacant = false;  // of a post that nobody has
};

// ---- rules -------------------------------------------------------------------------------------

struct LevelStatement {
  Span span;
  Word rule;
  Word level;
};

/// An exception. As a comment it covers its line, or the whole file (`allow X in file`).
struct Allow {
  Span span;
  Word rule;
  std::optional<Text> subject;
  std::optional<DateValue> until;
  std::optional<Text> because;
  bool comment = false;
  bool whole_file = false;
};

struct Setting {
  Span span;
  Word name;
  std::optional<Word> type;
  ExprId value = no_expr;  // none: absent until it is set
  bool damaged = false;    // its value could not be read
  std::vector<Text> doc;
  std::optional<Text> source;
};

/// `insert_line` puts a line of its own below the place's line.
enum class EditKind : std::uint8_t { replace, insert, insert_line, remove };

struct FixClause {
  Span span;
  bool suggested = false;
  bool joined = false;  // one more edit of the fix before it
  Template title;
  EditKind kind = EditKind::replace;
  ExprId place = no_expr;
  Template text;
};

struct NoteClause {
  Span span;
  Template text;
  ExprId at = no_expr;
};

struct Let {
  Span span;
  Word name;
  ExprId value = no_expr;
  std::optional<Text> label;  // what readers of a finding see instead of the name
};

struct Example {
  Span span;
  bool good = false;
  std::optional<Text> name;
  Span body;  // the text between the braces
};

struct Rule {
  Span span;
  Word name;
  std::optional<Word> code;
  std::optional<Word> level;
  std::optional<Text> title;
  std::optional<Text> source;
  std::optional<Text> standard;
  std::vector<Text> doc;
  std::optional<Word> scope;
  ExprId where = no_expr;
  std::vector<Let> lets;
  ExprId require = no_expr;
  std::vector<ExprId> at;
  Template say;
  std::vector<NoteClause> notes;
  Template help;
  std::vector<FixClause> fixes;
  std::vector<Example> examples;
  bool damaged = false;
};

struct Pack {
  Span span;
  Word name;
  std::optional<Text> title;
  std::optional<Text> edition;
  std::optional<Text> source;
  std::vector<Text> doc;
  bool standard = false;  // on unless switched off
};

using RulesStatement = std::variant<Use, Set, LevelStatement, Allow, Rule, Setting, Activity>;

struct Rules {
  Span span;
  std::optional<Text> team;
  std::vector<RulesStatement> statements;
  bool damaged = false;
};

/// Which version of the language the file is written in: `language 1`.
struct Language {
  Span span;
  Number version;
};

using Item = std::variant<Team, Plan, Rules, Pack, Setting, Rule, Activity, Language>;

struct File {
  FileId id = no_file;
  std::vector<Item> items;
  std::vector<Allow> comments;  // exceptions in comments
  Exprs exprs;
  bool damaged = false;  // something at the outermost level could not be read
  /// What views point into, of lines that are read in another spelling than they are written in.
  std::shared_ptr<const std::string> respelt;
};

}  // namespace capalint::ast
