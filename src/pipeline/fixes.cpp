#include "pipeline/fixes.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <memory>
#include <set>

#include "diagnostics/builtin.h"
#include "format/format.h"

namespace capalint {
namespace {

// A finding is known again by its rule and by whom or which file it is about.
using Kind = std::pair<std::string, std::string>;

Kind kind_of(const Sources& sources, const Diagnostic& diagnostic) {
  if (!diagnostic.subject.empty()) return {diagnostic.code, diagnostic.subject};
  const bool in_file = diagnostic.span.file < sources.size();
  return {diagnostic.code, "file " + (in_file ? sources[diagnostic.span.file].path() : "")};
}

struct Findings {
  std::map<Kind, std::vector<const Diagnostic*>> by_kind;
  // Whose plans and teams were not judged, because something in them could not be read.
  std::set<std::string> not_judged;
  bool anything_not_judged = false;

  [[nodiscard]] std::size_t count(const Kind& kind) const {
    const auto found = by_kind.find(kind);
    return found == by_kind.end() ? 0 : found->second.size();
  }
};

Findings findings_of(const Sources& sources, const Analysis& analysis) {
  Findings findings;
  for (const Diagnostic& diagnostic : analysis.diagnostics)
    findings.by_kind[kind_of(sources, diagnostic)].push_back(&diagnostic);
  const Model& model = analysis.model;
  const auto add = [&](std::string_view name) { findings.not_judged.emplace(name); };
  for (const Team& team : model.teams) {
    if (!team.incomplete && !team.damaged && !model.damaged) continue;
    add(team.said->name.text);
    for (const PlanId plan : team.plans) add(model.plan_name(plan));
  }
  for (const PlanId plan : model.plans.ids()) {
    if (model.plans[plan].damaged || model.damaged) add(model.plan_name(plan));
  }
  findings.anything_not_judged = !findings.not_judged.empty() || model.damaged;
  return findings;
}

// What a change was to mend: how many findings of each kind, and the mildest of them.
struct ToMend {
  std::map<Kind, std::size_t> kinds;
  Level mildest = Level::error;
  bool unread = true;  // all of it is text that could not be read
  WantedBy by = WantedBy::program;

  void add(const Kind& kind, const Diagnostic& diagnostic) {
    ++kinds[kind];
    mildest = std::max(mildest, diagnostic.level);
    unread = unread && diagnostic.unread;
  }
};

// A finding in what could not be judged before is not the change's doing, nor is a question about a
// line that is read now; and who chose a change lives with the rest.
bool is_accepted(const Findings& before, const Findings& after, const ToMend& wanted,
                 const Diagnostic& added) {
  if ((wanted.unread || wanted.by == WantedBy::person) && !is_syntax_error(added)) return true;
  if (added.subject.empty())
    return before.anything_not_judged && !after.anything_not_judged && added.level != Level::error;
  return before.not_judged.contains(added.subject) && !after.not_judged.contains(added.subject);
}

/// One that was not there before, of a kind that there are more of now.
const Diagnostic& added_one(const Findings& before, const Kind& kind,
                            const std::vector<const Diagnostic*>& found) {
  std::set<std::string_view> known;
  if (const auto then = before.by_kind.find(kind); then != before.by_kind.end()) {
    for (const Diagnostic* each : then->second) known.insert(each->message);
  }
  const auto is_new = [&](const Diagnostic* each) { return !known.contains(each->message); };
  const auto added = std::find_if(found.begin(), found.end(), is_new);
  return added == found.end() ? *found.back() : **added;
}

// Why a change may not stay, and what kind of finding it is about.
struct Objection {
  Kind kind;
  std::string why;
};

// None when it may stay.
std::vector<Objection> objections_to(const Findings& before, const Findings& after,
                                     const ToMend& wanted) {
  std::vector<Objection> objections;
  for (const auto& [kind, count] : wanted.kinds) {
    if (after.count(kind) + count > before.count(kind))
      objections.push_back({kind, fmt::format("{} would still be found", kind.first)});
  }
  for (const auto& [kind, found] : after.by_kind) {
    if (found.size() <= before.count(kind)) continue;
    const Diagnostic& added = added_one(before, kind, found);
    if (added.level > wanted.mildest || is_accepted(before, after, wanted, added)) continue;
    objections.push_back({kind, fmt::format("it would add {}: {}", added.code, added.message)});
  }
  return objections;
}

struct Candidate {
  const Diagnostic* diagnostic = nullptr;
  const Fix* fix = nullptr;
  std::string key;
  Kind kind;
};

bool adds_line(const Edit& edit) {
  return edit.span.begin == edit.span.end && edit.replacement.starts_with('\n');
}

/// The edits of fixes that do not overlap.
class Taken {
 public:
  void add(const Fix& fix) {
    for (const Edit& edit : fix.edits) {
      At& at = by_place_[{edit.span.file, edit.span.begin}];
      at.end = std::max(at.end, edit.span.end);
      if (adds_line(edit))
        at.lines.insert(edit.replacement);
      else
        at.only_lines = false;
    }
  }

