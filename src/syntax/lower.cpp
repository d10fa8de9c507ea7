#include "syntax/lower.h"

#include <fmt/format.h>

#include "diagnostics/builtin.h"
#include "diagnostics/nearest.h"

namespace capalint::syntax {
namespace {

using grammar::CapaParser;
using Tree = antlr4::ParserRuleContext;

// Whether ANTLR gave up on this statement; it has been reported.
bool broken(Tree* tree) { return tree == nullptr || tree->exception != nullptr; }

class Lowerer {
 public:
  Lowerer(const Lowering& context, ast::File& file) : context_(context), file_(file) {}

  void file(CapaParser::FileContext& tree) {
    file_.damaged = context_.recovery.damaged(&tree);
    for (CapaParser::ItemContext* item : tree.item()) file_item(item);
  }

  ast::ExprId value(CapaParser::ValueContext& tree) {
    return broken(&tree) || broken(tree.expression()) ? ast::no_expr
                                                      : expression(tree.expression());
  }

  std::optional<ast::Allow> directive(CapaParser::DirectiveContext& tree) {
    if (broken(&tree) || tree.ruleRef() == nullptr) return std::nullopt;
    const ast::Word rule = word(tree.ruleRef());
    // Up to its last word: the rule itself goes on to the end of the comment.
    ast::Allow allow{.span = join(context_.offsets.span(tree.getStart()), rule.span),
                     .rule = rule,
                     .comment = true};
    if (tree.WORD() != nullptr) {
      allow.span = join(allow.span, token_span(tree.WORD()));
      if (tree.WORD()->getText() != "file") {
        add(make(
            Builtin::unknown_comment, token_span(tree.WORD()),
            fmt::format("`in {}` does not say what the exception covers", tree.WORD()->getText()),
            "write `in file`, or leave it out to cover this line"));
      }
      allow.whole_file = true;
    }
    if (tree.date() != nullptr) {
      allow.until = date(tree.date());
      allow.span = join(allow.span, span(tree.date()));
    }
    if (tree.string() != nullptr) {
      allow.because = reason(tree.string());
      allow.span = join(allow.span, allow.because->span);
    }
    return allow;
  }

 private:
  // ---- places and small things ---------------------------------------------------------------

  void add(Diagnostic diagnostic) { context_.diagnostics.push_back(std::move(diagnostic)); }

  Span span(Tree* tree) const {
    const antlr4::Token* last = tree->getStop() != nullptr ? tree->getStop() : tree->getStart();
    return context_.offsets.span(tree->getStart(), last);
  }

  Span token_span(antlr4::tree::TerminalNode* node) const {
    return context_.offsets.span(node->getSymbol());
  }

  std::string_view view(Span place) const {
    return context_.source.text().substr(place.begin, place.size());
  }

  ast::Word word(Tree* tree) const {
    const Span place = span(tree);
    return {place, view(place)};
  }

  ast::Word word(antlr4::tree::TerminalNode* node) const {
    const Span place = token_span(node);
    return {place, view(place)};
  }

  template <class T>
  ast::Word words(const std::vector<T*>& trees) const {
    const Span place = join(span(trees.front()), span(trees.back()));
    return {place, view(place)};
  }

  std::string_view content(CapaParser::StringContext* tree) {
    const Span place = span(tree);
    const std::string_view whole = view(place);
    if (tree->STRING() != nullptr) return whole.substr(1, whole.size() - 2);
    const std::size_t open = static_cast<unsigned char>(whole[0]) == 0xC2 ? 2
                             : whole[0] == '"'                            ? 1
                                                                          : 3;
    if (tree->OPEN_STRING() != nullptr) {
      Diagnostic diagnostic = make(Builtin::open_text, place, "this quotation mark is never closed",
                                   "add `\"` after the name");
      const std::size_t last = whole.find_last_not_of(" \t");
      diagnostic.span.end = place.begin + static_cast<std::uint32_t>(last + 1);
      add(std::move(diagnostic));
      return whole.substr(open, last + 1 - open);
    }
    const std::size_t close = whole.back() == '"'                                           ? 1
                              : static_cast<unsigned char>(whole[whole.size() - 2]) == 0xC2 ? 2
                                                                                            : 3;
    const std::string_view inside = whole.substr(open, whole.size() - open - close);
    Diagnostic diagnostic =
        make(Builtin::curly_quotes, place, fmt::format("{} is in curly quotation marks", whole),
             fmt::format("write \"{}\" with straight ones", inside));
    diagnostic.fixes.push_back(
        {"use straight quotation marks", true, {{place, fmt::format("\"{}\"", inside)}}});
    add(std::move(diagnostic));
    return inside;
  }

  ast::Text text(CapaParser::StringContext* tree) { return {span(tree), content(tree)}; }

  // Blanks alone are no reason.
  ast::Text reason(CapaParser::StringContext* tree) {
    ast::Text said = text(tree);
    if (said.text.find_first_not_of(" \t") == std::string_view::npos) said.text = {};
    return said;
  }

  std::vector<ast::Text> texts(const std::vector<CapaParser::StringContext*>& trees) {
    std::vector<ast::Text> all;
    for (auto* tree : trees) all.push_back(text(tree));
    return all;
  }

  // Texts on following lines are one message with a space between them.
  ast::Template message(const std::vector<CapaParser::StringContext*>& trees) {
    ast::Template result{.span = join(span(trees.front()), span(trees.back()))};
    for (auto* tree : trees) {
      if (!result.pieces.empty()) result.pieces.push_back({.text = " "});
      add_pieces(content(tree), result);
    }
    return result;
  }

