#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "diagnostics/builtin.h"
#include "lsp/around.h"
#include "lsp/features.h"
#include "lsp/lookup.h"
#include "rules/properties.h"

namespace capalint::lsp {
namespace {

// The protocol's kinds; editors give each an icon.
enum class ItemKind {
  function = 3,
  class_ = 7,
  module = 9,
  property = 10,
  value = 12,
  keyword = 14,
  constant = 21
};

constexpr std::string_view days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::string_view halves[] = {"am", "pm", "eve"};

template <class Words>
bool is_one_of(std::string_view word, const Words& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// `mon`, `mon-fri`, `mon,wed` or `any day`
bool begins_day_line(const std::vector<std::string_view>& words) {
  if (words[0] == "any") return words.size() > 1 && words[1] == "day";
  return is_one_of(words[0].substr(0, words[0].find_first_of("-,")), days);
}

class Completion {
 public:
  Completion(const Asked& asked, std::uint32_t offset) : asked_(asked), names_(asked.names()) {
    const Source& source = asked.source();
    const std::uint32_t number = source.position(offset).line;
    offset_ = begin_ = offset;
    before_ = source.text().substr(source.line_start(number), offset - source.line_start(number));
    closed_ = source.text().substr(offset, 1) == "\"";
    around_ = around(source, number);
  }

  Json run() {
    auto words = words_of(before_);
    const bool ends_word = !before_.empty() && !blank(before_.back()) && before_.back() != ',' &&
                           before_.back() != '{' && before_.back() != '(';
    if (!words.empty() && words.back().starts_with('#')) {
      complete_comment(words.back());
    } else if (std::count(before_.begin(), before_.end(), '"') % 2 == 1) {
      begin_ = offset_ - static_cast<std::uint32_t>(words.back().size() - 1);
      words.pop_back();
      complete_text(words);
    } else {
      if (ends_word && !words.empty()) {
        begin_ = offset_ - static_cast<std::uint32_t>(words.back().size());
        words.pop_back();
      }
      words.empty() ? add_keywords() : complete_statement(words);
    }
    return std::move(items_);
  }

 private:
  static bool blank(char c) { return c == ' ' || c == '\t'; }

  // ---- where the cursor stands ---------------------------------------------------------------------

  void complete_comment(std::string_view comment) {
    const std::size_t mark = comment.find("capa:");
    if (mark == std::string_view::npos) return;
    auto words = words_of(comment.substr(mark + 5));
    if (!comment.ends_with(' ') && !words.empty()) {
      begin_ = offset_ - static_cast<std::uint32_t>(words.back().size());
      words.pop_back();
    }
    if (words.empty()) add("allow", ItemKind::keyword, "an exception with its reason");
    if (words.size() == 1 && words[0] == "allow") add_rules();
    if (words.size() == 2) {
      add("because", ItemKind::keyword, "the reason");
      add("until", ItemKind::keyword, "the last day of the exception");
      add("in file", ItemKind::keyword, "for the whole file");
    }
  }

  // Between quotes.
  void complete_text(const std::vector<std::string_view>& words) {
    const std::string_view first = words.empty() ? std::string_view{} : words.front();
    const std::string_view last = words.empty() ? std::string_view{} : words.back();
    if (last == "in" || last == "rules") return add_teams();
    if (last == "at" || first == "sites") return add_sites();
    if (first == "skills") return add_skills();
    const bool names_person = (around_.block == Within::choice && words.empty()) ||
                              first == "agreed" || last == "with" || last == "plan" ||
                              (first == "allow" && last == "for");
    if (names_person) add_clinicians();
    if (first == "allow" && last == "for") add_teams();
  }

  void complete_statement(const std::vector<std::string_view>& words) {
    const std::string_view first = words.front();
    const std::string_view last = words.back();
    if (last == "per") return add_words({"week", "month", "quarter", "year"});
    if (last == "every") return add_words({"week", "2 weeks", "3 weeks", "4 weeks"});
    if (around_.block == Within::plan && first == "any" && words.size() == 1)
      return add_words({"day"});
    if (around_.block == Within::plan && begins_day_line(words)) return complete_day(words);
    if (first == "activity" && last == "is") return add_activities(false);
    if (first == "set") {
      if (words.size() == 1) return add_settings();
      const SettingDeclaration* setting = find_setting(names_.for_all, words[1]);
      if (setting == nullptr) return;
      if (setting->type.kind == Kind::activities) return add_activities(false);
      if (setting->type.kind == Kind::boolean) return add_words({"yes", "no"});
      return;
    }
    if (first == "level") {
      if (words.size() == 1 && around_.block != Within::rule) return add_rules();
      return add_words({"error", "warning", "note", "off"});
    }
    if (first == "allow") {
      if (words.size() == 1) return add_rules();
      return add_words({"for", "until", "because"});
    }
    if (first == "use") {
      if (words.size() == 1) return add_packs();
      return add_words({"for"});
    }
    if (first == "choice" && around_.block == Within::team) return add_words({"weekly", "quota"});
    if (first == "target" || first == "actual") {
      if (words.size() == 1) return add_quarters();
      return add_words({"choice", "core"});
    }
    if (first == "quarter") return add_quarters();
    if (first == "plan" && words.size() == 2) return add_words({"in", "from"});
    if (around_.block == Within::rule) complete_rule(words);
  }

  // `mon am core 3.5h x2, big admin 30m`
  void complete_day(const std::vector<std::string_view>& words) {
    std::size_t block = 1;
    if (words.size() > 1 && (words[0] == "any" || is_one_of(words[1], halves) ||
                             words[1].find(':') != std::string_view::npos))
      block = 2;
    for (std::size_t i = block; i < words.size(); ++i) {
      if (words[i] == ",") block = i + 1;
    }
    if (words.size() == 1) add_words({"am", "pm", "eve"});
    if (block == words.size() && words[0] != "any") add_words({"off"});
    const bool amount_said =
        std::any_of(words.begin() + static_cast<std::ptrdiff_t>(std::min(block, words.size())),
                    words.end(), [](std::string_view word) {
                      return (word[0] >= '0' && word[0] <= '9') || word[0] == 'x' || word[0] == '"';
                    });
    if (amount_said) return add_words({"every", "week", "weeks", "per", "at", "with", "in"});
    // The words of an activity are one: what is typed starts with the first.
    if (block < words.size())
      begin_ = offset_ - static_cast<std::uint32_t>(before_.end() - words[block].begin());
    add_activities(true);
  }

  void complete_rule(const std::vector<std::string_view>& words) {
    if (words.front() == "for" && words.back() == "each") {
      for (const Scope scope : {Scope::team, Scope::plan, Scope::clinician, Scope::day, Scope::line,
                                Scope::block, Scope::leave, Scope::allocation, Scope::target})
        add(to_string(scope), ItemKind::class_, "");
      return;
    }
    if (words.front() == "example") return add_words({"good", "bad"});
    for (const Property& property : properties())
      add(property.name, ItemKind::property, property.doc);
    for (const Function& function : functions())
      add(function.name, ItemKind::function, function.doc);
    add_settings();
    add_activities(false);
  }

  // ---- what there is ---------------------------------------------------------------------------------

  void add_keywords() {
    for (const Statement& statement : statements()) {
      if (statement.within == around_.block)
        add(statement.word, ItemKind::keyword, statement.means);
    }
    if (around_.block == Within::choice) add_clinicians();
  }
  void add_words(std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) add(word, ItemKind::keyword, "");
  }
  void add_activities(bool own) {
    for (const ActivityInfo& info : activities()) {
      add(info.name, ItemKind::value, info.definition);
      if (!own) continue;
      for (const std::string_view other : info.other_words)
        add(other, ItemKind::value, fmt::format("counts as {}", info.name));
    }
    if (!own) return;
    const std::string team = normalised(around_.name);
    for (const OwnWords& words : own_words(names_)) {
      if (words.team.empty() || team.empty() || normalised(words.team) == team)
        add(words.said->name.text, ItemKind::value,
            fmt::format("counts as {}", words.said->is.text));
    }
  }
  void add_teams() {
    for (const Found<Team>& team : all_teams(names_))
      add_name(team_of(team).said->name.text, "team");
  }
  void add_clinicians() {
    for (const auto& [model, id] : all_clinicians(names_)) {
      const Clinician& clinician = model->clinicians[id];
      const Plan* plan = clinician.plans.empty() ? nullptr : &model->plans[clinician.plans.front()];
      add_name(clinician.name,
               plan != nullptr && plan->role != nullptr ? plan->role->text.text : "");
    }
    for (const Found<Team>& team : all_teams(names_)) {
      for (const AllocationId each : team_of(team).allocations)
        add_name(team.model->allocations[each].said->clinician.text, "no plan yet");
    }
  }
  void add_sites() {
    for (const Found<Team>& found : all_teams(names_)) {
      const Team& team = team_of(found);
      if (team.sites == nullptr) continue;
      for (const ast::Text& site : team.sites->names) add_name(site.text, team.said->name.text);
    }
  }
  void add_skills() {
    for (const Found<Team>& found : all_teams(names_)) {
      const Team& team = team_of(found);
      if (team.skills == nullptr) continue;
      for (const ast::Text& skill : team.skills->names) add_name(skill.text, team.said->name.text);
    }
  }
  void add_settings() {
    for (const SettingDeclaration& setting : names_.for_all.setting_declarations)
      add(setting.name, ItemKind::constant, setting.doc);
  }
  void add_rules() {
    for (const RuleSource& source : names_.for_all.rules)
      add(source.rule->name.text, ItemKind::function,
          source.rule->title ? source.rule->title->text : std::string_view{});
    for (const BuiltinInfo& row : builtins()) add(row.name, ItemKind::function, row.title);
  }
  void add_packs() {
    for (const ast::Pack* pack : names_.for_all.packs)
      add(pack->name.text, ItemKind::module, pack->title ? pack->title->text : std::string_view{});
  }
  void add_quarters() {
    Quarter quarter = quarter_of(names_.for_all.today);
    for (int i = 0; i < 4; ++i, quarter = quarter.next())
      add(to_string(quarter), ItemKind::value, "");
  }

  /// A name, with the quotes that are not there yet.
  void add_name(std::string_view name, std::string_view means) {
    const bool inside = begin_ > 0 && asked_.source().text()[begin_ - 1] == '"';
    const std::string text =
        (inside ? "" : "\"") + std::string(name) + (inside && closed_ ? "" : "\"");
    add(name, ItemKind::class_, means, text);
  }

  void add(std::string_view label, ItemKind kind, std::string_view means, std::string text = {}) {
    if (label.empty() || !seen_.emplace(label).second) return;
    const Span typed{asked_.at.id, begin_, offset_};
    Json item{{"label", label},
              {"kind", static_cast<int>(kind)},
              {"textEdit",
               {{"range", range_of(asked_.source(), typed, asked_.client.encoding)},
                {"newText", text.empty() ? std::string(label) : std::move(text)}}}};
    if (!means.empty()) item["documentation"] = means;
    items_.push_back(std::move(item));
  }

  const Asked& asked_;
  Names names_;
  std::uint32_t offset_ = 0;
  std::uint32_t begin_ = 0;  // where what is typed starts
  std::string_view before_;  // the line up to the cursor
  bool closed_ = false;      // by a quote right after the cursor
  Around around_;
  Json items_ = Json::array();
  std::set<std::string, std::less<>> seen_;
};

}  // namespace

Json completion(const Asked& asked, const Json& params) {
  return Completion(asked, asked.offset(params)).run();
}

}  // namespace capalint::lsp