  [[nodiscard]] bool overlap(const Fix& fix) const {
    return std::any_of(fix.edits.begin(), fix.edits.end(),
                       [&](const Edit& edit) { return overlap(edit); });
  }

 private:
  struct At {
    std::uint32_t end = 0;
    bool only_lines = true;
    std::set<std::string> lines;  // that are added here
  };

  [[nodiscard]] bool overlap(const Edit& edit) const {
    const auto at = by_place_.lower_bound({edit.span.file, edit.span.begin});
    if (at != by_place_.begin()) {
      const auto& [place, before] = *std::prev(at);
      if (place.first == edit.span.file && edit.span.begin < before.end) return true;
    }
    if (at == by_place_.end() || at->first.first != edit.span.file) return false;
    if (at->first.second != edit.span.begin) return at->first.second < edit.span.end;
    // Lines stand in the order of their findings; other insertions at one place would have no order.
    return !at->second.only_lines || !adds_line(edit) ||
           at->second.lines.contains(edit.replacement);
  }

  std::map<std::pair<FileId, std::uint32_t>, At> by_place_;
};

/// Whether a line that could not be read is the only one that is in doubt: quotes and braces that do not
/// close change what stands after them.
bool leaves_the_rest_readable(const Diagnostic& problem) {
  return problem.code == info(Builtin::unexpected_text).code ||
         problem.code == info(Builtin::date_form).code ||
         problem.code == info(Builtin::decimal_comma).code;
}

/// Whether it could not be read, and only people can mend it.
bool is_for_people(const Diagnostic& problem) {
  return is_syntax_error(problem) && problem.fixes.empty();
}

/// What of a file cannot be read, and only people can mend.
struct Unread {
  bool all = false;  // it leaves the rest of the file in doubt
  std::set<std::uint32_t> lines;
};

Unread unread_in(const Source& source, const Parsed& parsed) {
  Unread unread;
  for (const Diagnostic& problem : parsed.diagnostics) {
    if (!is_for_people(problem)) continue;
    unread.all = unread.all || !leaves_the_rest_readable(problem);
    unread.lines.insert(source.position(problem.span.begin).line);
  }
  return unread;
}

// The same in every round, unless what it changes has changed.
std::string key_of(const Sources& sources, const Diagnostic& diagnostic, const Fix& fix) {
  const Kind kind = kind_of(sources, diagnostic);
  std::string key =
      fmt::format("{}\n{}\n{}\n{}", kind.first, kind.second, diagnostic.where, fix.title);
  for (const Edit& edit : fix.edits) {
    key += fmt::format("\n{}\n{}\n{}", sources[edit.span.file].path(), sources.text(edit.span),
                       edit.replacement);
  }
  return key;
}

// Texts, and what is found in them.
struct State {
  Sources sources;
  Analysis analysis;
  Findings findings;
};

class Fixer {
 public:
  Fixer(const AnalysisOptions& options, const WantFix& wanted, WantedBy wanted_by)
      : options_(options), wanted_(wanted), wanted_by_(wanted_by) {}

  Fixed run(const Sources& sources, std::vector<ParsedFile> known) {
    state_.sources = sources;
    state_.analysis = analyse_again(sources, std::move(known), options_, {});
    state_.findings = findings_of(state_.sources, state_.analysis);
    bool settled = false;
    for (int round = 0; round < most_rounds && !settled; ++round) settled = !one_round();
    if (!settled) settled = candidates().empty();
    keep_the_look(sources);

    Fixed fixed{.tried = std::move(tried_), .settled = settled};
    for (FileId id = 0; id < sources.size(); ++id) {
      if (sources[id].text() != state_.sources[id].text()) fixed.changed.push_back(id);
    }
    fixed.sources = std::move(state_.sources);
    fixed.analysis = std::move(state_.analysis);
    return fixed;
  }

 private:
  // The fixes of this round: the first one of each finding that is wanted and in none's way.
  std::vector<Candidate> candidates() {
    std::vector<Candidate> chosen;
    Taken taken;
    unread_.clear();
    for (const Diagnostic& diagnostic : state_.analysis.diagnostics) {
      if (diagnostic.span.file >= state_.sources.size()) continue;
      for (const Fix& fix : diagnostic.fixes) {
        if (fix.edits.empty() || !in_files_beyond_doubt(fix)) continue;
        std::string key = key_of(state_.sources, diagnostic, fix);
        if (!is_wanted(key, diagnostic, fix)) continue;
        if (taken.overlap(fix)) continue;
        taken.add(fix);
        chosen.push_back({&diagnostic, &fix, std::move(key), kind_of(state_.sources, diagnostic)});
        break;
      }
    }
    return chosen;
  }

