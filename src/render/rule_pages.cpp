#include "render/rule_pages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "diagnostics/builtin.h"
#include "diagnostics/english.h"
#include "diagnostics/references.h"
#include "pipeline/fixes.h"
#include "pipeline/pipeline.h"
#include "render/formats.h"
#include "render/manual_parts.h"
#include "rules/describe.h"
#include "rules/examples.h"
#include "rules/mutation.h"
#include "rules/packs.h"

namespace capalint {
namespace {

const std::string example_path = "plan.capa";
constexpr std::size_t most_related = 5;

enum class FixKind { none, suggested, safe };

std::string_view to_string(FixKind kind) {
  switch (kind) {
    case FixKind::none: return "–";
    case FixKind::suggested: return "suggested";
    case FixKind::safe: return "safe";
  }
  return "";
}

/// What `check` and `test` say of a text, of one code alone.
struct Tried {
  std::string output;
  std::string
      mended;  // by the fixes of this code; empty when there are none, or when they do not stay
  FixKind fix = FixKind::none;
  std::string fix_title;
};

AnalysisOptions options_for(const Description& described) {
  AnalysisOptions options{.today = example_date()};
  if (described.kind != "rule") return options;
  options.rules.asked_for = {described.code};
  if (described.level == "off") options.rules.levels = {{described.code, Level::note}};
  return options;
}

/// What `capalint test` adds to what `check` finds: how the examples of the text's own rules behave.
void add_tests(const Sources& sources, const Analysis& analysis, std::vector<Diagnostic>& found) {
  std::vector<ModelFile> files;
  for (const PackFile& pack : standard_packs()) files.push_back({&pack.file, pack.pack});
  for (const ParsedFile& parsed : analysis.files) files.push_back({&parsed->file, {}});
  visit_examples(
      sources, files,
      [&](const CheckedRule& rule, const std::vector<ExampleCase>& examples) {
        (void)try_examples(rule, examples, found);
        (void)try_mutations(rule, examples, found);
      },
      found, [](const RuleSource& rule) { return rule.pack.empty(); });
}

Tried try_text(const Description& described, const std::string& text, bool with_tests) {
  Sources sources;
  sources.add(Source(example_path, text));
  const AnalysisOptions options = options_for(described);
  const Analysis analysis = analyse(sources, options);
  std::vector<Diagnostic> found = analysis.diagnostics;
  if (with_tests) add_tests(sources, analysis, found);
  std::erase_if(found, [&](const Diagnostic& each) { return each.code != described.code; });
  if (found.empty()) return {};

  Tried tried;
  for (const Diagnostic& each : found) {
    for (const Fix& fix : each.fixes) {
      const FixKind kind = is_safe(sources, each, fix) ? FixKind::safe : FixKind::suggested;
      tried.fix = std::max(tried.fix, kind);
    }
  }
  Report report;
  report.sections.push_back({.sources = &sources, .files = {0}, .diagnostics = found});
  tried.output = render_text(report, {});
  if (!tried.output.ends_with('\n')) tried.output += '\n';
  if (tried.fix == FixKind::none) return tried;
  const Fixed fixed =
      fix_all(sources, options, [&](const Sources&, const Diagnostic& each, const Fix& fix) {
        return each.code == described.code && (fix.safe || tried.fix == FixKind::suggested);
      });
  for (const TriedFix& fix : fixed.tried) {
    if (!fix.undone.empty() || fixed.changed.empty()) continue;
    tried.fix_title = fix.title;
    tried.mended = std::string(fixed.sources[0].text());
    break;
  }
  return tried;
}

/// A rule or a built-in diagnostic.
struct Page {
  Description described;
  const ast::Pack* pack = nullptr;  // null for what is built in
  std::string file;                 // of the rule
  std::set<SettingId> settings;
  FixKind fix = FixKind::none;
};

/// The example that opens a page: the first one that a fix mends, or else the first.
struct Opening {
  const DescribedExample* example = nullptr;
  Tried tried;
};

Opening opening_of(const Page& page) {
  const Description& described = page.described;
  const bool with_tests = described.name == info(Builtin::example_failed).name ||
                          described.name == info(Builtin::unnoticed_change).name;
  Opening opening;
  for (const DescribedExample& example : described.examples) {
    if (example.good) continue;
    Tried tried = try_text(described, example.text, with_tests);
    if (tried.output.empty())
      throw std::logic_error(described.code + " is not found in its own example");
    if (opening.example != nullptr && tried.mended.empty()) continue;
    opening = {&example, std::move(tried)};
    if (page.fix == FixKind::none || !opening.tried.mended.empty()) break;
  }
  return opening;
}

FixKind fix_of(const ast::Rule& rule) {
  FixKind kind = FixKind::none;
  for (const ast::FixClause& fix : rule.fixes)
    kind = std::max(kind, fix.suggested ? FixKind::suggested : FixKind::safe);
  return kind;
}

std::map<std::string, Page, std::less<>> all_pages() {
  static const Sources none;
  const Model& model = packs_alone();
  std::map<std::string, Page, std::less<>> pages;
  for (const BuiltinInfo& row : builtins()) {
    const std::string code(row.code);
    Page page{.described = describe(none, model, code).front()};
    for (const DescribedExample& example : page.described.examples) {
      if (!example.good) page.fix = try_text(page.described, example.text, false).fix;
    }
    pages.insert_or_assign(code, std::move(page));
  }
  for (const RuleSource& rule : model.rules) {
    Page page{.described = describe_rule(pack_sources(), model, rule), .fix = fix_of(*rule.rule)};
    Description& described = page.described;
    described.level = described.levels.front().value;  // its own, whether in use or not
    page.file = pack_source(rule.rule->span.file).path();
    for (const ast::Pack* pack : model.packs) {
      if (pack->name.text == rule.pack) page.pack = pack;
    }
    for (const DescribedSetting& setting : described.settings) page.settings.insert(setting.id);
    const std::string code = described.code;
    pages.insert_or_assign(code, std::move(page));
  }
  return pages;
}

const std::map<std::string, Page, std::less<>>& pages() {
  static const auto all = all_pages();
  return all;
}

// ---- related rules -----------------------------------------------------------------------------

std::string_view first_word(std::string_view name) { return name.substr(0, name.find('-')); }

/// How many rules read each setting.
const std::map<SettingId, int>& readers() {
  static const auto all = [] {
    std::map<SettingId, int> counts;
    for (const auto& [code, page] : pages()) {
      for (const SettingId id : page.settings) ++counts[id];
    }
    return counts;
  }();
  return all;
}

/// Rules are near when they read the same settings, the more so when few others do, and when their names
/// begin alike.
std::vector<const Page*> related(const Page& page) {
  std::vector<std::pair<double, const Page*>> near;
  for (const auto& [code, other] : pages()) {
    if (&other == &page || (page.pack == nullptr) != (other.pack == nullptr)) continue;
    double weight = 0;
    for (const SettingId id : page.settings) {
      if (other.settings.contains(id)) weight += 1.0 / readers().at(id);
    }
    if (first_word(page.described.name) == first_word(other.described.name)) weight += 0.5;
    if (weight >= 0.3) near.emplace_back(weight, &other);
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<const Page*> result;
  for (const auto& [weight, other] : near) {
    if (result.size() < most_related) result.push_back(other);
  }
  return result;
}

// ---- the parts of a page -----------------------------------------------------------------------

std::string title_of(const ast::Pack& pack) {
  return pack.title ? std::string(pack.title->text) : std::string(pack.name.text);
}

std::string heading_of(const ast::Pack& pack) {
  return fmt::format("{}: {}", pack.name.text, title_of(pack));
}

std::string block(std::string_view kind, std::string_view text) {
  return fmt::format("```{}\n{}```\n", kind, text);
}

std::string under_the_title(const Page& page) {
  const Description& d = page.described;
  std::string text =
      fmt::format("`{}` · {} · ", d.name, d.level == "off" ? "off by default" : d.level);
  if (page.pack == nullptr) {
    text += "built in";
  } else {
    text += fmt::format("pack [`{0}`](README.md#{1})", d.pack, anchor(heading_of(*page.pack)));
    text += page.pack->standard ? ", in use everywhere" : fmt::format(", after `use {}`", d.pack);
  }
  switch (page.fix) {
    case FixKind::none: return text + " · no fix\n";
    case FixKind::suggested: return text + " · suggested fix\n";
    case FixKind::safe: return text + " · safe fix\n";
  }
  return text;
}

std::string standard_part(const Description& d) {
  if (d.standard.empty() && d.source.empty()) return {};
  std::string text = "\n## The standard\n\n";
  if (!d.standard.empty()) text += fmt::format("> {}\n\n", d.standard);
  text += fmt::format("Source: {}.\n", in_words(d.source));
  std::string list;
  for (const Reference& page : references_in(d.source))
    list += fmt::format("- [{}]({}), {}\n", page.title, page.address, site_of(page.address));
  return text + (list.empty() ? "" : "\n" + list);
}

/// Text that shows nothing odd in a page: without the mark that some editors put first.
std::string_view printable(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

std::string found_part(const Opening& opening) {
  if (opening.example == nullptr) return {};
  const std::string& name = opening.example->name;
  return fmt::format(
      "\n## An example{}\n\n{}\nThis is found:\n\n{}", name.empty() ? "" : ": " + name,
      block("capa", printable(opening.example->text)), block("text", opening.tried.output));
}

std::set<std::string_view> lines_of(std::string_view text) {
  std::set<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.insert(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// The good example that differs from the opening one in the fewest lines.
const DescribedExample* nearest_good(const Description& d, const Opening& opening) {
  const DescribedExample* nearest = nullptr;
  std::size_t least = 0;
  for (const DescribedExample& example : d.examples) {
    if (!example.good || opening.example == nullptr) continue;
    const auto here = lines_of(example.text);
    const auto there = lines_of(opening.example->text);
    std::size_t different = here.size() + there.size();
    for (const std::string_view line : here) different -= there.contains(line) ? 2 : 0;
    if (nearest != nullptr && different >= least) continue;
    nearest = &example;
    least = different;
  }
  return nearest;
}

std::string mended_part(const Page& page, const Opening& opening) {
  const Description& d = page.described;
  std::string text;
  if (!opening.tried.mended.empty()) {
    text = fmt::format("The fix “{}” makes this of it{}:\n\n{}", opening.tried.fix_title,
                       opening.tried.fix == FixKind::safe
                           ? "; `capalint check --fix` applies it"
                           : "; `capalint check --ask` shows it, and asks",
                       block("capa", printable(opening.tried.mended)));
  } else if (const DescribedExample* good = nearest_good(d, opening)) {
    text = fmt::format("{}:\n\n{}",
                       good->name.empty() ? "Nothing is found here"
                                          : fmt::format("Nothing is found here ({})", good->name),
                       block("capa", good->text));
  }
  if (!d.help.empty()) text = d.help + "\n" + (text.empty() ? "" : "\n" + text);
  return text.empty() ? "" : "\n## What to do\n\n" + text;
}

std::string settings_part(const Description& d) {
  if (d.settings.empty()) return {};
  std::string text =
      "\n## Settings that change it\n\n" + table_head({"setting", "default", "meaning"});
  // First those that few other rules read.
  std::vector<DescribedSetting> settings = d.settings;
  std::stable_sort(settings.begin(), settings.end(), [](const auto& a, const auto& b) {
    return readers().at(a.id) < readers().at(b.id);
  });
  for (const DescribedSetting& setting : settings) {
    const std::string& standard = setting.chain.front().value;
    text += table_row(
        {code(setting.name), standard == "not set" ? standard : code(standard), setting.doc});
  }
  const auto named = std::find_if(
      settings.begin(), settings.end(),
      [](const DescribedSetting& setting) { return setting.chain.front().value != "not set"; });
  const std::string line = named == settings.end()
                               ? fmt::format("set {} …", settings.front().name)
                               : fmt::format("set {} {}", named->name, named->chain.front().value);
  return text +
         fmt::format(
             "\nA line such as `{}` sets one: in `rules {{ … }}` for everybody, in a team, or in a "
             "plan. The nearest line counts, and `capalint rules --why {}` shows which one it is.\n",
             line, d.code);
}

std::string exceptions_part(const Page& page) {
  const Description& d = page.described;
  if (page.pack == nullptr && d.examples.empty()) return {};
  std::string text = fmt::format(
      "\n## To make an exception\n\n"
      "- for one line, at its end: `# capa: allow {0} because \"…\"`\n"
      "- for a file, on a line of its own: `# capa: allow {0} in file because \"…\"`\n",
      d.name);
  if (page.pack != nullptr)
    text += fmt::format(
        "- for one {4}, until a date, in `rules {{ … }}`: "
        "`allow {0} for \"{3}\" until 2027-03-31 because \"…\"`\n"
        "- {2}, in `rules {{ … }}`: `level {0} {1}`\n",
        d.name, d.level == "note" ? "off" : "note",
        d.level == "off" ? "to switch it on for everybody" : "for everybody",
        d.looks_at.starts_with("each team") ? "Riverside CAMHS" : "Nadia Hassan",
        d.looks_at.starts_with("each team") ? "team" : "clinician");
  return text +
         "\nThe reason stands between the quotation marks; without one the exception does not count.\n";
}

std::string more_examples(const Page& page, const Opening& opening) {
  std::string text;
  for (const DescribedExample& example : page.described.examples) {
    const bool shown =
        &example == opening.example || example.text == opening.tried.mended ||
        (opening.tried.mended.empty() && &example == nearest_good(page.described, opening));
    if (shown) continue;
    text += fmt::format("\n{}{}:\n\n{}", example.good ? "Nothing is found" : "Found",
                        example.name.empty() ? "" : " (" + example.name + ")",
                        block("capa", example.text));
  }
  return text.empty() ? "" : "\n## More examples\n" + text;
}

std::string rule_part(const Page& page) {
  const Description& d = page.described;
  if (page.pack == nullptr) return {};
  std::string sums;
  for (const std::string& sum : d.sums) sums += sum + '\n';
  return fmt::format(
      "\n## In the rule language\n\n[The rule](../../{}) looks at {} "
      "([how to read this](../rule-language.md)):\n\n{}",
      page.file, d.looks_at, block("text", sums + "require " + d.asks + '\n'));
}

std::string related_part(const Page& page) {
  std::string text;
  for (const Page* other : related(page))
    text += fmt::format("- [{0}]({0}.md) {1}\n", other->described.code, other->described.title);
  return text.empty() ? "" : "\n## Related\n\n" + text;
}

std::string index_rows(const std::string& pack) {
  std::string text;
  for (const auto& [code, page] : pages()) {
    const Description& d = page.described;
    if (d.pack != pack) continue;
    text += table_row({fmt::format("[{0}]({0}.md)", code), d.title, fmt::format("`{}`", d.name),
                       d.level, std::string(to_string(page.fix))});
  }
  return text;
}

}  // namespace

const std::vector<std::string>& documented_codes() {
  static const std::vector<std::string> codes = [] {
    std::vector<std::string> all;
    for (const BuiltinInfo& row : builtins()) all.emplace_back(row.code);
    for (const RuleSource& rule : packs_alone().rules) all.emplace_back(rule.rule->code->text);
    std::sort(all.begin(), all.end());
    return all;
  }();
  return codes;
}

std::optional<std::string> rule_page(std::string_view code) {
  const auto found = pages().find(code);
  if (found == pages().end()) return std::nullopt;
  const Page& page = found->second;
  const Description& d = page.described;
  const Opening opening = opening_of(page);
  return fmt::format("# {}: {}\n\n", d.code, d.title) + under_the_title(page) +
         (d.why.empty() ? "" : "\n" + d.why + "\n") + standard_part(d) + found_part(opening) +
         mended_part(page, opening) + settings_part(d) + exceptions_part(page) +
         more_examples(page, opening) + rule_part(page) + related_part(page);
}

std::string rules_index() {
  std::string text =
      "# Rules\n\nEverything that `capalint check` can find, by its code; each has a page. `capalint explain "
      "CAPA101` shows the same in a terminal.\n\n"
      "An **error** is one of CAPA's three standards or a contradiction in the files, and makes `check` end with "
      "1; a **warning** is a guide, and a **note** a remark. A **safe** fix, which `--fix` applies, cannot change "
      "what was meant; a **suggested** one is shown by `--ask`, for you to choose.\n\n";
  text +=
      "- [What is built in](#what-is-built-in): how a file is written, names, units, exceptions\n";
  for (const ast::Pack* pack : packs_alone().packs) {
    text += fmt::format(
        "- [`{}`](#{}): {}, {}\n", pack->name.text, anchor(heading_of(*pack)), title_of(*pack),
        pack->standard ? "in use everywhere" : fmt::format("after `use {}`", pack->name.text));
  }
  text +=
      "\n[Where the standard says so](sources.md) has the addresses of the pages that rules rest on, and "
      "[Words](words.md) what a plan can say, and what clinicians call their work. All settings stand in "
      "[the rule language](../rule-language.md#settings-of-the-standard-packs).\n";
  for (const ast::Pack* pack : packs_alone().packs) {
    text += fmt::format("\n## {}\n", heading_of(*pack));
    for (const ast::Text& doc : pack->doc) text += fmt::format("\n{}\n", doc.text);
    text +=
        pack->standard
            ? fmt::format(
                  "\nIn use everywhere; `level {} off` in `rules {{ … }}` switches it off.\n",
                  pack->name.text)
            : fmt::format(
                  "\nOff until it is used: `use {}` in `rules {{ … }}`, in a team or in a plan.\n",
                  pack->name.text);
    if (pack->source) text += fmt::format("Source: {}.", in_words(pack->source->text));
    if (pack->edition) text += fmt::format(" Edition {}.", pack->edition->text);
    text += "\n\n" + table_head({"code", "asks that", "name", "level", "fix"}) +
            index_rows(std::string(pack->name.text));
  }
  return text +
         "\n## What is built in\n\nWhat is said about a file before any rule looks at it.\n\n" +
         table_head({"code", "finds that", "name", "level", "fix"}) + index_rows("");
}

}  // namespace capalint
