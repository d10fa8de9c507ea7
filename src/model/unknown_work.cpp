// What an unknown activity was meant to be: asked with the answers of the lexicon, each as it is typed.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "model/builder.h"
#include "units/arithmetic.h"
#include "words/lexicon.h"
#include "words/table.h"

namespace capalint {
std::string single_spaced(std::string_view text) {
  std::string spaced;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space || (!spaced.empty() && spaced.back() != ' ')) spaced += space ? ' ' : c;
  }
  return spaced;
}

namespace {

constexpr std::size_t long_enough_to_misspell = 5;
constexpr int days_in_fortnight = 14;

/// A part of a line that somebody wrote, and what of it is to be told.
struct Written {
  const ast::Block& said;
  std::string words;   // of the activity, as typed or corrected
  std::string amount;  // `1h`, `2 sessions`
  Weekday day = Weekday::mon;
  Date monday;  // the first one of the quarter
};

/// The text after so many words.
std::string after_words(std::string_view text, std::ptrdiff_t count) {
  while (count-- > 0) text.remove_prefix(std::min(text.find(' '), text.size() - 1) + 1);
  return std::string(text);
}

/// `ED clinic` for `ed clinic`, where `ED clinc` was typed: a word that is right keeps its capitals.
std::string as_typed(std::string_view meant, std::string_view typed) {
  const auto words = split(meant, " ");
  const auto typed_words = split(typed, " ");
  if (words.size() != typed_words.size()) return std::string(meant);
  std::string all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool right = normalised(typed_words[i]) == words[i];
    all += fmt::format("{}{}", i > 0 ? " " : "", right ? typed_words[i] : words[i]);
  }
  return all;
}

/// What stands in the place of the words, and of the text after them.
std::string instead_of_words(const Written& written, std::string_view activity, bool with_text) {
  std::string text(activity);
  if (with_text) text += fmt::format(" \"{}\"", written.words);
  if (!written.said.what) return text;
  if (with_text) text.pop_back();
  return text + fmt::format("{}{}\"", with_text ? " " : " \"", written.said.what->text);
}

std::string replaced(std::string text, std::string_view name, std::string_view value) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name))
    text.replace(at, name.size(), value);
  return text;
}

std::string line_of(const Written& written, const Meaning& meaning) {
  std::string line(meaning.line);
  line = replaced(line, "{words}", written.words);
  line = replaced(line, "{day}", to_string(written.day));
  return replaced(
      line, "{dates}",
      fmt::format("{}..{}", to_string(written.monday),
                  to_string(written.monday + std::chrono::days(days_in_fortnight - 1))));
}

/// The answer as a part of a line that can stand as it is.
std::string piece_of(const Written& written, const Meaning& meaning) {
  std::string text =
      instead_of_words(written, meaning.line, meaning.kind == Meaning::Kind::with_text);
  const bool counted = meaning.activity == activity::choice && written.said.contacts;
  if (written.said.amount || !counted) text += " " + written.amount;
  if (written.said.contacts)
    text += fmt::format(" x{}", to_decimal(written.said.contacts->value, 2));
  return text;
}

bool is_work(const Meaning& meaning) {
  return meaning.kind == Meaning::Kind::activity || meaning.kind == Meaning::Kind::with_text;
}

/// "write `big admin 1h` if …, or `other "admin" 1h`".
std::string question(const Written& written, const std::vector<Meaning>& meanings) {
  std::string text;
  bool verb = false;
  for (const Meaning& meaning : meanings) {
    const bool last = &meaning == &meanings.back();
    if (!text.empty()) text += last ? ", or " : ", ";
    if (meaning.kind == Meaning::Kind::nothing) {
      text += "leave it out";
      verb = false;
    } else {
      if (!verb) text += "write ";
      verb = true;
      text += fmt::format(
          "`{}`", is_work(meaning) ? piece_of(written, meaning) : line_of(written, meaning));
    }
    if (meaning.kind == Meaning::Kind::plan_line) text += " as a line of the plan instead";
    if (meaning.kind == Meaning::Kind::team_line) text += " as a line of the team instead";
    if (!meaning.when.empty()) text += fmt::format(" if {}", meaning.when);
  }
  return text;
}

/// What `and` joins.
std::vector<std::string_view> parts_of(std::string_view name) {
  constexpr std::string_view joins = " and ";
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = name.find(joins);
    parts.push_back(name.substr(0, at));
    if (at == std::string_view::npos) return parts;
    name.remove_prefix(at + joins.size());
  }
}

/// A known activity that the words begin with, and what follows it.
struct Beginning {
  ActivityId activity = activity::choice;
  std::string_view words;
  std::string rest;
};

}  // namespace