  bool is_wanted(const std::string& key, const Diagnostic& diagnostic, const Fix& fix) {
    if (refused_.contains(key)) return false;
    if (accepted_.contains(key)) return true;
    const bool wanted = wanted_(state_.sources, diagnostic, fix);
    (wanted ? accepted_ : refused_).insert(key);
    return wanted;
  }

  bool in_files_beyond_doubt(const Fix& fix) {
    return std::all_of(fix.edits.begin(), fix.edits.end(), [&](const Edit& edit) {
      const FileId id = edit.span.file;
      const Source& source = state_.sources[id];
      auto known = unread_.find(id);
      if (known == unread_.end())
        known = unread_.emplace(id, unread_in(source, *state_.analysis.files[id])).first;
      const auto& [all, lines] = known->second;
      if (all || lines.empty()) return !all;
      const auto line = lines.lower_bound(source.position(edit.span.begin).line);
      return line == lines.end() || *line > source.position(edit.span.end).line;
    });
  }

  using Candidates = std::vector<Candidate>;

  // True when another round may bring more. Fixes are tried together; those that may not stay together are
  // taken apart, until each is known that may not stay, or `most_parts` are there. Each part is tried once,
  // beside what stays already.
  bool one_round() {
    Candidates stayed;
    State now;  // with what stayed; candidates point into `state_`, which is left alone
    bool put_off = false;
    std::deque<Candidates> parts;
    if (Candidates all = candidates(); !all.empty()) parts.push_back(std::move(all));
    for (std::size_t count = 1; !parts.empty(); parts.pop_front()) {
      const Candidates& part = parts.front();
      Candidates together = stayed;
      together.insert(together.end(), part.begin(), part.end());
      State next = applied(together);
      ToMend mended{.by = wanted_by_};
      for (const Candidate& candidate : part) mended.add(candidate.kind, *candidate.diagnostic);
      const std::vector<Objection> objections =
          objections_to(stayed.empty() ? state_.findings : now.findings, next.findings, mended);
      if (objections.empty()) {
        for (const Candidate& candidate : part) note(candidate, {});
        stayed = std::move(together);
        now = std::move(next);
      } else if (part.size() == 1 || count == most_parts) {
        put_off = refuse(part, objections) < part.size() || put_off;
      } else {
        auto [first, second] = taken_apart(part, objections);
        parts.push_back(std::move(first));
        parts.push_back(std::move(second));
        ++count;
      }
    }
    const bool changed = !stayed.empty();
    if (changed) state_ = std::move(now);
    return changed || put_off;
  }

  // Those of whom nothing bad is said go first, then the others; or one half after the other.
  static std::pair<Candidates, Candidates> taken_apart(const Candidates& part,
                                                       const std::vector<Objection>& objections) {
    std::set<std::string_view> said_of;
    for (const Objection& each : objections) said_of.insert(each.kind.second);
    std::pair<Candidates, Candidates> parts;
    for (const Candidate& candidate : part)
      (said_of.contains(candidate.kind.second) ? parts.second : parts.first).push_back(candidate);
    if (!parts.first.empty() && !parts.second.empty()) return parts;
    const auto middle = part.begin() + static_cast<std::ptrdiff_t>(part.size() / 2);
    return {{part.begin(), middle}, {middle, part.end()}};
  }

  // Those of whom something bad is said, or all when it is said of none of them. Returns how many.
  std::size_t refuse(const Candidates& part, const std::vector<Objection>& objections) {
    std::map<std::string_view, std::string_view> said_of;
    for (const Objection& each : objections) said_of.emplace(each.kind.second, each.why);
    const auto why = [&](const Candidate& candidate) {
      const auto own = said_of.find(candidate.kind.second);
      return own == said_of.end() ? std::string_view() : own->second;
    };
    const bool of_none = std::all_of(part.begin(), part.end(),
                                     [&](const Candidate& each) { return why(each).empty(); });
    std::size_t count = 0;
    for (const Candidate& candidate : part) {
      std::string said(of_none ? objections.front().why : why(candidate));
      if (said.empty()) continue;
      if (part.size() > 1)
        said += fmt::format(" (tried as one of {} fixes together; `--ask` lets you choose fewer)",
                            part.size());
      refused_.insert(candidate.key);
      note(candidate, std::move(said));
      ++count;
    }
    return count;
  }