  void add_pieces(std::string_view text, ast::Template& result) {
    const auto offset = [&](std::string_view part) {
      return static_cast<std::uint32_t>(part.data() - context_.source.text().data());
    };
    while (!text.empty()) {
      const std::size_t open = text.find('{');
      ast::Piece piece{.text = text.substr(0, open)};
      if (open == std::string_view::npos) {
        result.pieces.push_back(piece);
        return;
      }
      if (text.substr(open, 2) == "{{") {
        piece.text = text.substr(0, open + 1);
        result.pieces.push_back(piece);
        text.remove_prefix(open + 2);
        continue;
      }
      const std::size_t close = text.find('}', open);
      const std::uint32_t begin = offset(text) + static_cast<std::uint32_t>(open);
      if (close == std::string_view::npos) {
        add(make(Builtin::unclosed_brace, {context_.source_file, begin, begin + 1},
                 "this `{` is never closed", "add `}` after the value, or write `{{` for a brace"));
        return;
      }
      std::string_view inside = text.substr(open + 1, close - open - 1);
      piece.span = {context_.source_file, begin,
                    begin + static_cast<std::uint32_t>(inside.size() + 2)};
      constexpr std::string_view as = " as ";
      if (const std::size_t at = inside.rfind(as); at != std::string_view::npos) {
        piece.format = inside.substr(at + as.size());
        inside = inside.substr(0, at);
      }
      piece.value = context_.parse_value(
          {context_.source_file, begin + 1, begin + 1 + static_cast<std::uint32_t>(inside.size())},
          file_.exprs);
      result.pieces.push_back(piece);
      text.remove_prefix(close + 1);
    }
  }

  // ---- numbers -------------------------------------------------------------------------------

  Ratio decimal(std::string_view digits, Span place) {
    try {
      return parse_decimal(digits);
    } catch (const ArithmeticOverflow&) {
      add(make(Builtin::number_too_large, place, fmt::format("`{}` has too many digits", digits),
               "write at most nine digits before the point and six after it"));
      file_.damaged = true;
      too_many_digits_ = true;
      return 1;
    }
  }

  // `3,5h` is read as `3.5h` after it has been reported, so that one slip is one finding.
  std::string mend_decimal_comma(Span place) {
    std::string mended(view(place));
    mended[mended.find(',')] = '.';
    Diagnostic diagnostic = make(Builtin::decimal_comma, place,
                                 fmt::format("`{}` is written with a decimal comma", view(place)),
                                 fmt::format("write `{}`", mended));
    diagnostic.fixes.push_back({"use a decimal point", true, {{place, mended}}});
    add(std::move(diagnostic));
    return mended;
  }

  Ratio unsigned_number(antlr4::tree::TerminalNode* plain, antlr4::tree::TerminalNode* comma) {
    if (plain != nullptr) return decimal(view(token_span(plain)), token_span(plain));
    const Span place = token_span(comma);
    const std::string mended = mend_decimal_comma(place);
    const std::size_t end = mended.find_first_not_of("0123456789.");
    if (end != std::string::npos) unexpected_unit(std::string_view(mended).substr(end), place);
    return decimal(std::string_view(mended).substr(0, end), place);
  }

  void unexpected_unit(std::string_view unit, Span place) {
    add(make(Builtin::wrong_unit, place,
             fmt::format("a plain number is needed here, not one in `{}`", unit),
             "write the number alone"));
  }

  ast::Number number(CapaParser::NumberContext* tree) {
    const Ratio value = unsigned_number(tree->NUMBER(), tree->DECIMAL_COMMA());
    return {span(tree), tree->MINUS() != nullptr ? -value : value};
  }

  ast::Number percent(CapaParser::PercentContext* tree) {
    const Span place = span(tree);
    std::string mended;
    std::string_view digits = view(place);
    if (tree->DECIMAL_COMMA() != nullptr) digits = mended = mend_decimal_comma(place);
    if (digits.back() == '%') digits.remove_suffix(1);
    digits = digits.substr(0, digits.find_first_not_of("0123456789."));
    return {place, decimal(digits, place) / 100};
  }

  ast::Number count(antlr4::tree::TerminalNode* node) {
    const Span place = token_span(node);
    const std::string_view whole = view(place);
    const std::size_t sign = whole.find_first_of("0123456789");
    return {place, decimal(whole.substr(sign), place)};
  }

  struct Measured {
    Ratio value;
    Unit unit;
    bool session = false;
  };

  // `3h30m`: pairs of a number and a unit, all of one kind.
  std::optional<Measured> quantity(std::string_view whole, Span place) {
    std::optional<Measured> total;
    while (!whole.empty()) {
      const std::size_t digits = std::min(whole.find_first_not_of("0123456789."), whole.size());
      const std::size_t end = std::min(whole.find_first_of("0123456789", digits), whole.size());
      const std::string_view unit = whole.substr(digits, end - digits);
      const auto known = known_unit(unit, place);
      if (!known) return std::nullopt;
      const Ratio value = decimal(whole.substr(0, digits), place) * known->factor;
      if (total && (total->unit != known->unit || total->session != known->session)) {
        add(make(Builtin::wrong_unit, place, fmt::format("`{}` mixes two units", view(place)),
                 "write one unit, such as `3.5h`"));
        return std::nullopt;
      }
      total = Measured{(total ? total->value : Ratio(0)) + value, known->unit, known->session};
      whole.remove_prefix(end);
    }
    return total;
  }

  std::optional<UnitWord> known_unit(std::string_view unit, Span place) {
    if (auto known = unit_word(unit)) return known;
    const auto near = nearest(unit, unit_words());
    const bool hours = !unit.empty() && (unit[0] == 'h' || unit[0] == 'H');
    add(make(Builtin::unknown_unit, place, fmt::format("`{}` is not a unit", unit),
             near ? fmt::format("did you mean `{}`?", hours ? "h" : *near)
                  : "write hours as `3.5h`, minutes as `90m`, or `2 sessions`"));
    return std::nullopt;
  }