const KnownNames& Builder::activity_words(TeamId team) {
  const std::size_t key = team == none ? team_words_.size() : team.index();
  const auto known = near_activities_.find(key);
  if (known != near_activities_.end()) return known->second;
  std::vector<std::string_view> names;
  for (const ActivityInfo& info : activities()) {
    names.push_back(info.name);
    names.insert(names.end(), info.other_words.begin(), info.other_words.end());
  }
  for (const auto& [own, id] : workspace_words_) names.push_back(own);
  if (team != none) {
    for (const auto& [own, id] : team_words_[team.index()]) names.push_back(own);
  }
  std::sort(names.begin(), names.end());
  return near_activities_.emplace(key, std::move(names)).first->second;
}

std::optional<ActivityId> Builder::known_activity(std::string_view words, TeamId team) const {
  if (const auto id = find_activity(words)) return id;
  const std::string name(words);
  if (const auto own = workspace_words_.find(name); own != workspace_words_.end())
    return own->second;
  if (team == none) return std::nullopt;
  const auto& own_words = team_words_[team.index()];
  const auto own = own_words.find(name);
  return own == own_words.end() ? std::nullopt : std::optional(own->second);
}

/// `core and big admin 3h`
void Builder::ask_for_hours_of_each(const ast::Word& word,
                                    const std::vector<std::string_view>& parts, const Ratio& hours,
                                    const ast::Block& said) {
  const std::string each = hours_text(hours / static_cast<std::int64_t>(parts.size()));
  std::string line;
  for (const std::string_view part : parts)
    line += fmt::format("{}{} {}", line.empty() ? "" : ", ", part, each);
  Diagnostic& diagnostic =
      report(Builtin::unknown_activity, word.span,
             fmt::format("`{}` are different kinds of work, and each has hours of its own",
                         single_spaced(word.text)),
             fmt::format("write `{}`, with the hours of each", line));
  if (!said.amount) return;
  diagnostic.fixes.push_back(
      {fmt::format("write `{}`", line), false, {{join(word.span, said.amount->span), line}}});
}

