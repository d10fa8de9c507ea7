#include "support/following.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <regex>
#include <set>

#include "figures/week.h"
#include "model/halves.h"
#include "model/turns.h"
#include "units/arithmetic.h"
#include "words/activities.h"

using namespace capalint;

namespace {

using Edits = std::vector<Edit>;

// Hours for which a day needs no lunch.
constexpr int longest_day = 6;

constexpr ActivitySet clinical_set =
    (ActivitySet{1} << activity::core) | (ActivitySet{1} << activity::specific);

// A finding, and the words of its help that a pattern of the table has found.
class Reader {
 public:
  Reader(const Sources& sources, const Analysis& analysis, const Diagnostic& of)
      : diagnostic(of), sources_(sources), model_(analysis.model) {}

  const Diagnostic& diagnostic;
  std::smatch words;

  [[nodiscard]] std::string word(std::size_t index) const { return words[index].str(); }

  /// `2h34m`, `3.5h`, `45m`.
  [[nodiscard]] static Ratio hours_in(const std::string& text) {
    static const std::regex shape("(?:([0-9.]+)h)?(?:([0-9]+)m)?");
    std::smatch parts;
    if (!std::regex_match(text, parts, shape)) return 0;
    Ratio sum;
    if (parts[1].matched) sum += parse_decimal(parts[1].str());
    if (parts[2].matched) sum += parse_decimal(parts[2].str()) / 60;
    return sum;
  }

  // ---- at the place of the finding ---------------------------------------------------------------

  [[nodiscard]] Edits write(const std::string& text) const { return write(diagnostic.span, text); }
  [[nodiscard]] static Edits write(Span span, const std::string& text) { return {{span, text}}; }
  [[nodiscard]] Edits write_after(const std::string& text) const {
    return {{{diagnostic.span.file, diagnostic.span.end, diagnostic.span.end}, text}};
  }
  [[nodiscard]] std::string here() const { return std::string(sources_.text(diagnostic.span)); }

  [[nodiscard]] Edits delete_line() const { return {{line_at(diagnostic.span), ""}}; }
  [[nodiscard]] Edits at_the_end_of_the_line(const std::string& text) const {
    const Source& source = sources_[diagnostic.span.file];
    const std::uint32_t number = source.position(diagnostic.span.begin).line;
    const auto end =
        source.line_start(number) + static_cast<std::uint32_t>(source.line(number).size());
    return {{{diagnostic.span.file, end, end}, text}};
  }
  /// Puts `text` in the place of what `pattern` finds in the line of the finding.
  [[nodiscard]] Edits in_line(const std::string& pattern, const std::string& text) const {
    return in_line_at(diagnostic.span, pattern, text);
  }
  [[nodiscard]] Edits in_line_at(Span place, const std::string& pattern,
                                 const std::string& text) const {
    const Span line = line_at(place);
    const std::string before(sources_.text(line));
    std::smatch found;
    if (!std::regex_search(before, found, std::regex(pattern))) return {};
    const auto begin = line.begin + static_cast<std::uint32_t>(found.position());
    return {{{line.file, begin, begin + static_cast<std::uint32_t>(found.length())}, text}};
  }

  // ---- in the plan, the team, the workspace ------------------------------------------------------

  [[nodiscard]] const Plan* plan() const {
    for (const Plan& plan : model_.plans) {
      if (holds(plan.said->span, diagnostic.span)) return &plan;
    }
    for (const Plan& plan : model_.plans) {
      if (plan.in_force && plan.said->clinician.text == diagnostic.subject) return &plan;
    }
    return nullptr;
  }
  [[nodiscard]] const Team* team() const {
    for (const Team& team : model_.teams) {
      if (holds(team.said->span, diagnostic.span) || team.said->name.text == diagnostic.subject)
        return &team;
    }
    const Plan* of = plan();
    return of == nullptr || of->team == none ? nullptr : &model_.teams[of->team];
  }
  [[nodiscard]] Edits add_to_plan(const std::string& line) const {
    return plan() == nullptr ? Edits{} : add_to(plan()->said->span, line);
  }
  [[nodiscard]] Edits add_to_team(const std::string& line) const {
    return team() == nullptr ? Edits{} : add_to(team()->said->span, line);
  }
  /// A line in a declaration, in the place of one for the same thing, if there is one.
  [[nodiscard]] Edits set_in_team(const std::string& name, const std::string& value) const {
    return team() == nullptr ? Edits{}
                             : set_in(team()->said->span, team()->said->statements, name, value);
  }
  [[nodiscard]] Edits set_in_plan(const std::string& name, const std::string& value) const {
    return plan() == nullptr ? Edits{}
                             : set_in(plan()->said->span, plan()->said->statements, name, value);
  }
  [[nodiscard]] Edits add_to_rules(const std::string& line) const {
    const FileId file = diagnostic.span.file;
    return {{{file, 0, 0}, "rules {\n  " + line + "\n}\n"}};
  }

  // ---- hours ---------------------------------------------------------------------------------------

