#include "lsp/mentions.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace capalint::lsp {
namespace {

class Collector {
 public:
  std::vector<Mention> mentions;

  void file(const ast::File& said) {
    for (const ast::Item& item : said.items) std::visit(*this, item);
    for (const ast::Allow& allow : said.comments) (*this)(allow);
    for (const ast::Expr& expr : said.exprs) {
      if (!expr.word.text.empty()) add(MentionKind::word, expr.word);
    }
  }

  void operator()(const ast::Team& said) {
    add(MentionKind::team, said.name);
    team_ = said.name.text;
    visit_all(said.statements);
    team_ = {};
  }
  void operator()(const ast::Plan& said) {
    add(MentionKind::clinician, said.clinician);
    if (said.team) add(MentionKind::team, *said.team);
    team_ = said.team ? said.team->text : std::string_view{};
    visit_all(said.statements);
    team_ = {};
  }
  void operator()(const ast::Rules& said) {
    if (said.team) add(MentionKind::team, *said.team);
    team_ = said.team ? said.team->text : std::string_view{};
    visit_all(said.statements);
    team_ = {};
  }
  void operator()(const ast::ChoiceMethod& said) {
    for (const ast::Allocation& allocation : said.allocations)
      add(MentionKind::clinician, allocation.clinician);
  }
  void operator()(const ast::DayLine& said) {
    for (const ast::Block& block : said.blocks) {
      add(MentionKind::activity, block.activity);
      if (block.with) add(MentionKind::clinician, *block.with);
      if (block.team) add(MentionKind::team, *block.team);
    }
  }
  void operator()(const ast::Agreed& said) {
    for (const ast::Signature& signature : said.signatures)
      add(MentionKind::clinician, signature.name);
  }
  void operator()(const ast::Allow& said) {
    add(MentionKind::rule, said.rule);
    if (said.subject) add(MentionKind::clinician, *said.subject);
  }
  void operator()(const ast::Activity& said) { add(MentionKind::activity, said.is); }
  void operator()(const ast::LevelStatement& said) { add(MentionKind::rule, said.rule); }
  void operator()(const ast::Rule& said) { add(MentionKind::rule, said.name); }
  void operator()(const ast::Set& said) { add(MentionKind::setting, said.name); }
  void operator()(const ast::Setting& said) { add(MentionKind::setting, said.name); }
  void operator()(const ast::Use& said) { add(MentionKind::pack, said.pack); }
  void operator()(const ast::Pack& said) { add(MentionKind::pack, said.name); }
  template <class Other>
  void operator()(const Other&) {}  // names nothing

 private:
  template <class Statements>
  void visit_all(const Statements& statements) {
    for (const auto& statement : statements) std::visit(*this, statement);
  }
  template <class Words>
  void add(MentionKind kind, const Words& words) {
    if (words.span.valid()) mentions.push_back({kind, words.span, words.text, team_});
  }

  std::string_view team_;
};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '\'' || static_cast<unsigned char>(c) >= 0x80;
}

/// A stretch of a line, in bytes.
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::optional<Stretch> quoted_at(std::string_view line, std::size_t at) {
  for (std::size_t open = line.find('"'); open != std::string_view::npos && open < at;) {
    const std::size_t close = line.find('"', open + 1);
    if (close == std::string_view::npos) break;
    if (at <= close) return Stretch{open, close + 1};
    open = line.find('"', close + 1);
  }
  return std::nullopt;
}

/// The words with only blanks between them that the one at `at` stands among, and which it is.
std::pair<std::vector<Stretch>, std::size_t> words_around(std::string_view line, std::size_t at) {
  std::vector<Stretch> words;
  std::size_t which = std::string_view::npos;
  for (std::size_t i = 0; i < line.size();) {
    if (!is_word(line[i])) {
      const bool blank = line[i++] == ' ';
      if (blank) continue;
      if (which != std::string_view::npos) break;
      words.clear();
      continue;
    }
    const std::size_t begin = i;
    while (i < line.size() && is_word(line[i])) ++i;
    if (begin <= at && at <= i) which = words.size();
    words.push_back({begin, i});
  }
  if (which == std::string_view::npos) words.clear();
  return {std::move(words), which};
}

/// Longest first. No name of an activity has more words than a few.
std::vector<Stretch> phrases_at(std::string_view line, std::size_t at) {
  constexpr std::size_t most_words = 6;
  const auto [words, which] = words_around(line, at);
  std::vector<Stretch> phrases;
  for (std::size_t count = std::min(words.size(), most_words); count > 0; --count) {
    const std::size_t earliest = which + 1 < count ? 0 : which + 1 - count;
    for (std::size_t first = earliest; first <= which && first + count <= words.size(); ++first)
      phrases.push_back({words[first].begin, words[first + count - 1].end});
  }
  return phrases;
}

}  // namespace

std::vector<Mention> mentions_in(const ast::File& file) {
  Collector collector;
  collector.file(file);
  return std::move(collector.mentions);
}

std::vector<Mention> mentions_at(const ast::File& file, const Source& source,
                                 std::uint32_t offset) {
  std::optional<Mention> smallest;
  for (const Mention& mention : mentions_in(file)) {
    if (offset < mention.span.begin || offset > mention.span.end) continue;
    if (!smallest || mention.span.size() < smallest->span.size()) smallest = mention;
  }
  if (smallest) return {*smallest};

  const std::uint32_t number = source.position(offset).line;
  const std::uint32_t start = source.line_start(number);
  const std::string_view line = source.line(number);
  const std::size_t at = std::min<std::size_t>(offset - start, line.size());
  const auto quoted = quoted_at(line, at);
  std::vector<Mention> mentions;
  for (const Stretch& text : quoted ? std::vector{*quoted} : phrases_at(line, at)) {
    const auto begin = static_cast<std::uint32_t>(start + text.begin);
    const auto end = static_cast<std::uint32_t>(start + text.end);
    const std::size_t quote = quoted ? 1 : 0;
    mentions.push_back({MentionKind::word,
                        {file.id, begin, end},
                        line.substr(text.begin + quote, text.end - text.begin - 2 * quote),
                        {}});
  }
  return mentions;
}

}  // namespace capalint::lsp