std::optional<ActivityId> Builder::unknown_work(const Block& block, const ast::Block& said,
                                                const ast::DayLine& line) {
  const ast::Word& word = said.activity;
  const std::string name = normalised(word.text);
  const std::string shown = single_spaced(word.text);
  const KnownNames& known_words = activity_words(block.team);
  const std::vector<std::string_view>& names = known_words.names();
  const std::vector<std::string_view> near = known_words.nearest_to(name);
  const auto did_you_mean = [&] {
    suggest_words(
        report(Builtin::unknown_activity, word.span, fmt::format("`{}` is not an activity", shown)),
        word, near);
    return std::nullopt;
  };

  Date monday = model_.quarter_of(block.team).first_day();
  while (weekday_of(monday) != Weekday::mon) monday += std::chrono::days(1);
  Written written{.said = said, .words = shown, .monday = monday};
  if (!line.days.any()) written.day = line.days.ranges.front().first;
  const bool sound = said.amount && said.amount->value > 0;
  Block other = block;
  other.activity = activity::other;
  const Ratio hours = sound ? said.amount->value : likely_hours(other, said, line);
  written.amount = sound && said.amount->sessions
                       ? fmt::format("{} session{}", to_decimal(hours, 2), hours == 1 ? "" : "s")
                       : hours_text(hours);

  const auto ask = [&](const std::vector<Meaning>& meanings, bool one_meaning) {
    Diagnostic& diagnostic = report(
        Builtin::unknown_activity, word.span,
        one_meaning ? fmt::format("`{}` is not an activity of its own", shown)
        : meanings.size() == 1
            ? fmt::format("`{}` is not an activity", shown)
            : fmt::format("`{}` is not an activity, and what it is decides how its hours count",
                          shown),
        question(written, meanings));
    const Span whole = said.what ? join(word.span, said.what->span) : word.span;
    for (const Meaning& meaning : meanings) {
      if (!is_work(meaning)) continue;
      const std::string text =
          instead_of_words(written, meaning.line, meaning.kind == Meaning::Kind::with_text);
      diagnostic.fixes.push_back({fmt::format("write `{}`", text), one_meaning, {{whole, text}}});
    }
  };
  const auto ask_by = [&](const LexiconEntry& entry) -> std::optional<ActivityId> {
    const bool one = entry.has_one_meaning() && is_work(entry.meanings.front());
    ask(entry.meanings, one);
    if (one) return entry.meanings.front().activity;
    return std::nullopt;
  };

  // The team is not known, or in what could not be read, and the word may be one of its own.
  const bool may_be_a_word_of_its_team =
      block.team == none &&
      (model_.damaged || !team_names().empty() || model_.plans[block.plan].said->team);
  const LexiconEntry* entry = find_in_lexicon(name);
  constexpr std::string_view supporting = "spa ";  // `SPA audit`
  if (entry == nullptr && name.starts_with(supporting)) {
    const std::string_view of_it = std::string_view(name).substr(supporting.size());
    if (const auto known = known_activity(of_it, block.team)) {
      ask({{.activity = *known, .line = of_it}}, true);
      return known;
    }
    entry = find_in_lexicon(of_it);
    if (entry == nullptr) entry = find_in_lexicon("spa");
  }
  if (entry != nullptr && !may_be_a_word_of_its_team) return ask_by(*entry);
  if (const std::string whole = spelt_out(name); whole != name) {
    if (const auto known = known_activity(whole, block.team)) {
      ask({{.activity = *known, .line = whole}}, true);
      return known;
    }
  }
  constexpr std::string_view kind_behind = " specific";
  if (name.ends_with(kind_behind) && !said.what) {  // `CBT specific`
    written.words.resize(written.words.size() - kind_behind.size());
    ask({{.kind = Meaning::Kind::with_text, .activity = activity::specific, .line = "specific"}},
        true);
    return activity::specific;
  }
  const bool slips = std::any_of(near.begin(), near.end(),
                                 [&](std::string_view known) { return one_slip(name, known); });
  if (slips) return did_you_mean();
  if (may_be_a_word_of_its_team) {
    if (!near.empty()) did_you_mean();
    return std::nullopt;
  }

  // `admin and emails`: the first of them that is known decides what is asked.
  if (const auto parts = parts_of(name); parts.size() > 1) {
    const bool all_known = std::all_of(parts.begin(), parts.end(), [&](std::string_view part) {
      return known_activity(part, block.team).has_value();
    });
    if (all_known) {
      ask_for_hours_of_each(word, parts, hours, said);
      return std::nullopt;
    }
    for (const std::string_view part : parts) {
      std::vector<Meaning> meanings;
      if (const auto known = known_activity(part, block.team)) {
        meanings.push_back({.activity = *known, .line = part, .when = "it is mostly that"});
      } else if (const LexiconEntry* of_part = find_in_lexicon(part)) {
        meanings = of_part->meanings;
      } else {
        continue;
      }
      const bool has_other =
          std::any_of(meanings.begin(), meanings.end(), [](const Meaning& meaning) {
            return meaning.kind == Meaning::Kind::with_text && meaning.line == "other";
          });
      if (!has_other)
        meanings.push_back(
            {.kind = Meaning::Kind::with_text, .activity = activity::other, .line = "other"});
      ask(meanings, false);
      return std::nullopt;
    }
  }

  // `wed xm core 2h`: the word before an activity was meant as a half-day.
  const std::size_t space = name.find(' ');
  if (space != std::string::npos && !line.half && !line.clock) {
    const std::vector<std::string_view> halves =
        all_nearest(name.substr(0, space), {"am", "pm", "eve"});
    if (!halves.empty() && known_activity(name.substr(space + 1), block.team)) {
      const Span first{word.span.file, word.span.begin,
                       word.span.begin + static_cast<std::uint32_t>(word.text.find(' '))};
      Diagnostic& diagnostic =
          report(Builtin::unknown_activity, first,
                 fmt::format("`{}` is neither a half-day nor part of an activity",
                             word.text.substr(0, word.text.find(' '))),
                 "write `am`, `pm` or `eve` after the day, or leave it out");
      for (const std::string_view half : halves)
        diagnostic.fixes.push_back(
            {fmt::format("write `{}`", half), false, {{first, std::string(half)}}});
      return std::nullopt;
    }
  }

  if (name.size() >= long_enough_to_misspell) {
    const auto& all = words_of_lexicon();
    const auto meant = std::find_if(all.begin(), all.end(), [&](std::string_view known) {
      return known.size() >= long_enough_to_misspell && one_slip(name, known);
    });
    if (meant != all.end()) {
      written.words = as_typed(*meant, written.words);
      return ask_by(*find_in_lexicon(*meant));
    }
  }

  // `specific trauma`: the text without its quotes.
  std::optional<Beginning> beginning;
  for (std::size_t at = name.rfind(' '); at != std::string::npos && at > 0 && !beginning;
       at = name.rfind(' ', at - 1)) {
    const std::string_view first = std::string_view(name).substr(0, at);
    const auto id = known_activity(first, block.team);
    const auto spelt = std::lower_bound(names.begin(), names.end(), first);
    if (id && spelt != names.end() && *spelt == first)
      beginning = {*id, *spelt,
                   after_words(written.words, std::count(first.begin(), first.end(), ' ') + 1)};
  }
  const bool takes_a_text =
      beginning && (beginning->words == "specific" || beginning->words == "other");
  const LexiconEntry& by_ending = find_by_ending(name);
  const bool has_ending = !by_ending.is_for_anything();
  if (takes_a_text || (beginning && !has_ending)) {
    written.words = beginning->rest;
    const Meaning with_text{.kind = Meaning::Kind::with_text,
                            .activity = beginning->activity,
                            .line = beginning->words};
    if (takes_a_text) {
      ask({with_text}, true);
      return beginning->activity;
    }
    ask({{.activity = beginning->activity, .line = beginning->words}, with_text}, false);
    return std::nullopt;
  }
  if (!has_ending && !near.empty()) return did_you_mean();
  return ask_by(by_ending);
}

}  // namespace capalint