  /// Makes blocks of `from` shorter by `hours` in all, the longest first, and puts in their places what
  /// `instead` says of the hours taken there. Nothing when they do not hold so many.
  [[nodiscard]] Edits move(std::vector<const Block*> from, Ratio hours,
                           const std::function<std::string(const Ratio&)>& instead) const {
    std::stable_sort(from.begin(), from.end(),
                     [](const Block* a, const Block* b) { return a->hours > b->hours; });
    std::set<LineId> lines;  // from which something is taken out
    Edits edits;
    for (const Block* block : from) {
      if (hours <= 0) break;
      const Ratio taken = std::min(hours, block->hours);
      const std::string other = instead(taken);
      if (other.empty() &&
          (model_.lines[block->line].said->clock || !lines.insert(block->line).second))
        continue;
      hours = hours - taken;
      std::string text = taken == block->hours ? other : shorter(*block, block->hours - taken);
      if (taken != block->hours && !other.empty()) text += ", " + other;
      if (text.empty()) {
        const Edits gone = without(*block);
        if (gone.empty()) return {};
        edits.insert(edits.end(), gone.begin(), gone.end());
      } else {
        edits.push_back({block->said->span, text});
      }
    }
    return hours > 0 ? Edits{} : edits;
  }
  [[nodiscard]] std::vector<const Block*> blocks_of_plan(ActivitySet set) const {
    std::vector<const Block*> blocks;
    const Plan* of = plan();
    if (of == nullptr) return blocks;
    for (const BlockId b : of->blocks) {
      if (is_plain(model_.blocks[b]) && contains(set, model_.blocks[b].activity))
        blocks.push_back(&model_.blocks[b]);
    }
    return blocks;
  }
  /// Of plans whose Big Admin is taken out already, and whose clinicians are there for all of the quarter:
  /// an hour of Core counts as an hour.
  [[nodiscard]] std::vector<const Block*> blocks_of_team(ActivitySet set) const {
    std::vector<const Block*> blocks;
    const Team* of = team();
    if (of == nullptr) return blocks;
    Reading reading(model_);
    for (const Block& block : model_.blocks) {
      const Plan& plan = model_.plans[block.plan];
      if (absence(reading, block.plan).any()) continue;
      const bool of_team = block.team != none && &model_.teams[block.team] == of;
      if (of_team && plan.counts && plan.before_big_admin == nullptr && is_plain(block) &&
          contains(set, block.activity))
        blocks.push_back(&block);
    }
    return blocks;
  }
  /// Work of so many hours, in pieces of a half-day, on the days that hold the least.
  [[nodiscard]] Edits add_work(const std::string& activity, Ratio hours) const {
    const Plan* of = plan();
    if (of == nullptr) return {};
    std::array<Ratio, 5> days{};
    Reading reading(model_);
    for (const Day& day : model_.days) {
      if (model_.plans[day.plan].clinician != of->clinician) continue;
      const auto weekday = static_cast<std::size_t>(day.weekday);
      if (weekday < days.size())
        days.at(weekday) += planned_hours_of(reading, model_.days.id_of(day), paid_activities());
    }
    constexpr std::array<std::string_view, 5> names{"mon", "tue", "wed", "thu", "fri"};
    std::string lines;
    int pieces = 1;
    while (hours > 0) {
      const auto least = std::min_element(days.begin(), days.end());
      const Ratio piece = std::min(hours, Ratio(3));
      if (*least + piece > longest_day) return {};
      lines += fmt::format("{}{} {} {}", lines.empty() ? "" : "\n  ",
                           names.at(static_cast<std::size_t>(least - days.begin())),
                           fmt::format(fmt::runtime(activity), pieces++), typed(piece));
      *least += piece;
      hours = hours - piece;
    }
    return add_to_plan(lines);
  }

  /// The block that holds the place of the finding.
  [[nodiscard]] const Block* block() const {
    for (const Block& block : model_.blocks) {
      if (holds(block.said->span, diagnostic.span)) return &block;
    }
    return nullptr;
  }
  /// All work of the block's half-day, or of its time by the clock.
  [[nodiscard]] std::vector<const Block*> half_day_of(const Block& block) const {
    std::vector<const Block*> blocks;
    const Line& here = model_.lines[block.line];
    for (const BlockId b : here.day ? model_.days[here.day].blocks : here.blocks) {
      const Block& other = model_.blocks[b];
      const ast::DayLine& line = *model_.lines[other.line].said;
      if (other.line == block.line || (half_of(line) && half_of(line) == half_of(*here.said)))
        blocks.push_back(&other);
    }
    return blocks;
  }
  /// Puts `work` in front of the block, in its time where the line has times.
  [[nodiscard]] Edits work_before(const Block& block, const std::string& work,
                                  const Ratio& hours) const {
    const Span span = block.said->span;
    const std::string rest = model_.lines[block.line].said->clock && block.hours > hours
                                 ? shorter(block, block.hours - hours)
                                 : std::string(sources_.text(span));
    return {{span, work + ", " + rest}};
  }
  /// A long half-day becomes a morning and an afternoon.
  [[nodiscard]] Edits with_lunch(const std::string& day, const std::string& lunch,
                                 bool split) const {
    const Plan* of = plan();
    if (of == nullptr) return {};
    Edits edits = add_to_plan(day + " " + lunch);
    if (!split) return edits;
    for (const BlockId b : of->blocks) {
      const Block& block = model_.blocks[b];
      const Line& line = model_.lines[block.line];
      if (line.said->clock || line.said->days.several() || !line.day ||
          short_name(model_.days[line.day].weekday) != day || !block.said->amount)
        continue;
      if (half_day_of(block).size() > 1 && !is_plain(block)) return {};
      const ast::Block& last = *model_.blocks[BlockId(line.blocks.last.index() - 1)].said;
      const Ratio minutes = (block.hours * 30).floor();
      const std::string morning = line.said->blocks.size() > 1
                                      ? std::string(sources_.text(block.said->span))
                                      : shorter(block, minutes / 60);
      const std::string afternoon =
          line.said->blocks.size() > 1
              ? std::string(
                    sources_.text({last.span.file, line.said->blocks[1].span.begin, last.span.end}))
              : shorter(block, block.hours - minutes / 60);
      edits.push_back(
          {line.said->span, day + " am " + morning + "\n  " + day + " pm " + afternoon});
      return edits;
    }
    return {};
  }
  [[nodiscard]] static std::string short_name(Weekday day) {
    constexpr std::array<std::string_view, 7> names{"mon", "tue", "wed", "thu",
                                                    "fri", "sat", "sun"};
    return std::string(names.at(static_cast<std::size_t>(day)));
  }

  [[nodiscard]] static std::string typed(const Ratio& hours) {
    const Ratio minutes = hours * 60;
    return minutes.is_whole() ? std::to_string(minutes.numerator()) + "m"
                              : to_decimal(hours, 6) + "h";
  }

