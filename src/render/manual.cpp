#include "render/manual.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "diagnostics/builtin.h"
#include "diagnostics/english.h"
#include "diagnostics/references.h"
#include "model/lexicon.h"
#include "model/plan_words.h"
#include "pipeline/pipeline.h"
#include "render/explanation.h"
#include "rules/properties.h"

namespace capalint {
namespace {

// The packs alone, as they are without a workspace; the date decides nothing that is shown.
const Model& packs_alone() {
  using namespace std::chrono;
  static const Sources none;
  static const Analysis analysis = analyse(none, {.today = sys_days(year(2026) / October / 15)});
  return analysis.model;
}

std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') result += '\\';
    result += c;
  }
  return result;
}

std::string row(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const std::string& each : cells) text += " " + cell(each) + " |";
  return text + '\n';
}

std::string header(const std::vector<std::string>& cells) {
  return row(cells) + row(std::vector<std::string>(cells.size(), "---"));
}

std::string code(std::string_view text) { return text.empty() ? "" : fmt::format("`{}`", text); }

template <class Texts>
std::string codes(const Texts& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : ", ") + code(text);
  return all;
}

std::vector<Scope> scopes() {
  std::vector<Scope> all;
  for (int i = 0; i <= static_cast<int>(Scope::target); ++i) all.push_back(static_cast<Scope>(i));
  return all;
}

std::string scopes_page() {
  std::string text = header({"`for each …`", "inside it, `for each …` goes through"});
  for (const Scope from : scopes()) {
    std::vector<std::string_view> inside;
    for (const Scope to : scopes()) {
      if (contains_scope(from, to)) inside.push_back(to_string(to));
    }
    text += row({code(to_string(from)), codes(inside)});
  }
  return text;
}

std::string properties_page() {
  std::string text;
  for (const Scope scope : scopes()) {
    text +=
        fmt::format("{}#### of {}\n\n", text.empty() ? "" : "\n", with_article(to_string(scope))) +
        header({"property", "is", "meaning", "source"});
    for (const Property& property : properties()) {
      if (property.scope != scope) continue;
      text += row({code(std::string(property.name) + (property.takes_activities ? "(…)" : "")),
                   type_text(property.type), std::string(property.doc), in_words(property.source)});
    }
  }
  return text;
}

std::string functions_page() {
  std::string text = header({"function", "gives", "source"});
  for (const Function& function : functions())
    text += row({code(function.signature), std::string(function.doc), in_words(function.source)});
  return text;
}

std::string activities_page() {
  std::string text = header({"activity", "counts as", "other words", "meaning", "source"});
  for (const ActivityInfo& activity : activities()) {
    text += row({code(activity.name), std::string(to_string(activity.kind)),
                 codes(activity.other_words), std::string(activity.definition),
                 in_words(activity.source)});
  }
  return text;
}

std::string units_page() {
  std::string text = header({"word", "unit"});
  for (const std::string_view word : unit_words()) {
    const UnitWord unit = *unit_word(word);
    std::string meaning = name_of(unit.unit);
    if (unit.session) meaning += ": as many as the setting `session` says";
    if (unit.factor != 1) meaning += fmt::format(": one is {}", hours_text(unit.factor));
    text += row({code(word), meaning});
  }
  return text;
}

std::string settings_table(std::string_view pack) {
  std::string text;
  const Model& model = packs_alone();
  for (SettingId id = 0; id < model.setting_declarations.size(); ++id) {
    const DescribedSetting setting = describe_setting(model, id);
    if (!pack.empty() && setting.pack != pack) continue;
    if (text.empty()) text = header({"setting", "default", "is", "meaning", "source"});
    const std::string& standard = setting.chain.front().value;
    text += row({code(setting.name), standard == "not set" ? standard : code(standard),
                 setting.type, setting.doc, in_words(setting.source)});
  }
  return text;
}

std::vector<const RuleSource*> rules_of(std::string_view pack) {
  std::vector<const RuleSource*> rules;
  for (const RuleSource& rule : packs_alone().rules) {
    if (rule.pack == pack) rules.push_back(&rule);
  }
  std::sort(rules.begin(), rules.end(), [](const RuleSource* a, const RuleSource* b) {
    return a->rule->code->text < b->rule->code->text;
  });
  return rules;
}

std::string title_of(const ast::Pack& pack) {
  return pack.title ? std::string(pack.title->text) : std::string(pack.name.text);
}