  std::optional<ast::Amount> amount(CapaParser::AmountContext* tree) {
    const Span place = span(tree);
    too_many_digits_ = false;
    std::optional<Measured> measured;
    if (tree->QUANTITY() != nullptr) {
      measured = quantity(view(token_span(tree->QUANTITY())), place);
    } else {
      std::string digits(view(tree->NUMBER() != nullptr ? token_span(tree->NUMBER())
                                                        : token_span(tree->DECIMAL_COMMA())));
      if (tree->DECIMAL_COMMA() != nullptr)
        digits = mend_decimal_comma(token_span(tree->DECIMAL_COMMA()));
      const std::size_t end = digits.find_first_not_of("0123456789.");
      std::string unit = end == std::string::npos ? std::string{} : digits.substr(end);
      if (tree->WORD() != nullptr) unit += tree->WORD()->getText();
      if (tree->WEEKS() != nullptr) unit += tree->WEEKS()->getText();
      if (unit.empty()) {
        add(make(
            Builtin::unknown_unit, place, fmt::format("`{}` has no unit", digits),
            fmt::format("write `{0}h` for hours, `{0}m` for minutes or `{0} sessions`", digits)));
        return std::nullopt;
      }
      measured = quantity(digits.substr(0, end) + unit, place);
    }
    if (!measured || too_many_digits_) return std::nullopt;
    if (measured->unit != Unit::of(Base::hour)) {
      add(make(Builtin::wrong_unit, place,
               fmt::format("`{}` counts {}, and working time is needed here", view(place),
                           name_of(measured->unit)),
               "write hours such as `3.5h`, minutes such as `90m`, or `2 sessions`"));
      return std::nullopt;
    }
    return ast::Amount{place, tree->MINUS() != nullptr ? -measured->value : measured->value,
                       measured->session};
  }

  // ---- dates ---------------------------------------------------------------------------------

  std::optional<Date> date_from(std::string_view written, Span place) {
    std::string problem;
    auto value = parse_date(written, problem);
    if (!value) {
      add(make(Builtin::impossible_date, place,
               fmt::format("`{}` is not a date: {}", written, problem), "correct the date"));
    }
    return value;
  }

  std::optional<ast::DateValue> date(CapaParser::DateContext* tree) {
    const Span place = span(tree);
    if (tree->SLASHED_DATE() != nullptr) {
      add(make(Builtin::date_form, place,
               fmt::format("`{}` could be read in two ways", view(place)),
               "write the year first, then month and day: `2026-09-20`"));
      return std::nullopt;
    }
    const auto value = date_from(view(place), place);
    if (!value) return std::nullopt;
    return ast::DateValue{place, *value};
  }

  std::optional<ast::QuarterValue> quarter(antlr4::tree::TerminalNode* node) {
    const Span place = token_span(node);
    const auto value = parse_quarter(view(place));
    if (!value) {
      add(make(Builtin::impossible_quarter, place,
               fmt::format("`{}` is not a quarter", view(place)),
               "a year has the quarters Q1 to Q4, such as `2026-Q4`"));
      return std::nullopt;
    }
    return ast::QuarterValue{place, *value};
  }

  std::optional<Clock> clock(antlr4::tree::TerminalNode* node) {
    const Span place = token_span(node);
    const auto value = parse_clock(view(place));
    if (!value) {
      add(make(Builtin::impossible_time, place,
               fmt::format("`{}` is not a time of day", view(place)),
               "times run from `00:00` to `24:00`"));
    }
    return value;
  }

  std::optional<ast::DateValue> since(CapaParser::SinceContext* tree) {
    return tree == nullptr || tree->date() == nullptr ? std::nullopt : date(tree->date());
  }

  // ---- expressions ---------------------------------------------------------------------------

  ast::ExprId push(ast::Expr expr) {
    file_.exprs.push_back(std::move(expr));
    return static_cast<ast::ExprId>(file_.exprs.size() - 1);
  }

  ast::ExprId binary(ast::Operator op, Span op_span, ast::ExprId left, ast::ExprId right) {
    const Span place = join(file_.exprs[left].span, file_.exprs[right].span);
    return push({.kind = ast::ExprKind::binary,
                 .op = op,
                 .span = place,
                 .op_span = op_span,
                 .children = {left, right}});
  }

  ast::ExprId expression(CapaParser::ExpressionContext* tree) {
    if (auto* plain = dynamic_cast<CapaParser::PlainContext*>(tree))
      return disjunction(plain->disjunction());
    auto* conditional = dynamic_cast<CapaParser::ConditionalContext*>(tree);
    ast::Expr expr{.kind = ast::ExprKind::conditional, .span = span(tree)};
    for (auto* part : conditional->expression()) expr.children.push_back(expression(part));
    return push(std::move(expr));
  }

  ast::ExprId disjunction(CapaParser::DisjunctionContext* tree) {
    const auto parts = tree->conjunction();
    ast::ExprId result = conjunction(parts[0]);
    for (std::size_t i = 1; i < parts.size(); ++i) {
      result = binary(ast::Operator::disjunction, token_span(tree->OR(i - 1)), result,
                      conjunction(parts[i]));
    }
    return result;
  }

  ast::ExprId conjunction(CapaParser::ConjunctionContext* tree) {
    const auto parts = tree->negation();
    ast::ExprId result = negation(parts[0]);
    for (std::size_t i = 1; i < parts.size(); ++i) {
      result = binary(ast::Operator::conjunction, token_span(tree->AND(i - 1)), result,
                      negation(parts[i]));
    }
    return result;
  }

  ast::ExprId negation(CapaParser::NegationContext* tree) {
    if (tree->comparison() != nullptr) return comparison(tree->comparison());
    return push({.kind = ast::ExprKind::invert,
                 .span = span(tree),
                 .children = {negation(tree->negation())}});
  }

  ast::ExprId comparison(CapaParser::ComparisonContext* tree) {
    const auto sums = tree->sum();
    const ast::ExprId left = sum(sums[0]);
    if (sums.size() == 1) return left;
    static const std::unordered_map<std::string_view, ast::Operator> operators{
        {"<", ast::Operator::lt},  {"<=", ast::Operator::le}, {">", ast::Operator::gt},
        {">=", ast::Operator::ge}, {"=", ast::Operator::eq},  {"!=", ast::Operator::ne},
        {"in", ast::Operator::in}, {"is", ast::Operator::is}};
    const Span op = span(tree->comparator());
    return binary(operators.at(view(op)), op, left, sum(sums[1]));
  }

