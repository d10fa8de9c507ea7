#include <fmt/format.h>

#include "lsp/features.h"
#include "model/places.h"

namespace capalint::lsp {
namespace {

// The protocol's kinds; editors give each an icon.
enum class SymbolKind {
  module = 2,
  class_ = 5,
  property = 7,
  function = 12,
  constant = 14,
  event = 24
};

struct Symbol {
  std::string name;
  std::string detail;
  SymbolKind kind;
  Span span;
  Span name_span;
  std::vector<Symbol> children;
};

class Outline {
 public:
  explicit Outline(const Source& source) : source_(source) {}
  std::vector<Symbol> symbols;

  void operator()(const ast::Team& said) {
    enter(said.name, "team", SymbolKind::module, said.span);
    for (const ast::TeamStatement& statement : said.statements) std::visit(*this, statement);
    leave();
  }
  void operator()(const ast::Plan& said) {
    enter(said.clinician, said.team ? std::string(said.team->text) : "", SymbolKind::class_,
          said.span);
    for (const ast::PlanStatement& statement : said.statements) std::visit(*this, statement);
    leave();
  }
  void operator()(const ast::Rules& said) {
    const Span head =
        said.team ? said.team->span : Span{said.span.file, said.span.begin, said.span.begin + 5};
    open_.push_back({said.team ? "rules " + std::string(said.team->text) : "rules",
                     "",
                     SymbolKind::module,
                     said.span,
                     head,
                     {}});
    for (const ast::RulesStatement& statement : said.statements) std::visit(*this, statement);
    leave();
  }
  void operator()(const ast::ChoiceMethod& said) {
    add("choice " + std::string(said.method.text),
        fmt::format("{} clinicians", said.allocations.size()), SymbolKind::property, said.span,
        said.method.span);
  }
  void operator()(const ast::DayLine& said) {
    std::string detail;
    for (const ast::Block& block : said.blocks)
      detail += (detail.empty() ? "" : ", ") + std::string(block.activity.text);
    add(when(said), detail, SymbolKind::event, said.span, said.days.span);
  }
  void operator()(const ast::Target& said) {
    add(std::string(said.actual ? "actual " : "target ") + to_string(said.quarter.value), "",
        SymbolKind::property, said.span, said.quarter.span);
  }
  void operator()(const ast::Rule& said) {
    add(std::string(said.name.text), said.title ? std::string(said.title->text) : "",
        SymbolKind::function, said.span, said.name.span);
  }
  void operator()(const ast::Setting& said) {
    add(std::string(said.name.text), "setting", SymbolKind::constant, said.span, said.name.span);
  }
  void operator()(const ast::Set& said) {
    add("set " + std::string(said.name.text), "", SymbolKind::constant, said.span, said.name.span);
  }
  void operator()(const ast::Activity& said) {
    add(std::string(said.name.text), "is " + std::string(said.is.text), SymbolKind::constant,
        said.span, said.name.span);
  }
  void operator()(const ast::Pack& said) {
    add(std::string(said.name.text), "pack", SymbolKind::module, said.span, said.name.span);
  }
  template <class Other>
  void operator()(const Other&) {}  // no entry of its own

 private:
  void enter(const ast::Text& name, std::string detail, SymbolKind kind, Span span) {
    open_.push_back({std::string(name.text), std::move(detail), kind, span, name.span, {}});
  }
  void leave() {
    Symbol done = std::move(open_.back());
    open_.pop_back();
    put(std::move(done));
  }
  void add(std::string name, std::string detail, SymbolKind kind, Span span, Span name_span) {
    put({std::move(name), std::move(detail), kind, span, name_span, {}});
  }
  void put(Symbol symbol) {
    if (symbol.name.empty())
      symbol.name = source_.text().substr(symbol.span.begin, symbol.span.size());
    symbol.span = join(symbol.span, symbol.name_span);
    (open_.empty() ? symbols : open_.back().children).push_back(std::move(symbol));
  }

  const Source& source_;
  std::vector<Symbol> open_;
};

Json tree(const std::vector<Symbol>& symbols, const Asked& asked) {
  Json all = Json::array();
  for (const Symbol& symbol : symbols) {
    Json json{
        {"name", symbol.name},
        {"kind", static_cast<int>(symbol.kind)},
        {"range", range_of(asked.source(), symbol.span, asked.client.encoding)},
        {"selectionRange", range_of(asked.source(), symbol.name_span, asked.client.encoding)}};
    if (!symbol.detail.empty()) json["detail"] = symbol.detail;
    if (!symbol.children.empty()) json["children"] = tree(symbol.children, asked);
    all.push_back(std::move(json));
  }
  return all;
}

void flatten(const std::vector<Symbol>& symbols, const std::string& container, const Asked& asked,
             Json& all) {
  for (const Symbol& symbol : symbols) {
    const Json range = range_of(asked.source(), symbol.span, asked.client.encoding);
    Json json{{"name", symbol.name},
              {"kind", static_cast<int>(symbol.kind)},
              {"location", {{"uri", asked.at.file().uri}, {"range", range}}}};
    if (!container.empty()) json["containerName"] = container;
    all.push_back(std::move(json));
    flatten(symbol.children, symbol.name, asked, all);
  }
}

}  // namespace

Json document_symbols(const Asked& asked, const Json&) {
  Outline outline(asked.source());
  for (const ast::Item& item : asked.at.file().parsed->file.items) std::visit(outline, item);
  if (asked.client.symbol_trees) return tree(outline.symbols, asked);
  Json all = Json::array();
  flatten(outline.symbols, "", asked, all);
  return all;
}

}  // namespace capalint::lsp