  // What stood in the one look stands in it afterwards.
  void keep_the_look(const Sources& before) {
    const auto in_the_one_look = [](FileId id, const Source& source) {
      const Formatted formatted = format(id, source);
      return formatted.refusals.empty() && formatted.text == source.text();
    };
    std::vector<ParsedFile> files = state_.analysis.files;
    bool changed = false;
    for (FileId id = 0; id < before.size(); ++id) {
      const Source& source = state_.sources[id];
      if (source.text() == before[id].text() || !in_the_one_look(id, before[id])) continue;
      const Formatted formatted = format(id, source);
      if (!formatted.refusals.empty() || formatted.text == source.text()) continue;
      state_.sources.replace(id, std::make_shared<const Source>(source.path(), formatted.text));
      files[id] = nullptr;
      changed = true;
    }
    if (!changed) return;
    state_.analysis = analyse_again(state_.sources, std::move(files), options_, state_.analysis);
  }

  [[nodiscard]] State applied(const std::vector<Candidate>& fixes) const {
    std::map<FileId, std::vector<Edit>> edits;
    for (const Candidate& candidate : fixes) {
      for (const Edit& edit : candidate.fix->edits) edits[edit.span.file].push_back(edit);
    }
    State next{.sources = state_.sources};
    std::vector<ParsedFile> files = state_.analysis.files;
    for (const auto& [id, changes] : edits) {
      const Source& source = state_.sources[id];
      next.sources.replace(
          id, std::make_shared<const Source>(source.path(), with_edits(source.text(), changes)));
      files[id] = nullptr;
    }
    next.analysis = analyse_again(next.sources, std::move(files), options_, state_.analysis);
    next.findings = findings_of(next.sources, next.analysis);
    return next;
  }

  void note(const Candidate& candidate, std::string undone) {
    const Diagnostic& diagnostic = *candidate.diagnostic;
    const Source& source = state_.sources[diagnostic.span.file];
    std::vector<FileId> files;
    for (const Edit& edit : candidate.fix->edits) files.push_back(edit.span.file);
    tried_.push_back({diagnostic.code, diagnostic.rule, candidate.fix->title, source.path(),
                      source.position(diagnostic.span.begin).line, std::move(files),
                      std::move(undone)});
  }

  const AnalysisOptions& options_;
  const WantFix& wanted_;
  WantedBy wanted_by_;
  State state_;
  std::vector<TriedFix> tried_;
  std::set<std::string> accepted_;
  std::set<std::string> refused_;
  std::map<FileId, Unread> unread_;  // of the files that this round has looked at
};

}  // namespace

const Diagnostic* in_the_way(const Sources& sources, const Analysis& analysis, Span place) {
  const auto& problems = analysis.files[place.file]->diagnostics;
  const Source& source = sources[place.file];
  const auto first_line = source.position(place.begin).line;
  const auto last_line = source.position(place.end).line;
  const auto found = std::find_if(problems.begin(), problems.end(), [&](const Diagnostic& problem) {
    if (!is_for_people(problem)) return false;
    if (!leaves_the_rest_readable(problem)) return true;
    const auto line = source.position(problem.span.begin).line;
    return first_line <= line && line <= last_line;
  });
  return found == problems.end() ? nullptr : &*found;
}

bool is_safe(const Sources&, const Diagnostic&, const Fix& fix) { return fix.safe; }

std::string with_edits(std::string_view text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  const std::size_t first_end = text.find('\n');
  const bool crlf =
      first_end != std::string_view::npos && first_end > 0 && text[first_end - 1] == '\r';
  std::string result;
  std::size_t done = 0;
  for (const Edit& edit : edits) {
    result += text.substr(done, edit.span.begin - done);
    for (const char c : edit.replacement) {
      if (crlf && c == '\n' && (result.empty() || result.back() != '\r')) result += '\r';
      result += c;
    }
    done = edit.span.end;
  }
  result += text.substr(done);
  return result;
}

std::string problem_of_change(const Diagnostic& mended, const Sources& sources_before,
                              const Analysis& before, const Sources& sources_after,
                              const Analysis& after) {
  ToMend wanted;
  wanted.add(kind_of(sources_before, mended), mended);
  const std::vector<Objection> objections =
      objections_to(findings_of(sources_before, before), findings_of(sources_after, after), wanted);
  return objections.empty() ? std::string() : objections.front().why;
}

Fixed fix_all(const Sources& sources, const AnalysisOptions& options, const WantFix& wanted,
              std::vector<ParsedFile> known, WantedBy wanted_by) {
  return Fixer(options, wanted, wanted_by).run(sources, std::move(known));
}

}  // namespace capalint