  // Operators of one level, in the order in which they are written.
  template <class Part, class Lower>
  ast::ExprId chain(Tree* tree, const std::vector<Part*>& parts, Lower lower_part) {
    ast::ExprId result = lower_part(parts[0]);
    for (std::size_t i = 1; i < parts.size(); ++i) {
      auto* node = dynamic_cast<antlr4::tree::TerminalNode*>(tree->children[2 * i - 1]);
      ast::Operator op = ast::Operator::add;
      switch (node->getSymbol()->getType()) {
        case CapaParser::MINUS: op = ast::Operator::subtract; break;
        case CapaParser::TIMES: op = ast::Operator::multiply; break;
        case CapaParser::OVER: op = ast::Operator::divide; break;
        default: break;
      }
      result = binary(op, token_span(node), result, lower_part(parts[i]));
    }
    return result;
  }

  ast::ExprId sum(CapaParser::SumContext* tree) {
    return chain(tree, tree->product(), [this](auto* part) { return product(part); });
  }

  ast::ExprId product(CapaParser::ProductContext* tree) {
    return chain(tree, tree->unary(), [this](auto* part) { return unary(part); });
  }

  ast::ExprId unary(CapaParser::UnaryContext* tree) {
    if (tree->postfix() != nullptr) return postfix(tree->postfix());
    return push(
        {.kind = ast::ExprKind::negate, .span = span(tree), .children = {unary(tree->unary())}});
  }

  ast::ExprId postfix(CapaParser::PostfixContext* tree) {
    ast::ExprId result = primary(tree->primary());
    for (auto* part : tree->call()) {
      const ast::ExprId member = call(part);
      const Span place = join(file_.exprs[result].span, file_.exprs[member].span);
      result = push({.kind = ast::ExprKind::member, .span = place, .children = {result, member}});
    }
    return result;
  }

  ast::ExprId primary(CapaParser::PrimaryContext* tree) {
    if (auto* node = dynamic_cast<CapaParser::LiteralPrimaryContext*>(tree))
      return literal(node->literal());
    if (auto* node = dynamic_cast<CapaParser::CallPrimaryContext*>(tree)) return call(node->call());
    const ast::ExprId inner =
        expression(dynamic_cast<CapaParser::GroupContext&>(*tree).expression());
    file_.exprs[inner].span = span(tree);
    return inner;
  }

  ast::ExprId each(Span place, CapaParser::WordContext* collection,
                   CapaParser::ExpressionContext* where) {
    ast::Expr expr{.kind = ast::ExprKind::each, .span = place, .word = word(collection)};
    if (where != nullptr) expr.children.push_back(expression(where));
    return push(std::move(expr));
  }

  ast::ExprId call(CapaParser::CallContext* tree) {
    ast::Expr expr{.kind = ast::ExprKind::call,
                   .called = tree->LPAREN() != nullptr,
                   .span = span(tree),
                   .word = words(tree->exprWord())};
    if (auto* arguments = dynamic_cast<CapaParser::EachArgumentsContext*>(tree->arguments())) {
      expr.children.push_back(each(span(arguments), arguments->word(), arguments->expression()));
    } else if (auto* list = dynamic_cast<CapaParser::ListArgumentsContext*>(tree->arguments())) {
      auto parts = list->expression();
      CapaParser::ExpressionContext* where = nullptr;
      if (list->WHERE() != nullptr) {
        where = parts.back();
        parts.pop_back();
      }
      for (auto* part : parts) expr.children.push_back(expression(part));
      if (list->EACH() != nullptr) {
        const Span place = join(token_span(list->EACH()), span(list));
        expr.children.push_back(each(place, list->word(), where));
      }
    }
    return push(std::move(expr));
  }

  Unit per(CapaParser::RateSuffixContext* tree, Ratio& value) {
    if (tree == nullptr) return {};
    const std::string_view period = period_of(tree).text;
    if (const auto weeks = weeks_in(period)) {
      value /= *weeks;
      return Unit::of(Base::week, -1);
    }
    add(make(Builtin::unknown_unit, period_of(tree).span,
             fmt::format("`{}` is not a period", period),
             "write `per week`, `per month`, `per quarter` or `per year`"));
    return {};
  }

  template <class T>
  ast::Word period_of(T* tree) const {
    return word(dynamic_cast<antlr4::tree::TerminalNode*>(tree->children.back()));
  }

  ast::Expr measured_expr(Span place, std::optional<Measured> measured,
                          CapaParser::RateSuffixContext* rate) {
    Measured known = measured.value_or(Measured{1, {}, false});
    const Unit rate_unit = per(rate, known.value);
    return {.kind = ast::ExprKind::quantity,
            .session = known.session,
            .span = place,
            .quantity = {.value = known.value, .unit = known.unit * rate_unit}};
  }

  ast::ExprId literal(CapaParser::LiteralContext* tree) {
    const Span place = span(tree);
    ast::Expr expr{.span = place};
    if (auto* node = dynamic_cast<CapaParser::NumberLiteralContext*>(tree)) {
      const Ratio value = unsigned_number(node->NUMBER(), node->DECIMAL_COMMA());
      std::optional<Measured> measured = Measured{value, {}, false};
      if (node->unitWord() != nullptr) {
        const auto unit = known_unit(view(span(node->unitWord())), span(node->unitWord()));
        if (unit) measured = Measured{value * unit->factor, unit->unit, unit->session};
      }
      expr = measured_expr(place, measured, node->rateSuffix());
    } else if (auto* quantity_node = dynamic_cast<CapaParser::QuantityLiteralContext*>(tree)) {
      const Span written = token_span(quantity_node->QUANTITY());
      expr = measured_expr(place, quantity(view(written), written), quantity_node->rateSuffix());
    } else if (auto* count_node = dynamic_cast<CapaParser::CountLiteralContext*>(tree)) {
      expr.kind = ast::ExprKind::quantity;
      expr.quantity = {.value = count(count_node->COUNT()).value,
                       .unit = Unit::of(Base::appointment)};
    } else if (auto* percent_node = dynamic_cast<CapaParser::PercentLiteralContext*>(tree)) {
      const std::string_view digits = view(token_span(percent_node->PERCENT()));
      expr.kind = ast::ExprKind::quantity;
      expr.quantity = {.value = decimal(digits.substr(0, digits.size() - 1), place) / 100,
                       .unit = {},
                       .percent = true};
    } else if (dynamic_cast<CapaParser::DateLiteralContext*>(tree) != nullptr) {
      expr.kind = ast::ExprKind::date;
      if (const auto value = date_from(view(place), place))
        expr.number = value->time_since_epoch().count();
    } else if (auto* quarter_node = dynamic_cast<CapaParser::QuarterLiteralContext*>(tree)) {
      expr.kind = ast::ExprKind::quarter;
      if (const auto value = quarter(quarter_node->QUARTER()))
        expr.number = value->value.year * 4 + value->value.number - 1;
    } else if (auto* clock_node = dynamic_cast<CapaParser::ClockLiteralContext*>(tree)) {
      expr.kind = ast::ExprKind::clock;
      if (const auto value = clock(clock_node->CLOCK())) expr.number = value->minutes;
    } else if (auto* text_node = dynamic_cast<CapaParser::StringLiteralContext*>(tree)) {
      expr.kind = ast::ExprKind::text;
      expr.word = {place, content(text_node->string())};
    } else {
      expr.kind = ast::ExprKind::boolean;
      expr.number = dynamic_cast<CapaParser::YesLiteralContext*>(tree) != nullptr ? 1 : 0;
    }
    return push(std::move(expr));
  }

