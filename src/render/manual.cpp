#include "render/manual.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "diagnostics/english.h"
#include "diagnostics/references.h"
#include "pipeline/pipeline.h"
#include "render/manual_parts.h"
#include "render/rule_pages.h"
#include "rules/describe.h"
#include "rules/examples.h"
#include "rules/properties.h"
#include "words/lexicon.h"
#include "words/plan_words.h"

namespace capalint {
namespace {

std::string bars_escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') result += '\\';
    result += c;
  }
  return result;
}

}  // namespace

const Model& packs_alone() {
  static const Sources no_sources;
  static const Analysis analysis = analyse(no_sources, {.today = example_date()});
  return analysis.model;
}

std::string table_row(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const std::string& each : cells) text += " " + bars_escaped(each) + " |";
  return text + '\n';
}

std::string table_head(const std::vector<std::string>& cells) {
  return table_row(cells) + table_row(std::vector<std::string>(cells.size(), "---"));
}

std::string code(std::string_view text) { return text.empty() ? "" : fmt::format("`{}`", text); }

std::string anchor(std::string_view heading) {
  std::string text;
  for (const char c : heading) {
    if (c >= 'A' && c <= 'Z') text += static_cast<char>(c + ('a' - 'A'));
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') text += c;
    if (c == ' ') text += '-';
  }
  return text;
}

namespace {

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
  std::string text = table_head({"`for each …`", "inside it, `for each …` goes through"});
  for (const Scope from : scopes()) {
    std::vector<std::string_view> inside;
    for (const Scope to : scopes()) {
      if (contains_scope(from, to)) inside.push_back(to_string(to));
    }
    text += table_row({code(to_string(from)), codes(inside)});
  }
  return text;
}

std::string properties_page() {
  std::string text;
  for (const Scope scope : scopes()) {
    text +=
        fmt::format("{}#### of {}\n\n", text.empty() ? "" : "\n", with_article(to_string(scope))) +
        table_head({"property", "is", "meaning", "source"});
    for (const Property& property : properties()) {
      if (property.scope != scope) continue;
      text += table_row(
          {code(std::string(property.name) + (property.takes_activities ? "(…)" : "")),
           type_text(property.type), std::string(property.doc), in_words(property.source)});
    }
  }
  return text;
}

std::string functions_page() {
  std::string text = table_head({"function", "gives", "source"});
  for (const Function& function : functions())
    text +=
        table_row({code(function.signature), std::string(function.doc), in_words(function.source)});
  return text;
}

std::string activities_page() {
  std::string text = table_head({"activity", "counts as", "other words", "meaning", "source"});
  for (const ActivityInfo& activity : activities()) {
    text += table_row({code(activity.name), std::string(to_string(activity.kind)),
                       codes(activity.other_words), std::string(activity.definition),
                       in_words(activity.source)});
  }
  return text;
}

std::string units_page() {
  std::string text = table_head({"word", "unit"});
  for (const std::string_view word : unit_words()) {
    const UnitWord unit = *unit_word(word);
    std::string meaning = name_of(unit.unit);
    if (unit.session) meaning += ": as many as the setting `session` says";
    if (unit.factor != 1) meaning += fmt::format(": one is {}", hours_text(unit.factor));
    text += table_row({code(word), meaning});
  }
  return text;
}

std::string settings_table() {
  std::string text = table_head({"setting", "default", "is", "meaning", "source"});
  const Model& model = packs_alone();
  for (SettingId id = 0; id < model.setting_declarations.size(); ++id) {
    const DescribedSetting setting = describe_setting(model, id);
    const std::string& standard = setting.chain.front().value;
    text += table_row({code(setting.name), standard == "not set" ? standard : code(standard),
                       setting.type, setting.doc, in_words(setting.source)});
  }
  return text;
}

std::string sources_page() {
  std::string text =
      "# Where the standard says so\n\nThe pages that rules, settings and formulas rest on. The title is the "
      "page's own, or says what it is about.\n\n" +
      table_head({"page", "address"});
  for (const Reference& reference : references())
    text += table_row({std::string(reference.title), fmt::format("<{}>", reference.address)});
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
      table_head({"word", "in", "says", "for example", "source"});
  for (const PlanWord& word : plan_words())
    text += table_row({code_list(word.words), std::string(word.where), std::string(word.meaning),
                       code(std::string(word.example)), in_words(word.source)});
  text +=
      "\n## What clinicians call their work\n\nA word that plans have under another name is asked about, with "
      "these answers, the most likely first; `… clinic` is whatever ends so. What has one answer and no `if` has a "
      "fix that writes it.\n\n" +
      table_head({"words", "may be", "source"});
  for (const LexiconEntry& entry : lexicon())
    text += table_row({code_list(entry.words), answers_of(entry), in_words(entry.source)});
  return text;
}

struct Chapter {
  std::string_view name;
  std::string (*make)();
};

std::string page_of(std::string_view code) { return fmt::format("rules/{}.md", code); }

constexpr Chapter chapters[] = {
    {"scopes", &scopes_page},
    {"properties", &properties_page},
    {"functions", &functions_page},
    {"activities", &activities_page},
    {"units", &units_page},
    {"settings", &settings_table},
    {"rules/README.md", &rules_index},
    {"rules/sources.md", &sources_page},
    {"rules/words.md", &words_page},
};

}  // namespace

std::vector<std::string> manual_pages() {
  std::vector<std::string> names;
  for (const Chapter& chapter : chapters) names.emplace_back(chapter.name);
  for (const std::string& code : documented_codes()) names.push_back(page_of(code));
  return names;
}

std::optional<std::string> manual_page(std::string_view name) {
  for (const Chapter& chapter : chapters) {
    if (chapter.name == name) return chapter.make();
  }
  for (const std::string& code : documented_codes()) {
    if (name == page_of(code)) return rule_page(code);
  }
  return std::nullopt;
}

std::string documentation_of(const std::string& docs, std::string_view code) {
  const auto& codes = documented_codes();
  const bool documented = std::binary_search(codes.begin(), codes.end(), code);
  return docs.empty() || !documented ? "" : fmt::format("{}/{}.md", docs, code);
}

}  // namespace capalint