  [[nodiscard]] const Model& model() const { return model_; }
  [[nodiscard]] const Sources& sources() const { return sources_; }
  [[nodiscard]] Span line_at(Span span) const {
    const std::string_view text = sources_[span.file].text();
    const std::size_t before = text.rfind('\n', span.begin == 0 ? 0 : span.begin - 1);
    const std::size_t begin = span.begin == 0 || before == std::string_view::npos ? 0 : before + 1;
    const std::size_t after = text.find('\n', span.begin);
    const std::size_t end = after == std::string_view::npos ? text.size() : after + 1;
    return {span.file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

 private:
  static bool holds(Span outer, Span inner) {
    return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
  }

  [[nodiscard]] Edits add_to(Span declaration, const std::string& line) const {
    const std::string_view text = sources_[declaration.file].text();
    const auto brace = text.find('{', declaration.begin);
    if (brace == std::string_view::npos || brace >= declaration.end) return {};
    const auto place = static_cast<std::uint32_t>(brace + 1);
    const bool rest = text.substr(place).find_first_not_of(" \t") != text.substr(place).find('\n');
    return {{{declaration.file, place, place}, "\n  " + line + (rest ? "\n" : "")}};
  }

  template <class Statement>
  [[nodiscard]] Edits set_in(Span declaration, const std::vector<Statement>& statements,
                             const std::string& name, const std::string& value) const {
    const std::string line = fmt::format("set {} {}", name, value);
    for (const Statement& statement : statements) {
      const auto* set = std::get_if<ast::Set>(&statement);
      if (set != nullptr && set->name.text == name) return {{set->span, line}};
    }
    return add_to(declaration, line);
  }

  // A piece of work of every week whose hours are written and that nothing else hangs on.
  [[nodiscard]] bool is_plain(const Block& block) const {
    const auto with_contacts = [](const Block* other) { return other->said->contacts.has_value(); };
    const auto blocks = half_day_of(block);
    // Of a mixed session no part can be taken out alone.
    if (std::count_if(blocks.begin(), blocks.end(), with_contacts) > 1) return false;
    if (model_.lines[block.line].said->days.several()) return false;
    return !block.said->frequency && block.said->amount && !block.said->with && !block.said->site &&
           !block.said->team;
  }

  // The block with fewer hours, and without appointments that no longer fit in.
  [[nodiscard]] std::string shorter(const Block& block, const Ratio& hours) const {
    const ast::Block& said = *block.said;
    std::string text(said.activity.text);
    if (said.what) text += fmt::format(" \"{}\"", said.what->text);
    text += " " + typed(hours);
    if (block.activity == activity::choice && block.contacts)
      text += " x" + to_decimal(*block.contacts, 2);
    return text;
  }

  // The line without the block, or without the line.
  [[nodiscard]] Edits without(const Block& block) const {
    const auto& blocks = model_.lines[block.line].said->blocks;
    if (blocks.size() == 1) return {{line_at(block.said->span), ""}};
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (&blocks[i] != block.said) continue;
      const Span span = blocks[i].span;
      if (i == 0) return {{{span.file, span.begin, blocks[1].span.begin}, ""}};
      return {{{span.file, blocks[i - 1].span.end, span.end}, ""}};
    }
    return {};
  }

  const Sources& sources_;
  const Model& model_;
};

using Follow = Edits (*)(const Reader&);

struct Row {
  std::string_view codes;    // one or more, or none for all
  std::string_view pattern;  // in the help
  Follow follow = nullptr;
  std::string_view left_to_people = {};
};

// ---- what helps of several findings say ---------------------------------------------------------

Edits write_the_text(const Reader& reader) { return reader.write(reader.word(1)); }
Edits delete_the_line(const Reader& reader) { return reader.delete_line(); }
Edits add_the_text_to_the_plan(const Reader& reader) { return reader.add_to_plan(reader.word(1)); }
Edits add_the_text_to_the_rules(const Reader& reader) {
  return reader.add_to_rules(reader.word(1));
}
Edits add_the_text_to_the_team(const Reader& reader) { return reader.add_to_team(reader.word(1)); }
Edits set_it_in_the_team(const Reader& reader) {
  if (reader.team() == nullptr)
    return reader.add_to_rules("set " + reader.word(1) + " " + reader.word(2));
  return reader.set_in_team(reader.word(1), reader.word(2));
}
Edits write_the_contract(const Reader& reader) {
  return reader.in_line("contract +[^ \n]+( sessions?| PA)?", "contract " + reader.word(1));
}
Edits write_the_fte(const Reader& reader) {
  const Plan* plan = reader.plan();
  if (plan != nullptr && plan->fte != nullptr)
    return Reader::write(plan->fte->number.span, reader.word(1));
  return reader.in_line("fte +[0-9.]+", "fte " + reader.word(1));
}
ActivitySet neither_clinical_nor_admin() {
  return paid_activities() & ~set_of(activity::choice) & ~set_of(activity::core) &
         ~set_of(activity::big_admin) & ~set_of(activity::travel);
}

Edits take_hours_out(const Reader& reader) {
  const auto take = [&](ActivitySet set) {
    return reader.move(reader.blocks_of_plan(set), Reader::hours_in(reader.word(1)),
                       [](const Ratio&) { return std::string(); });
  };
  const Edits others = take(neither_clinical_nor_admin());
  return others.empty() ? take(clinical_set) : others;
}
Edits add_hours(const Reader& reader) {
  return reader.add_work("other \"liaison {}\"", Reader::hours_in(reader.word(1)));
}

Edits add_hours_of_any_day(const Reader& reader) {
  std::string lines;
  int pieces = 1;
  for (Ratio left = Reader::hours_in(reader.word(1)); left > 0; left = left - longest_day)
    lines += fmt::format("{}any day other \"liaison {}\" {}", lines.empty() ? "" : "\n  ", pieces++,
                         Reader::typed(std::min(left, Ratio(longest_day))));
  return reader.add_to_plan(lines);
}

// A week of the cycle that nothing else of the person at that time takes.
std::string free_week(const Reader& reader, const Line& line, int cycle, const Block* also) {
  Block block = reader.model().blocks[*line.blocks.begin()];
  block.recurrence = {.cycle = cycle};
  for (int week = 0; week < cycle; ++week) {
    block.recurrence.weeks = std::uint64_t{1} << week;
    const auto takes_it = [&](const Block& other) {
      return other.start && other.line != block.line && weeks_are_said(other) &&
             reader.model().weekday_of(other.day) == reader.model().weekday_of(block.day) &&
             *other.start < *block.end && *block.start < *other.end &&
             meeting(block, other) == Meeting::surely;
    };
    const auto& blocks = reader.model().blocks;
    if (std::none_of(blocks.begin(), blocks.end(), takes_it) &&
        (also == nullptr || meeting(block, *also) != Meeting::surely))
      return fmt::format("week {} of {}", week + 1, cycle);
  }
  return {};
}

// Both lines say their weeks; the one that says it already keeps its own.
Edits say_the_weeks(const Reader& reader) {
  const auto line_of = [&](Span place) -> const Line* {
    for (const Line& line : reader.model().lines) {
      if (line.said->span.file == place.file && line.said->span.begin <= place.begin &&
          place.end <= line.said->span.end)
        return &line;
    }
    return nullptr;
  };
  Edits edits;
  std::optional<Block> said;
  const auto say = [&](Span place, const std::string& week) {
    const Line* line = line_of(place);
    if (line == nullptr || line->blocks.size() != 1) return;
    const int cycle = std::stoi(week.substr(week.rfind(' ')));
    const std::string free = free_week(reader, *line, cycle, said ? &*said : nullptr);
    if (free.empty()) return;
    for (const Edit& edit : reader.in_line_at(place, "every [0-9]+ weeks|per [a-z]+", free))
      edits.push_back(edit);
    if (edits.empty()) return;
    const int number = std::stoi(free.substr(free.find(' ')));
    said = reader.model().blocks[*line->blocks.begin()];
    said->recurrence = {.cycle = cycle, .weeks = std::uint64_t{1} << (number - 1)};
  };
  say(reader.diagnostic.span, reader.word(1));
  for (const Label& label : reader.diagnostic.labels) say(label.span, reader.word(2));
  return edits;
}

std::string core(const Ratio& hours) { return "core " + Reader::typed(hours); }
std::string big_admin(const Ratio& hours) { return "big admin " + Reader::typed(hours); }

Edits move_to_big_admin(const Reader& reader) {
  return reader.move(reader.blocks_of_plan(clinical_set), Reader::hours_in(reader.word(1)),
                     &big_admin);
}

// From Specific work, or with its Big Admin from other tasks.
Edits move_to_core(const Reader& reader) {
  Ratio hours = Reader::hours_in(reader.word(1));
  Ratio specific_hours;
  const auto specific = reader.blocks_of_team(set_of(activity::specific));
  for (const Block* block : specific) specific_hours += block->hours;
  if (specific_hours >= hours) return reader.move(specific, hours, &core);
  Edits edits = reader.move(specific, specific_hours, &core);
  hours = hours - specific_hours;
  const Ratio with_big_admin = Ratio((hours * 4 * 8 / 7).ceil()) / 4;
  const Edits others =
      reader.move(reader.blocks_of_team(neither_clinical_nor_admin() & ~set_of(activity::specific)),
                  with_big_admin, [](const Ratio& taken) {
                    const Ratio admin = Ratio((taken * 60 / 8).floor()) / 60;
                    return core(taken - admin) + ", " + big_admin(admin);
                  });
  if (others.empty()) return {};
  edits.insert(edits.end(), others.begin(), others.end());
  return edits;
}

Edits write_referrals(const Reader& reader) {
  return reader.in_line("referrals +[0-9.]+ per [a-z]+",
                        "referrals " + reader.word(1) + " per week");
}

Edits write_the_target(const Reader& reader) {
  const Plan* plan = reader.plan();
  if (plan != nullptr) {
    for (const ast::PlanStatement& statement : plan->said->statements) {
      const auto* target = std::get_if<ast::Target>(&statement);
      if (target == nullptr || target->actual || to_string(target->quarter.value) != reader.word(1))
        continue;
      return {
          {{target->span.file, target->span.end, target->span.end}, ", core " + reader.word(2)}};
    }
  }
  return reader.add_to_plan("target " + reader.word(1) + " core " + reader.word(2));
}

Edits write_the_target_of_the_team(const Reader& reader) {
  const Team* team = reader.team();
  if (team == nullptr) return {};
  const std::string line = "target " + reader.word(1) + " " + reader.word(2);
  for (const ast::TeamStatement& statement : team->said->statements) {
    const auto* target = std::get_if<ast::Target>(&statement);
    if (target != nullptr && !target->actual && to_string(target->quarter.value) == reader.word(1))
      return {{target->span, line}};
  }
  return reader.add_to_team(line);
}

Edits plan_fewer_contacts(const Reader& reader) {
  Edits edits;
  Ratio left = parse_decimal(reader.word(1));
  if (reader.block() == nullptr) return edits;
  for (const Block* block : reader.half_day_of(*reader.block())) {
    if (!block->said->contacts || !contains(clinical_set, block->activity)) continue;
    const Ratio kept = std::min(left, *block->contacts);
    left = left - kept;
    edits.push_back({block->said->contacts->span, kept == 0 ? "" : "x" + to_decimal(kept, 2)});
  }
  return edits;
}

// `team meeting 1.5h` somewhere in the week, or in the place of what is there.
Edits add_the_work(const Reader& reader) {
  static const std::regex shape("(.*) ([0-9.]+h|[0-9]+m)");
  const std::string work = reader.word(1);
  std::smatch parts;
  if (!std::regex_match(work, parts, shape)) return {};
  const std::string activity = parts[1].str();
  const Ratio hours = Reader::hours_in(parts[2].str());
  if (!reader.word(2).empty()) {
    const auto instead = [&](const Ratio& some) { return activity + " " + Reader::typed(some); };
    const Edits edits =
        reader.move(reader.blocks_of_plan(neither_clinical_nor_admin()), hours, instead);
    return edits.empty() ? reader.move(reader.blocks_of_plan(clinical_set), hours, instead) : edits;
  }
  return reader.add_work(activity, hours);
}

Edits add_travel(const Reader& reader) {
  const Block* at = reader.block();
  return at == nullptr ? Edits{}
                       : reader.work_before(*at, reader.word(1), Reader::hours_in(reader.word(2)));
}

Edits add_lunch(const Reader& reader) {
  return reader.with_lunch(reader.word(1), reader.word(2), !reader.word(3).empty());
}

Edits agree(const Reader& reader) {
  const bool reviewed = reader.plan() != nullptr && reader.plan()->review != nullptr;
  return reader.add_to_plan(reader.word(1) + (reviewed ? "" : "\n  " + reader.word(2)));
}

const std::vector<Row>& table() {
  static const std::vector<Row> rows{
      // Built-in messages: what stands in backticks is typed where the finding is.
      {"", "^did you mean `([^`]+)`( or `[^`]+`)*\\?$", &write_the_text},
      {"", "^did you mean (\"[^\"]+\")( or \"[^\"]+\")*\\?$", &write_the_text},
      {"CAPA014", "^write (\".*\") with straight ones$", &write_the_text},
      {"CAPA016 CAPA017 CAPA024", "(?:^write|:) `([^`]+)`$", &write_the_text},
      {"CAPA017", "^write `([^`]+)` or `", &write_the_text},
      {"CAPA025", "", nullptr, "only the two writers know which lines hold"},
      {"CAPA005 CAPA006 CAPA007", "", nullptr, "the file is to be saved or written otherwise"},
      {"CAPA010",
       "^(a name is one word|write in brackets|a day stands in a plan|if it is (an activity|work)|give the work)",
       nullptr, "it explains how such a line is written"},
      {"CAPA010",
       "^(write each piece of work|leave the line out|write both days|write `from |write the last "
       "day|write the leave)",
       nullptr, "it explains how such a line is written"},
      {"CAPA010", "^several weeks are", nullptr, "only the writer knows which weeks were meant"},
      {"CAPA010", "^work of any day has no time of the day",
       [](const Reader& reader) { return reader.write(""); }},
      {"CAPA010", "^(write|a rule has lines|a plan has lines|a team has lines)", nullptr,
       "only the writer knows what was to stand there"},
      {"CAPA011", "^add ` (\\{)` here",
       [](const Reader& reader) { return reader.write_after(" " + reader.word(1)); }},
      {"CAPA012", "^add `(\\})` on a line of its own", nullptr,
       "only the writer knows which line is the last"},
      {"CAPA013", "^delete it", [](const Reader& reader) { return reader.write(""); }},
      {"CAPA015", "^add `(\")` after the name", nullptr,
       "only the writer knows where the name ends"},
      {"CAPA018 CAPA019 CAPA020 CAPA022 CAPA023", "", nullptr,
       "only the writer knows what was meant"},
      {"CAPA021", "^write `[0-9.]+h` for hours", nullptr, "only the writer knows the unit"},
      {"CAPA021", "^write `(per week)`, `per month`",
       [](const Reader& reader) { return reader.in_line("per +[a-z]+", reader.word(1)); }},
      {"CAPA021", "^write hours as", nullptr, "only the writer knows the unit"},
      {"CAPA101", "write `([^`]+)`(?! as a line)(?=$| if|, or|, `)",
       [](const Reader& reader) {
         return reader.in_line(reader.here() + "( +\"[^\"]*\")?( +[0-9.]+ ?[a-z]+)?( +x[0-9]+)?",
                               reader.word(1));
       }},
      {"CAPA101", "`([^`]+)` as a line of the plan",
       [](const Reader& reader) {
         Edits edits = reader.delete_line();
         for (const Edit& edit : reader.add_to_plan(reader.word(1))) edits.push_back(edit);
         return edits;
       }},
      {"CAPA101", "`[^`]+` as a line of the team|^leave it out|, or leave it out", nullptr,
       "only the writer knows whether it is work"},
      {"CAPA149", "^write `([^`]+)`$", &write_the_text},
      {"CAPA101", "^write `am`, `pm` or `eve` after the day, or leave it out",
       [](const Reader& reader) { return reader.write(""); }},
      {"CAPA102 CAPA103 CAPA116 CAPA130 CAPA137", "^(rename|merge|choose)", nullptr,
       "names are for people to choose"},
      {"CAPA104", "^the team here is (\"[^\"]+\")", &write_the_text},
      {"CAPA104", "^the teams here are", nullptr, "only the writer knows which of them it is"},
      {"CAPA104 CAPA106", "^(add|correct the name)", nullptr,
       "the plan or the team has still to be written"},
      {"CAPA106 CAPA150", "^(take the line|leave it) out", &delete_the_line},
      {"CAPA106", ", or take the line out$", &delete_the_line},
      {"CAPA105", "^write `plan (\"[^\"]+\" in \"[^\"]+\")`", &write_the_text},
      {"CAPA107 CAPA112", "^delete one of", &delete_the_line},
      {"CAPA112", "^(join the conditions|choose another)", nullptr,
       "only the writer knows what was meant"},
      {"CAPA108", "^write `(1 per week)` or",
       [](const Reader& reader) { return reader.write(reader.word(1)); }},
      {"CAPA108", "^write `(core [0-9.]+ appointments)`",
       [](const Reader& reader) { return reader.in_line("core +[0-9.]+ [a-z]+", reader.word(1)); }},
      {"CAPA108", "^write `(weeks [0-9.]+ per year)`",
       [](const Reader& reader) {
         return reader.in_line("weeks +[0-9.]+ per [a-z]+", reader.word(1));
       }},
      {"CAPA108", "^write (the weeks|hours|one unit|the number alone)", nullptr,
       "only the writer knows the number"},
      {"CAPA109 CAPA110", "", nullptr, "only the writer knows the number"},
      {"CAPA111", "^write `([^`]+\\.\\.[^`]+)`$",
       [](const Reader& reader) {
         return reader.write(std::regex_replace(reader.word(1), std::regex("^range "), ""));
       }},
      {"CAPA111", "^write `[a-z]+(?:-[a-z]+)? +([0-9:]+-[0-9:]+)[^`]*`", &write_the_text},
      {"CAPA111", "^write when it ends", nullptr, "only the writer knows when it ends"},
      {"CAPA111", "^(correct|write the (earlier|lower))", nullptr,
       "one of the two may be a slip of the pen"},
      {"CAPA113", "^write the appointments, such as `choice (x[0-9]+)`",
       [](const Reader& reader) { return reader.write_after(" " + reader.word(1)); }},
      {"CAPA113", "^write `([^`]+)`",
       [](const Reader& reader) {
         return reader.in_line(reader.here() + "( +\"[^\"]*\")?", reader.word(1));
       }},
      {"CAPA113", "^the other work of the line takes all", nullptr,
       "only the writer knows which hours or times are wrong"},
      {"CAPA114", "^delete it, or write", [](const Reader& reader) { return reader.write(""); }},
      {"CAPA114", "^(delete the line|delete it)", &delete_the_line},
      {"CAPA114", "^write `group", nullptr, "only the team knows whose plans these are"},
      {"CAPA115 CAPA118 CAPA119 CAPA120", "^(`capalint rules|the )", nullptr,
       "it lists what there is"},
      {"CAPA117", "^the default is `([^`]+)`", &write_the_text},
      {"CAPA117", "^write ", nullptr, "it lists what can be written"},
      {"CAPA121 CAPA124", "", nullptr, "only the team knows the reason"},
      {"CAPA122 CAPA123", "^delete (it|one of)", &delete_the_line},
      {"CAPA122", "^move it", nullptr, "only the writer knows what it was meant for"},
      {"CAPA131 CAPA132 CAPA133 CAPA135 CAPA136 CAPA138", "", nullptr,
       "only who writes the rule knows what was meant"},
      {"CAPA134", "^use it, or delete the line", &delete_the_line},
      {"CAPA141", "^add `(sites \"[^\"]+\")` to the team", &add_the_text_to_the_team},
      {"CAPA141", "^the team's sites are (\"[^\"]+\")", &write_the_text},
      {"CAPA142", "^write `from ([^`]+)` to count it", &write_the_text},
      {"CAPA142", ", or `from ([^`]+)`$", &write_the_text},

      // Big Admin
      {"CAPA202", "^move ([^ ]+) of clinical time to `big admin`", &move_to_big_admin},
      {"CAPA202", "^add ([^ ]+) of `big admin`",
       [](const Reader& reader) {
         return reader.add_work("big admin", Reader::hours_in(reader.word(1)));
       }},
      {"CAPA203", "^(move|add) ([^ ]+) of (clinical time to )?`big admin`, then delete this line",
       [](const Reader& reader) {
         Edits edits = reader.word(1) == "move"
                           ? reader.move(reader.blocks_of_plan(clinical_set),
                                         Reader::hours_in(reader.word(2)), &big_admin)
                           : reader.add_work("big admin", Reader::hours_in(reader.word(2)));
         if (edits.empty()) return edits;
         for (const Edit& edit : reader.delete_line()) edits.push_back(edit);
         return edits;
       }},
      {"CAPA220", "^if some of it is other work", nullptr,
       "only the clinician knows what the time is for"},
      {"CAPA221", "`set big-admin-base (core \\+ specific)`",
       [](const Reader& reader) {
         return reader.in_line("set big-admin-base .*", "set big-admin-base " + reader.word(1));
       }},
      {"CAPA222", "^write `big admin ([^`]+)`$", &write_the_text},
      {"CAPA261", "^delete this line", &delete_the_line},

      // Choice
      {"CAPA205 CAPA262", "give ", nullptr, "the team decides who does how much Choice"},
      {"CAPA204", "^(plan|share out) at least", nullptr,
       "the team decides who does how much Choice"},
      {"CAPA209", "^set it to ([0-9]+),", &write_the_text},
      {"CAPA209", "\\(([0-9]+)\\); or", &write_the_text},
      {"CAPA211", "^set it to ([0-9]+)", &write_the_text},
      {"CAPA218", "^plan ([^ ]+) for ([0-9.]+) appointment",
       [](const Reader& reader) {
         const Block* block = reader.block();
         Edits edits = reader.write(reader.word(1));
         if (block != nullptr && block->said->contacts)
           edits.push_back({block->said->contacts->span, "x" + reader.word(2)});
         return edits;
       }},
      {"CAPA219 CAPA257", "^move (an appointment|some of it) to another", nullptr,
       "which day suits is for the team to say"},
      {"CAPA236", "^delete `set choice-loss`", &delete_the_line},
      {"CAPA256", "^add ([0-9.]+) appointments?",
       [](const Reader& reader) {
         return reader.write(to_decimal(parse_decimal(std::regex_replace(
                                            reader.here(), std::regex("[^0-9.].*"), "")) +
                                            parse_decimal(reader.word(1)),
                                        2) +
                             " appointments");
       }},
      {"CAPA241 CAPA242 CAPA243 CAPA244 CAPA255", "", nullptr,
       "the wait is measured, and the diary is elsewhere"},

      // Core
      {"CAPA201", "^plan ([0-9]+) of them in this time", &plan_fewer_contacts},
      {"CAPA223", "^plan another appointment here", nullptr, "fewer appointments may be meant"},
      {"CAPA206 CAPA208", "^set it to ([0-9]+)", &write_the_text},
      {"CAPA206", "whole number beside it, such as ([0-9]+)", &write_the_text},
      {"CAPA207", "^write `target ([^ ]+) core ([0-9]+)`", &write_the_target},
      {"CAPA210", "^write `target ([^ ]+) ([^`]+)` in the team", &write_the_target_of_the_team},
      {"CAPA212", "^set it between ([0-9]+) and ([0-9]+)", &write_the_text},
      {"CAPA212", "^set it between [0-9]+ and ([0-9]+)", &write_the_text},
      {"CAPA313", "^write ([0-9]+) in some quarters and", &write_the_text},
      {"CAPA313", "in some quarters and ([0-9]+) in the others", &write_the_text},
      {"CAPA254", "^add ([0-9.]+) famil",
       [](const Reader& reader) {
         return reader.write(to_decimal(parse_decimal(std::regex_replace(
                                            reader.here(), std::regex("[^0-9.].*"), "")) +
                                            parse_decimal(reader.word(1)),
                                        2) +
                             " families");
       }},
      {"CAPA260", "^plan more Core, or see fewer", nullptr, "the team decides who is seen by two"},
      {"CAPA259", "^plan more Choice and Core, accept", nullptr,
       "three ways, and the team chooses"},

      // The team's balance
      {"CAPA245", "^plan ([^ ]+) more of Core a week", &move_to_core},
      {"CAPA245", "or accept ([0-9.]+) (?:referrals? )?a week", &write_referrals},
      {"CAPA246",
       "^([^ ]+) of Core a week, with the Big Admin that goes with it, could be for other work",
       [](const Reader& reader) {
         return reader.move(
             reader.blocks_of_team(set_of(activity::core)), Reader::hours_in(reader.word(1)),
             [](const Ratio& hours) { return "other \"liaison\" " + Reader::typed(hours); });
       }},
      {"CAPA248", "^move ([^ ]+) a week to Choice and Core", &move_to_core},
      {"CAPA249", "^check that there is enough Specific work", nullptr,
       "what is enough is for the team to say"},
      {"CAPA263", " more of working time a week", nullptr,
       "posts and referrals are for commissioners"},
      {"CAPA250", "^check the components", nullptr, "a question to the team"},
      {"CAPA251", "by this rule of thumb", nullptr, "a rule of thumb, to talk about"},
      {"CAPA252 CAPA253 CAPA247", "^write an average|count them again|check what was counted",
       nullptr, "only who counted knows the right number"},
      {"CAPA232 CAPA228", "`(allow [^`]+)`", &add_the_text_to_the_rules},
      {"CAPA233", "^amend the plans", nullptr, "a question to the team"},
      {"CAPA235", "^use the multiplier ([0-9.]+)",
       [](const Reader& reader) {
         Edits edits = reader.set_in_team("multiplier", reader.word(1));
         for (const ast::TeamStatement& statement : reader.team()->said->statements) {
           const auto* set = std::get_if<ast::Set>(&statement);
           if (set != nullptr && set->name.text == "contacts-per-session")
             edits.push_back({reader.line_at(set->span), ""});
         }
         return edits;
       }},
      {"CAPA237", "^delete `set contacts-per-session`", &delete_the_line},
      {"CAPA238", "^write `set (multiplier-source) ([^`]+)`", &set_it_in_the_team},
      {"CAPA239", "^delete `set multiplier`( and say with `set multiplier-source`)?",
       [](const Reader& reader) {
         Edits edits = reader.delete_line();
         if (!reader.word(1).empty()) {
           for (const Edit& edit : reader.set_in_team("multiplier-source", "\"the audit\""))
             edits.push_back(edit);
         }
         return edits;
       }},
      {"CAPA240", "^delete `set planned-attendance`", &delete_the_line},
      {"CAPA224", "^count fewer contacts", nullptr, "the team knows how long its contacts are"},
      {"CAPA225", "^leave the session at ([0-9.]+h)", &write_the_text},
      {"CAPA258", "^add it to `skills` in a plan with Core",
       [](const Reader& reader) {
         for (const Block& block : reader.model().blocks) {
           if (block.activity != activity::core) continue;
           const Plan& plan = reader.model().plans[block.plan];
           Reading reading(reader.model());
           if (average_hours(reading, block.plan)[activity::core] == 0) continue;
           if (!plan.counts || plan.team == none ||
               &reader.model().teams[plan.team] != reader.team())
             continue;
           if (plan.skills != nullptr)
             return Edits{{{plan.skills->span.file, plan.skills->span.end, plan.skills->span.end},
                           ", " + reader.here()}};
           const std::string_view text = reader.sources()[plan.said->span.file].text();
           const auto brace = static_cast<std::uint32_t>(text.find('{', plan.said->span.begin) + 1);
           return Edits{{{plan.said->span.file, brace, brace}, "\n  skills " + reader.here()}};
         }
         return Edits{};
       }},

      // The week
      {"CAPA213", "`(specific [^`]+)`",
       [](const Reader& reader) {
         const Block* block = reader.block();
         if (block == nullptr || !block->said->amount) return Edits{};
         return Edits{
             {{block->said->span.file, block->said->span.begin, block->said->amount->span.end},
              reader.word(1)}};
       }},
      {"CAPA214", "^write `lunch ([^`]+)`", &write_the_text},
      {"CAPA214", "or `set (lunch-[a-z]+) ([^`]+)` for the team", &set_it_in_the_team},
      {"CAPA215", "^write parts that make", nullptr,
       "one of the two is a slip, and only the writer knows which"},
      {"CAPA216", "^leave out the way to work", nullptr,
       "only the clinician knows where the travel goes"},
      {"CAPA217 CAPA310", "such as `(travel ([^`]+))`", &add_travel},
      {"CAPA226", "^merge what belongs together", nullptr,
       "only the clinician knows what belongs together"},
      {"CAPA227 CAPA229 CAPA230", "such as `([^`]+)`.*?(in the place of other work)?$",
       &add_the_work},
      {"CAPA231", "^write `(per quarter)`",
       [](const Reader& reader) {
         const Edits instead = reader.in_line("per year|every [0-9]+ weeks", reader.word(1));
         return instead.empty() ? reader.write_after(" " + reader.word(1)) : instead;
       }},
      {"CAPA301", "^delete one of the two lines", &delete_the_line},
      {"CAPA301", "^move one of the two", nullptr, "only the clinician knows which time is right"},
      {"CAPA302", "^delete one of the two", nullptr, "its fixes delete one"},
      {"CAPA305 CAPA472",
       "such as `([a-z]{3}) (lunch [^`]+)`(?: for each of these days)?(, with a morning before it)?",
       &add_lunch},
      {"CAPA309", "such as `(week 1 of [0-9]+)` here and `(week 2 of [0-9]+)` in the other",
       &say_the_weeks},
      {"CAPA317", "^write all of them in hours: a session is ([^ ]+) here",
       [](const Reader& reader) {
         Edits edits;
         const Plan* plan = reader.plan();
         for (const BlockId b : plan->blocks) {
           const Block& block = reader.model().blocks[b];
           if (block.said->amount && block.said->amount->sessions)
             edits.push_back(
                 {block.said->amount->span,
                  Reader::typed(block.said->amount->value * Reader::hours_in(reader.word(1)))});
         }
         return edits;
       }},
      {"CAPA318", "^put lunch, or a gap", nullptr, "the clinician knows when there is time for it"},

      // Contracts and full-time equivalents
      {"CAPA303", "^take ([^ ]+) out of the week", &take_hours_out},
      {"CAPA303 CAPA307 CAPA328", "write `contract ([^`]+)`", &write_the_contract},
      {"CAPA451", "^write `contract ([^`]+)`.*`set (full-time) ([^`]+)` as well",
       [](const Reader& reader) {
         Edits edits = write_the_contract(reader);
         for (const Edit& edit : reader.set_in_plan(reader.word(2), reader.word(3)))
           edits.push_back(edit);
         return edits;
       }},
      {"CAPA304", "^write down the other ([^ ]+) .* in lines of `any day`", &add_hours_of_any_day},
      {"CAPA306", "^add ([^ ]+) of work", &add_hours},
      {"CAPA306", "or write `contract ([^`]+)`", &write_the_contract},
      {"CAPA307", "or `fte ([0-9.]+)`", &write_the_fte},
      {"CAPA308", "or take ([A-Z][a-z]+) out of `days-off`",
       [](const Reader& reader) {
         for (const Label& label : reader.diagnostic.labels) {
           const std::string days(reader.sources().text(label.span));
           const std::string day = reader.word(1).substr(0, 3) + "[a-z]*";
           const std::string left = std::regex_replace(
               days, std::regex("(, *|,? *and +)" + day + "|" + day + "(, *| +and +)?"), "");
           return Reader::write(label.span, left);
         }
         return Edits{};
       }},
      {"CAPA308", "or take ([A-Z][a-z ]+) out of the line that says `off`",
       [](const Reader& reader) {
         return reader.diagnostic.labels.empty()
                    ? Edits{}
                    : Reader::write(reader.diagnostic.labels.front().span, "");
       }},
      {"CAPA311 CAPA312", "^write `fte ([0-9.]+)`", &write_the_fte},
      {"CAPA314", "^write in each plan the contract hours", nullptr,
       "only the teams know which hours are theirs"},

      // Dates
      {"CAPA234 CAPA316", "`(# capa: allow [^`]+)` at the end of this line",
       [](const Reader& reader) { return reader.at_the_end_of_the_line("  " + reader.word(1)); }},
      {"CAPA315", "^give these appointments", nullptr, "the team chooses who takes them"},
      {"CAPA264", "^delete this line", &delete_the_line},
      {"CAPA326", "^name the colleague", nullptr, "only the clinician knows who the colleague is"},
      {"CAPA327", "^write the same work in the plan of", nullptr,
       "the colleague has to agree to it"},
      {"CAPA143", "^write the name", nullptr, "only the team knows the name"},
      {"CAPA145", "or write `(language 1)`",
       [](const Reader& reader) { return reader.in_line("language +[0-9.-]+", reader.word(1)); }},
      {"CAPA144", "^write (0% or more|100% or less|less than 100%)", nullptr,
       "only the team knows its number"},
      {"CAPA319",
       "^(?:hold the review, and write|choose a date).* ([0-9]{4}-[0-9]{2}-[0-9]{2}) at the latest$",
       &write_the_text},
      {"CAPA319", "^hold the review now", nullptr,
       "a review is held before its next date is known"},
      {"CAPA320", "`(review [^`]+)`", &add_the_text_to_the_plan},
      {"CAPA321", "such as `(, [^`]+)`",
       [](const Reader& reader) { return reader.write_after(reader.word(1)); }},
      {"CAPA322", "^write the day on which it was agreed", nullptr,
       "only who agreed knows the day"},
      {"CAPA323", "delete the line to plan the present one", &delete_the_line},
      {"CAPA324", "^write the plan that holds now", nullptr,
       "only the service knows the plan that holds"},
      {"CAPA325", "`set (team-plan-agreed) ([^`]+)`", &set_it_in_the_team},

      // Agenda for Change, consultants, SAS doctors, working time
      {"CAPA402", "^write `set (additional-pas) ([^`]+)`",
       [](const Reader& reader) { return reader.set_in_plan(reader.word(1), reader.word(2)); }},
      {"CAPA401", "^write `contract ([^`]+)` and `set full-time ([^`]+)`",
       [](const Reader& reader) {
         Edits edits = write_the_contract(reader);
         for (const Edit& edit : reader.set_in_plan("full-time", reader.word(2)))
           edits.push_back(edit);
         return edits;
       }},
      {"CAPA471", "^take ([^ ]+) out", &take_hours_out},
      {"CAPA403", "^take ([^ ]+) out.*`set additional-pas ([0-9.]+)`",
       [](const Reader& reader) {
         const Plan* plan = reader.plan();
         if (plan == nullptr || !plan->contract_hours) return take_hours_out(reader);
         Edits edits =
             Reader::write(plan->contract->amount.span,
                           Reader::typed(*plan->contract_hours - Reader::hours_in(reader.word(1))));
         for (const Edit& edit : reader.set_in_plan("additional-pas", reader.word(2)))
           edits.push_back(edit);
         return edits;
       }},
      {"CAPA404 CAPA432", "^count ", nullptr, "the contract is for the service and the doctor"},
      {"CAPA405", "^plan ", nullptr, "the split is agreed locally"},
      {"CAPA405", "`set (spa-pas) ([0-9.]+)`",
       [](const Reader& reader) { return reader.set_in_plan(reader.word(1), reader.word(2)); }},
      {"CAPA406 CAPA433 CAPA453", "such as `(agreed [^`]+)`.*`(review [^`]+)`", &agree},
      {"CAPA407", "^add `set ([a-z-]+)` with a short text",
       [](const Reader& reader) { return reader.set_in_plan(reader.word(1), "\"none\""); }},
      {"CAPA408", "^write ([^ ]+) in the week",
       [](const Reader& reader) {
         const Block* block = reader.block();
         return block == nullptr || !block->said->amount
                    ? Edits{}
                    : Reader::write(block->said->amount->span, reader.word(1));
       }},
      {"CAPA431", "^plan ([^ ]+) more, such as `(cpd)`.*?(in the place of other work)?$",
       [](const Reader& reader) {
         const Ratio hours = Reader::hours_in(reader.word(1));
         if (reader.word(3).empty()) return reader.add_work("cpd", hours);
         return reader.move(reader.blocks_of_plan(paid_activities()), hours,
                            [](const Ratio& some) { return "cpd " + Reader::typed(some); });
       }},
      {"CAPA452", "such as `(team meeting [^`]+)`",
       [](const Reader& reader) {
         return reader.in_line("lunch \"[^\"]*\" +[0-9.hm]+", reader.word(1));
       }},
      {"CAPA454", "such as `([^`]+)`", &add_the_text_to_the_plan},
      {"CAPA455", "^agree the others", nullptr, "only the people can agree"},
      {"CAPA471", "`set (opt-out) (yes)`",
       [](const Reader& reader) { return reader.set_in_plan(reader.word(1), reader.word(2)); }},
      {"CAPA473", "^begin ", nullptr, "which of the two can move is for the clinician to say"},
      {"CAPA474", "^keep a day", nullptr, "which day is for the clinician to say"},
  };
  return rows;
}

struct Pattern {
  const Row* row;
  std::regex regex;
};

const std::vector<Pattern>& patterns() {
  static const std::vector<Pattern> all = [] {
    std::vector<Pattern> compiled;
    for (const Row& row : table()) compiled.push_back({&row, std::regex(std::string(row.pattern))});
    return compiled;
  }();
  return all;
}

std::string kind_of(const Row& row) {
  return row.codes.empty() ? std::string(row.pattern)
                           : fmt::format("{} {}", row.codes, row.pattern);
}

}  // namespace

std::vector<Instruction> instructions(const Sources& sources, const Analysis& analysis,
                                      const Diagnostic& diagnostic) {
  std::vector<Instruction> all;
  Reader reader(sources, analysis, diagnostic);
  for (const auto& [row, pattern] : patterns()) {
    if (row->codes.find(diagnostic.code) == std::string_view::npos && !row->codes.empty()) continue;
    if (!std::regex_search(diagnostic.help, reader.words, pattern)) continue;
    all.push_back({kind_of(*row), row->follow != nullptr ? row->follow(reader) : Edits{},
                   row->left_to_people});
  }
  return all;
}

bool follows_from_the_week(const Diagnostic& diagnostic) {
  const std::string_view of_targets = "CAPA206 CAPA207 CAPA208 CAPA209 CAPA210 CAPA211 CAPA212";
  return of_targets.find(diagnostic.code) != std::string_view::npos;
}

std::vector<std::string> kinds_to_follow() {
  std::vector<std::string> kinds;
  for (const Row& row : table()) {
    if (row.follow != nullptr) kinds.push_back(kind_of(row));
  }
  return kinds;
}