  // ---- statements that several declarations share ----------------------------------------------

  ast::Set set(CapaParser::SetStatementContext* tree) {
    return {.span = span(tree),
            .name = word(tree->word()),
            .value = expression(tree->expression()),
            .since = since(tree->since())};
  }

  ast::Use use(CapaParser::UseStatementContext* tree) {
    ast::Use use{.span = span(tree), .pack = word(tree->word())};
    if (tree->string() != nullptr) use.group = text(tree->string());
    return use;
  }

  ast::Activity activity(CapaParser::ActivityContext* tree) {
    return {.span = span(tree), .name = text(tree->string()), .is = words(tree->activityWord())};
  }

  std::optional<ast::Target> target(CapaParser::TargetStatementContext* tree) {
    const auto when = quarter(tree->QUARTER());
    if (!when) return std::nullopt;
    ast::Target target{.span = span(tree), .actual = tree->ACTUAL() != nullptr, .quarter = *when};
    for (auto* part : tree->targetPart()) {
      std::optional<ast::Number>& slot = part->CHOICE() != nullptr ? target.choice : target.core;
      if (slot) {
        add(make(Builtin::duplicate_statement, span(part),
                 fmt::format(
                     "`{}` is given twice",
                     view(token_span(part->CHOICE() != nullptr ? part->CHOICE() : part->CORE()))),
                 "delete one of them"));
      }
      slot = number(part->number());
    }
    return target;
  }

  std::optional<ast::Frequency> frequency(CapaParser::FrequencyContext* tree) {
    if (tree == nullptr) return std::nullopt;
    const Span place = span(tree);
    if (auto* every = dynamic_cast<CapaParser::EveryWeeksContext*>(tree)) {
      const ast::Number weeks =
          every->number() != nullptr ? number(every->number()) : ast::Number{place, 1};
      return ast::EveryWeeks{place, weeks};
    }
    if (auto* cycle = dynamic_cast<CapaParser::WeekOfCycleContext*>(tree)) {
      return ast::WeekOfCycle{place, number(cycle->number(0)), number(cycle->number(1))};
    }
    return ast::PerPeriod{place, period_of(tree)};
  }

  // ---- team ------------------------------------------------------------------------------------

  void team(CapaParser::TeamContext* tree) {
    if (tree->string() == nullptr || broken(tree->string())) {
      file_.damaged = true;
      return;
    }
    ast::Team team{.span = span(tree),
                   .name = text(tree->string()),
                   .damaged = context_.recovery.damaged(tree)};
    for (auto* statement : tree->teamStatement()) {
      if (broken(statement)) {
        team.damaged = true;
      } else {
        team_statement(statement, team);
      }
    }
    file_.items.emplace_back(std::move(team));
  }

  void team_statement(CapaParser::TeamStatementContext* tree, ast::Team& team) {
    const Span place = span(tree);
    auto& out = team.statements;
    if (auto* node = dynamic_cast<CapaParser::TeamQuarterContext*>(tree)) {
      if (const auto value = quarter(node->QUARTER())) {
        out.emplace_back(ast::TeamQuarter{place, *value});
      } else {
        team.damaged = true;
      }
    } else if (auto* referrals_node = dynamic_cast<CapaParser::TeamReferralsContext*>(tree)) {
      out.emplace_back(referrals(referrals_node));
    } else if (auto* transfer = dynamic_cast<CapaParser::TeamTransferContext*>(tree)) {
      ast::Transfer statement{
          .span = place, .low = percent(transfer->percent(0)), .since = since(transfer->since())};
      if (transfer->percent(1) != nullptr) statement.high = percent(transfer->percent(1));
      out.emplace_back(std::move(statement));
    } else if (auto* core = dynamic_cast<CapaParser::TeamCoreAppointmentsContext*>(tree)) {
      out.emplace_back(ast::CoreAppointments{place, number(core->number()), word(core->name()),
                                             since(core->since())});
    } else if (auto* weeks = dynamic_cast<CapaParser::TeamWeeksContext*>(tree)) {
      out.emplace_back(ast::WorkingWeeks{place, number(weeks->number()), word(weeks->name()),
                                         since(weeks->since())});
    } else if (auto* fte = dynamic_cast<CapaParser::TeamFteContext*>(tree)) {
      out.emplace_back(ast::Fte{place, number(fte->number()), since(fte->since())});
    } else if (auto* sites = dynamic_cast<CapaParser::TeamSitesContext*>(tree)) {
      out.emplace_back(ast::Sites{place, texts(sites->string())});
    } else if (auto* skills = dynamic_cast<CapaParser::TeamSkillsContext*>(tree)) {
      out.emplace_back(ast::Skills{place, texts(skills->string())});
    } else if (auto* choice_node = dynamic_cast<CapaParser::TeamChoiceContext*>(tree)) {
      out.emplace_back(choice(choice_node));
    } else if (auto* target_node = dynamic_cast<CapaParser::TeamTargetContext*>(tree)) {
      if (auto statement = target(target_node->targetStatement())) {
        out.emplace_back(std::move(*statement));
      } else {
        team.damaged = true;
      }
    } else if (auto* activity_node = dynamic_cast<CapaParser::TeamActivityContext*>(tree)) {
      out.emplace_back(activity(activity_node->activity()));
    } else if (auto* set_node = dynamic_cast<CapaParser::TeamSetContext*>(tree)) {
      out.emplace_back(set(set_node->setStatement()));
    }
  }

