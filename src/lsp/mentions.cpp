#include "lsp/mentions.h"

#include <algorithm>

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

std::optional<Mention> word_at(const Source& source, FileId id, std::uint32_t offset) {
  const std::uint32_t start = source.line_start(source.position(offset).line);
  const std::string_view line = source.line(source.position(offset).line);
  const std::size_t at = std::min<std::size_t>(offset - start, line.size());
  const auto found = [&](std::size_t begin, std::size_t end, std::size_t quote) {
    const auto from = static_cast<std::uint32_t>(start + begin);
    const auto to = static_cast<std::uint32_t>(start + end);
    return Mention{
        MentionKind::word, {id, from, to}, line.substr(begin + quote, end - begin - 2 * quote), {}};
  };
  for (std::size_t open = line.find('"'); open != std::string_view::npos && open < at;) {
    const std::size_t close = line.find('"', open + 1);
    if (close == std::string_view::npos) break;
    if (at <= close) return found(open, close + 1, 1);
    open = line.find('"', close + 1);
  }
  std::size_t begin = at;
  while (begin > 0 && is_word(line[begin - 1])) --begin;
  std::size_t end = at;
  while (end < line.size() && is_word(line[end])) ++end;
  if (begin == end) return std::nullopt;
  return found(begin, end, 0);
}

}  // namespace

std::vector<Mention> mentions_in(const ast::File& file) {
  Collector collector;
  collector.file(file);
  return std::move(collector.mentions);
}

std::optional<Mention> mention_at(const ast::File& file, const Source& source,
                                  std::uint32_t offset) {
  std::optional<Mention> best;
  for (const Mention& mention : mentions_in(file)) {
    if (offset < mention.span.begin || offset > mention.span.end) continue;
    if (!best || mention.span.size() < best->span.size()) best = mention;
  }
  return best ? best : word_at(source, file.id, offset);
}

}  // namespace capalint::lsp