/// What services that show Markdown make of the heading of a section about a code.
std::string anchor(std::string_view code, std::string_view name) {
  std::string text = fmt::format("{}-{}", code, name);
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

std::string list_of_codes(const std::vector<Description>& all,
                          const std::string& what_a_title_says) {
  std::string text = header({"code", "rule", "level", what_a_title_says});
  for (const Description& each : all)
    text += row({each.code, fmt::format("[`{}`](#{})", each.name, anchor(each.code, each.name)),
                 each.level, each.title});
  return text;
}

std::string pack_page(const ast::Pack& pack) {
  static const Sources none;
  std::string text = fmt::format("# {}: the pack `{}`\n", title_of(pack), pack.name.text);
  for (const ast::Text& doc : pack.doc) text += fmt::format("\n{}\n", doc.text);
  text += pack.standard ? "\nIn use everywhere, unless `level` switches it or a rule of it off.\n"
                        : fmt::format("\nWrite `use {}` in `rules {{ … }}`.\n", pack.name.text);
  if (pack.edition) text += fmt::format("Edition {}. ", pack.edition->text);
  if (pack.source) text += fmt::format("Source: {}.\n", in_words(pack.source->text));
  std::vector<Description> rules;
  for (const RuleSource* rule : rules_of(pack.name.text)) {
    rules.push_back(describe_rule(none, packs_alone(), *rule));
    rules.back().level = rules.back().levels.front().value;  // its own, whether in use or not
  }
  text += '\n' + list_of_codes(rules, "asks that");
  if (const std::string settings = settings_table(pack.name.text); !settings.empty())
    text += "\n## Settings\n\n" + settings;
  for (const Description& rule : rules) text += '\n' + explanation_markdown(none, rule, 2);
  return text;
}

std::string built_in_page() {
  static const Sources none;
  std::vector<Description> all;
  for (const BuiltinInfo& row : builtins())
    all.push_back(describe(none, packs_alone(), row.code).front());
  std::string text =
      "# What is built in\n\nWhat is said about a file before any rule looks at it: how it is written, "
      "names, units, exceptions.\n\n" +
      list_of_codes(all, "finds that");
  for (const Description& each : all) text += '\n' + explanation_markdown(none, each, 2);
  return text;
}

std::string sources_page() {
  std::string text =
      "# Where the standard says so\n\nThe pages that rules, settings and formulas rest on. The title is the "
      "page's own, or says what it is about.\n\n" +
      header({"page", "address"});
  for (const Reference& reference : references())
    text += row({std::string(reference.title), fmt::format("<{}>", reference.address)});
  return text;
}

std::string code_list(const std::vector<std::string_view>& words) {
  std::string text;
  for (const std::string_view word : words)
    text += (text.empty() ? "`" : ", `") + std::string(word) + "`";
  return text;
}

std::string answers_of(const LexiconEntry& entry) {
  std::string text;
  for (const Meaning& meaning : entry.meanings) {
    if (!text.empty()) text += "; ";
    std::string line(meaning.line);
    if (meaning.kind == Meaning::Kind::with_text) line += " \"…\"";
    text += meaning.kind == Meaning::Kind::nothing ? "no line" : code(line);
    if (meaning.kind == Meaning::Kind::team_line) text += " in the team";
    if (!meaning.when.empty()) text += fmt::format(" if {}", meaning.when);
  }
  return text;
}

std::string words_page() {
  std::string text =
      "# Words\n\n`capalint explain WORD` shows each of them.\n\n## What a plan and a team can say\n\n" +
      header({"word", "in", "says", "for example", "source"});
  for (const PlanWord& word : plan_words())
    text += row({code_list(word.words), std::string(word.where), std::string(word.meaning),
                 code(std::string(word.example)), in_words(word.source)});
  text +=
      "\n## What clinicians call their work\n\nA word that plans have under another name is asked about, with "
      "these answers, the most likely first; `… clinic` is whatever ends so. What has one answer and no `if` has a "
      "fix that writes it.\n\n" +
      header({"words", "may be", "source"});
  for (const LexiconEntry& entry : lexicon())
    text += row({code_list(entry.words), answers_of(entry), in_words(entry.source)});
  return text;
}

std::string index_page() {
  std::string text =
      "# Rules\n\nOne page for each pack of rules, made from the packs themselves.\n\n" +
      header({"pack", "what it is", "in use", "rules"});
  for (const ast::Pack* pack : packs_alone().packs) {
    text += row({fmt::format("[`{0}`]({0}.md)", pack->name.text), title_of(*pack),
                 pack->standard ? "always" : code(fmt::format("use {}", pack->name.text)),
                 fmt::format("{}", rules_of(pack->name.text).size())});
  }
  return text +
         "\n[What is built in](built-in.md) is said about a file before any rule looks at it. "
         "[Where the standard says so](sources.md) has the addresses of its pages. [Words](words.md) are what a plan "
         "can say, and what clinicians call their work.\n";
}

struct Part {
  std::string_view name;
  std::string (*make)();
};

constexpr Part parts[] = {
    {"scopes", &scopes_page},
    {"properties", &properties_page},
    {"functions", &functions_page},
    {"activities", &activities_page},
    {"units", &units_page},
    {"settings", [] { return settings_table({}); }},
    {"rules/README.md", &index_page},
    {"rules/built-in.md", &built_in_page},
    {"rules/sources.md", &sources_page},
    {"rules/words.md", &words_page},
};

}  // namespace

std::vector<std::string> manual_pages() {
  std::vector<std::string> names;
  for (const Part& part : parts) names.emplace_back(part.name);
  for (const ast::Pack* pack : packs_alone().packs)
    names.push_back(fmt::format("rules/{}.md", pack->name.text));
  return names;
}

std::optional<std::string> manual_page(std::string_view name) {
  for (const Part& part : parts) {
    if (part.name == name) return part.make();
  }
  for (const ast::Pack* pack : packs_alone().packs) {
    if (name == fmt::format("rules/{}.md", pack->name.text)) return pack_page(*pack);
  }
  return std::nullopt;
}

std::string documentation_of(const std::string& docs, std::string_view code) {
  static const std::map<std::string_view, std::string> sections = [] {
    std::map<std::string_view, std::string> all;
    for (const BuiltinInfo& row : builtins())
      all.emplace(row.code, "built-in.md#" + anchor(row.code, row.name));
    for (const RuleSource& source : packs_alone().rules) {
      const ast::Rule& rule = *source.rule;
      all.emplace(rule.code->text,
                  fmt::format("{}.md#{}", source.pack, anchor(rule.code->text, rule.name.text)));
    }
    return all;
  }();
  const auto section = sections.find(code);
  return docs.empty() || section == sections.end() ? "" : docs + "/" + section->second;
}

}  // namespace capalint