  ast::Referrals referrals(CapaParser::TeamReferralsContext* tree) {
    ast::Referrals statement{.span = span(tree),
                             .mean = number(tree->rate()->number()),
                             .period = period_of(tree->rate()->rateSuffix()),
                             .since = since(tree->since())};
    if (tree->RANGE() != nullptr) {
      statement.least = number(tree->number(0));
      statement.most = number(tree->number(1));
    }
    return statement;
  }

  ast::ChoiceMethod choice(CapaParser::TeamChoiceContext* tree) {
    ast::ChoiceMethod choice{.span = span(tree),
                             .method = word(tree->choiceMethod()),
                             .since = since(tree->since()),
                             .damaged = context_.recovery.damaged(tree)};
    for (auto* allocation : tree->allocation()) {
      if (broken(allocation)) {
        choice.damaged = true;
        continue;
      }
      choice.allocations.push_back({.span = span(allocation),
                                    .clinician = text(allocation->string()),
                                    .number = number(allocation->number()),
                                    .frequency = frequency(allocation->frequency())});
    }
    return choice;
  }

  // ---- plan ------------------------------------------------------------------------------------

  void plan(CapaParser::PlanContext* tree) {
    const auto names = tree->string();
    if (names.empty() || broken(names[0])) {
      file_.damaged = true;
      return;
    }
    ast::Plan plan{.span = span(tree),
                   .clinician = text(names[0]),
                   .since = since(tree->since()),
                   .damaged = context_.recovery.damaged(tree)};
    if (names.size() > 1 && !broken(names[1])) plan.team = text(names[1]);
    for (auto* statement : tree->planStatement()) {
      if (broken(statement)) {
        plan.damaged = true;
      } else {
        plan_statement(statement, plan);
      }
    }
    file_.items.emplace_back(std::move(plan));
  }

  void plan_statement(CapaParser::PlanStatementContext* tree, ast::Plan& plan) {
    const Span place = span(tree);
    auto& out = plan.statements;
    if (auto* day = dynamic_cast<CapaParser::PlanDayContext*>(tree)) {
      day_line(day->dayLine(), plan);
    } else if (auto* role = dynamic_cast<CapaParser::PlanRoleContext*>(tree)) {
      out.emplace_back(ast::Role{place, text(role->string())});
    } else if (auto* group = dynamic_cast<CapaParser::PlanGroupContext*>(tree)) {
      out.emplace_back(ast::Group{place, text(group->string())});
    } else if (auto* contract = dynamic_cast<CapaParser::PlanContractContext*>(tree)) {
      if (const auto hours = amount(contract->amount())) {
        out.emplace_back(ast::Contract{place, *hours});
      } else {
        plan.damaged = true;
      }
    } else if (auto* fte = dynamic_cast<CapaParser::PlanFteContext*>(tree)) {
      out.emplace_back(ast::Fte{.span = place, .number = number(fte->number())});
    } else if (auto* skills = dynamic_cast<CapaParser::PlanSkillsContext*>(tree)) {
      out.emplace_back(ast::Skills{place, texts(skills->string())});
    } else if (dynamic_cast<CapaParser::PlanBeforeBigAdminContext*>(tree) != nullptr) {
      out.emplace_back(ast::BeforeBigAdmin{place});
    } else if (auto* leave = dynamic_cast<CapaParser::PlanLeaveContext*>(tree)) {
      const auto first = date(leave->date(0));
      const auto last = date(leave->date(1));
      if (first && last) {
        out.emplace_back(ast::Leave{place, text(leave->string()), *first, *last});
      } else {
        plan.damaged = true;
      }
    } else if (auto* review = dynamic_cast<CapaParser::PlanReviewContext*>(tree)) {
      if (const auto when = date(review->date())) {
        out.emplace_back(ast::Review{place, *when});
      } else {
        plan.damaged = true;
      }
    } else if (auto* agreed_node = dynamic_cast<CapaParser::PlanAgreedContext*>(tree)) {
      agreed(agreed_node, plan);
    } else if (auto* until = dynamic_cast<CapaParser::PlanUntilContext*>(tree)) {
      if (const auto when = date(until->date())) out.emplace_back(ast::Until{place, *when});
    } else if (auto* target_node = dynamic_cast<CapaParser::PlanTargetContext*>(tree)) {
      if (auto statement = target(target_node->targetStatement())) {
        out.emplace_back(std::move(*statement));
      } else {
        plan.damaged = true;
      }
    } else if (auto* set_node = dynamic_cast<CapaParser::PlanSetContext*>(tree)) {
      out.emplace_back(set(set_node->setStatement()));
    } else if (auto* use_node = dynamic_cast<CapaParser::PlanUseContext*>(tree)) {
      out.emplace_back(use(use_node->useStatement()));
    }
  }

  void agreed(CapaParser::PlanAgreedContext* tree, ast::Plan& plan) {
    ast::Agreed statement{.span = span(tree), .signatures = {}};
    for (auto* signature : tree->signature()) {
      if (const auto when = date(signature->date())) {
        statement.signatures.push_back({span(signature), text(signature->string()), *when});
      } else {
        plan.damaged = true;
      }
    }
    plan.statements.emplace_back(std::move(statement));
  }

  void day_line(CapaParser::DayLineContext* tree, ast::Plan& plan) {
    ast::DayLine line{.span = span(tree), .day_span = span(tree->day())};
    for (int i = 0; i < 7; ++i) {
      const auto day = static_cast<Weekday>(i);
      if (to_string(day) == view(line.day_span)) line.day = day;
    }
    if (tree->half() != nullptr) {
      line.half = tree->half()->AM() != nullptr   ? ast::Half::am
                  : tree->half()->PM() != nullptr ? ast::Half::pm
                                                  : ast::Half::eve;
    }
    if (tree->clockRange() != nullptr) {
      const auto start = clock(tree->clockRange()->CLOCK(0));
      const auto end = clock(tree->clockRange()->CLOCK(1));
      if (!start || !end) {
        plan.damaged = true;
        return;
      }
      line.clock = ast::ClockRange{span(tree->clockRange()), *start, *end};
    }
    for (auto* block_node : tree->block()) block(block_node, line, plan);
    plan.statements.emplace_back(std::move(line));
  }

  void block(CapaParser::BlockContext* tree, ast::DayLine& line, ast::Plan& plan) {
    ast::Block block{.span = span(tree), .activity = words(tree->blockActivity()->activityWord())};
    // The texts of a block differ only by the keyword before them.
    std::size_t before = 0;
    for (antlr4::tree::ParseTree* child : tree->children) {
      if (auto* node = dynamic_cast<antlr4::tree::TerminalNode*>(child)) {
        before = node->getSymbol()->getType();
      } else if (auto* string_node = dynamic_cast<CapaParser::StringContext*>(child)) {
        std::optional<ast::Text>& slot = before == CapaParser::WITH ? block.with
                                         : before == CapaParser::AT ? block.site
                                         : before == CapaParser::IN ? block.team
                                                                    : block.what;
        slot = text(string_node);
      }
    }
    if (tree->amount() != nullptr) {
      block.amount = amount(tree->amount());
      if (!block.amount) {
        plan.damaged = true;
        return;
      }
    }
    if (tree->COUNT() != nullptr) block.contacts = count(tree->COUNT());
    block.frequency = frequency(tree->frequency());
    line.blocks.push_back(std::move(block));
  }

  // ---- rules -----------------------------------------------------------------------------------

  ast::Allow allow(CapaParser::AllowStatementContext* tree) {
    ast::Allow allow{.span = span(tree), .rule = word(tree->ruleRef())};
    for (std::size_t i = 0, strings = 0; i < tree->children.size(); ++i) {
      auto* string_node = dynamic_cast<CapaParser::StringContext*>(tree->children[i]);
      if (string_node == nullptr) continue;
      const bool subject = strings++ == 0 && tree->FOR() != nullptr;
      (subject ? allow.subject : allow.because) = subject ? text(string_node) : reason(string_node);
    }
    if (tree->date() != nullptr) allow.until = date(tree->date());
    return allow;
  }

  void rules(CapaParser::RulesContext* tree) {
    ast::Rules rules{.span = span(tree), .damaged = context_.recovery.damaged(tree)};
    if (tree->string() != nullptr) rules.team = text(tree->string());
    auto& out = rules.statements;
    for (auto* statement : tree->rulesStatement()) {
      if (broken(statement)) {
        rules.damaged = true;
      } else if (auto* use_node = dynamic_cast<CapaParser::RulesUseContext*>(statement)) {
        out.emplace_back(use(use_node->useStatement()));
      } else if (auto* set_node = dynamic_cast<CapaParser::RulesSetContext*>(statement)) {
        out.emplace_back(set(set_node->setStatement()));
      } else if (auto* level = dynamic_cast<CapaParser::RulesLevelContext*>(statement)) {
        out.emplace_back(
            ast::LevelStatement{span(level), word(level->ruleRef()), word(level->levelName())});
      } else if (auto* allow_node = dynamic_cast<CapaParser::RulesAllowContext*>(statement)) {
        out.emplace_back(allow(allow_node->allowStatement()));
      } else if (auto* rule_node = dynamic_cast<CapaParser::RulesRuleContext*>(statement)) {
        out.emplace_back(rule(rule_node->ruleDeclaration()));
      } else if (auto* setting_node = dynamic_cast<CapaParser::RulesSettingContext*>(statement)) {
        out.emplace_back(setting(setting_node->setting()));
      } else if (auto* activity_node = dynamic_cast<CapaParser::RulesActivityContext*>(statement)) {
        out.emplace_back(activity(activity_node->activity()));
      }
    }
    file_.items.emplace_back(std::move(rules));
  }

  void pack(CapaParser::PackContext* tree) {
    if (broken(tree->word())) return;
    ast::Pack pack{.span = span(tree), .name = word(tree->word())};
    for (auto* statement : tree->packStatement()) {
      if (broken(statement)) continue;
      if (auto* title = dynamic_cast<CapaParser::PackTitleContext*>(statement))
        pack.title = text(title->string());
      if (auto* edition = dynamic_cast<CapaParser::PackEditionContext*>(statement))
        pack.edition = text(edition->string());
      if (auto* source = dynamic_cast<CapaParser::PackSourceContext*>(statement))
        pack.source = text(source->string());
      if (auto* doc = dynamic_cast<CapaParser::PackDocContext*>(statement))
        pack.doc = texts(doc->string());
      if (dynamic_cast<CapaParser::PackStandardContext*>(statement) != nullptr)
        pack.standard = true;
    }
    file_.items.emplace_back(std::move(pack));
  }

  ast::Setting setting(CapaParser::SettingContext* tree) {
    ast::Setting setting{.span = span(tree), .name = word(tree->word(0))};
    if (tree->word(1) != nullptr) setting.type = word(tree->word(1));
    if (tree->expression() != nullptr && !broken(tree->expression()))
      setting.value = expression(tree->expression());
    for (auto* statement : tree->settingStatement()) {
      if (broken(statement)) continue;
      if (auto* doc = dynamic_cast<CapaParser::SettingDocContext*>(statement))
        setting.doc = texts(doc->string());
      if (auto* source = dynamic_cast<CapaParser::SettingSourceContext*>(statement))
        setting.source = text(source->string());
    }
    return setting;
  }

  ast::Rule rule(CapaParser::RuleDeclarationContext* tree) {
    ast::Rule rule{.span = span(tree), .damaged = context_.recovery.damaged(tree)};
    if (broken(tree->word())) {
      rule.damaged = true;
      return rule;
    }
    rule.name = word(tree->word());
    for (auto* clause_node : tree->clause()) {
      if (broken(clause_node)) {
        rule.damaged = true;
      } else {
        clause(clause_node, rule);
      }
    }
    return rule;
  }

  template <class T>
  void once(std::optional<T>& slot, T value, Span place) {
    if (slot)
      add(make(Builtin::duplicate_statement, place, "this line of the rule is written twice",
               "delete one of them"));
    slot = std::move(value);
  }

  void clause(CapaParser::ClauseContext* tree, ast::Rule& rule) {
    const Span place = span(tree);
    if (auto* code = dynamic_cast<CapaParser::CodeContext*>(tree)) {
      once(rule.code, word(code->WORD()), place);
    } else if (auto* level = dynamic_cast<CapaParser::LevelContext*>(tree)) {
      once(rule.level, word(level->levelName()), place);
    } else if (auto* title = dynamic_cast<CapaParser::TitleContext*>(tree)) {
      once(rule.title, text(title->string()), place);
    } else if (auto* source = dynamic_cast<CapaParser::SourceContext*>(tree)) {
      once(rule.source, text(source->string()), place);
    } else if (auto* standard = dynamic_cast<CapaParser::StandardContext*>(tree)) {
      once(rule.standard, text(standard->string()), place);
    } else if (auto* doc = dynamic_cast<CapaParser::DocContext*>(tree)) {
      rule.doc = texts(doc->string());
    } else if (auto* scope = dynamic_cast<CapaParser::ScopeContext*>(tree)) {
      once(rule.scope, word(scope->word()), place);
      if (scope->expression() != nullptr) rule.where = expression(scope->expression());
    } else if (auto* let = dynamic_cast<CapaParser::LetContext*>(tree)) {
      rule.lets.push_back({place, word(let->word()), expression(let->expression())});
    } else if (auto* require = dynamic_cast<CapaParser::RequireContext*>(tree)) {
      if (rule.require != ast::no_expr) {
        add(make(Builtin::duplicate_statement, place, "a rule has one `require`",
                 "join the conditions with `and`"));
      }
      rule.require = expression(require->expression());
    } else if (auto* at = dynamic_cast<CapaParser::AtContext*>(tree)) {
      for (auto* part : at->expression()) rule.at.push_back(expression(part));
    } else if (auto* say = dynamic_cast<CapaParser::SayContext*>(tree)) {
      rule.say = message(say->string());
    } else if (auto* note = dynamic_cast<CapaParser::NoteContext*>(tree)) {
      ast::NoteClause clause{.span = place, .text = message(note->string())};
      if (note->expression() != nullptr) clause.at = expression(note->expression());
      rule.notes.push_back(std::move(clause));
    } else if (auto* help = dynamic_cast<CapaParser::HelpContext*>(tree)) {
      rule.help = message(help->string());
    } else if (auto* fix_node = dynamic_cast<CapaParser::FixContext*>(tree)) {
      rule.fixes.push_back(fix(fix_node));
    } else if (auto* example = dynamic_cast<CapaParser::ExampleContext*>(tree)) {
      ast::Example lowered{.span = place, .good = example->GOOD() != nullptr};
      if (example->string() != nullptr) lowered.name = text(example->string());
      lowered.body = {place.file, token_span(example->LBRACE()).end,
                      token_span(example->RBRACE()).begin};
      rule.examples.push_back(std::move(lowered));
    }
  }

  ast::FixClause fix(CapaParser::FixContext* tree) {
    ast::FixClause fix{.span = span(tree),
                       .suggested = tree->SUGGESTED() != nullptr,
                       .title = message({tree->string()})};
    if (auto* replace = dynamic_cast<CapaParser::ReplaceEditContext*>(tree->edit())) {
      fix.place = expression(replace->expression());
      fix.text = message({replace->string()});
    } else if (auto* insert = dynamic_cast<CapaParser::InsertEditContext*>(tree->edit())) {
      fix.kind = ast::EditKind::insert;
      if (insert->WORD() != nullptr) {
        const Span said = token_span(insert->WORD());
        fix.kind = ast::EditKind::insert_line;
        if (view(said) != "line")
          add(make(Builtin::unexpected_text, said,
                   fmt::format("`{}` is not what `insert` can insert", view(said)),
                   "write `insert \"…\" after` or `insert line \"…\" after`"));
      }
      fix.place = expression(insert->expression());
      fix.text = message({insert->string()});
    } else if (auto* remove = dynamic_cast<CapaParser::DeleteEditContext*>(tree->edit())) {
      fix.kind = ast::EditKind::remove;
      fix.place = expression(remove->expression());
    }
    return fix;
  }

  void file_item(CapaParser::ItemContext* tree) {
    if (tree->team() != nullptr) {
      team(tree->team());
    } else if (tree->plan() != nullptr) {
      plan(tree->plan());
    } else if (tree->rules() != nullptr) {
      rules(tree->rules());
    } else if (broken(tree)) {
      file_.damaged = true;
    } else if (tree->pack() != nullptr) {
      pack(tree->pack());
    } else if (tree->setting() != nullptr && !broken(tree->setting())) {
      file_.items.emplace_back(setting(tree->setting()));
    } else if (tree->ruleDeclaration() != nullptr) {
      file_.items.emplace_back(rule(tree->ruleDeclaration()));
    } else if (tree->activity() != nullptr) {
      file_.items.emplace_back(activity(tree->activity()));
    }
  }

  const Lowering& context_;
  ast::File& file_;
  bool too_many_digits_ = false;  // in the amount that is being read
};

}  // namespace

ast::File lower(const Lowering& context, FileId id, CapaParser::FileContext& tree) {
  ast::File file;
  file.id = id;
  Lowerer(context, file).file(tree);
  return file;
}

ast::ExprId lower(const Lowering& context, ast::Exprs& exprs, CapaParser::ValueContext& tree) {
  ast::File file;
  std::swap(file.exprs, exprs);
  const ast::ExprId id = Lowerer(context, file).value(tree);
  std::swap(file.exprs, exprs);
  return id;
}

std::optional<ast::Allow> lower(const Lowering& context, CapaParser::DirectiveContext& tree) {
  ast::File unused;
  return Lowerer(context, unused).directive(tree);
}

}  // namespace capalint::syntax
