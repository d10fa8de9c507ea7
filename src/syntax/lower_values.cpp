#include "syntax/lower_values.h"

#include <fmt/format.h>

#include "diagnostics/nearest.h"
#include "units/arithmetic.h"

namespace capalint::syntax {

Span ValueLowerer::span(Tree tree) const {
  return context_.offsets.span(tree.first(), tree.last());
}

std::string_view ValueLowerer::view(Tree first, Tree last) const {
  return context_.offsets.view(first.first(), last.last());
}

ast::Word ValueLowerer::word(Tree tree) const { return {span(tree), view(tree)}; }

std::string_view ValueLowerer::content(Tree tree) {
  const Span place = span(tree);
  const std::string_view whole = view(tree);
  if (tree.has(TokenType::STRING)) return whole.substr(1, whole.size() - 2);
  const std::size_t open = static_cast<unsigned char>(whole[0]) == 0xC2 ? 2
                           : whole[0] == '"'                            ? 1
                                                                        : 3;
  if (tree.has(TokenType::OPEN_STRING)) {
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

ast::Text ValueLowerer::reason(Tree tree) {
  ast::Text said = text(tree);
  if (said.text.find_first_not_of(" \t") == std::string_view::npos) said.text = {};
  return said;
}

std::vector<ast::Text> ValueLowerer::texts(const std::vector<Tree>& trees) {
  std::vector<ast::Text> all;
  for (const Tree tree : trees) all.push_back(text(tree));
  return all;
}

ast::Template ValueLowerer::message(const std::vector<Tree>& trees) {
  ast::Template result{.span = join(span(trees.front()), span(trees.back()))};
  for (const Tree tree : trees) {
    if (!result.pieces.empty()) result.pieces.push_back({.text = " "});
    add_pieces(content(tree), result);
  }
  return result;
}

void ValueLowerer::add_pieces(std::string_view text, ast::Template& result) {
  const auto offset = [&](std::string_view part) {
    return static_cast<std::uint32_t>(part.data() - context_.read.text().data());
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
      add(make(Builtin::unclosed_brace, context_.offsets.span(begin, begin + 1),
               "this `{` is never closed", "add `}` after the value, or write `{{` for a brace"));
      return;
    }
    std::string_view inside = text.substr(open + 1, close - open - 1);
    piece.span =
        context_.offsets.span(begin, begin + static_cast<std::uint32_t>(inside.size() + 2));
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

Ratio ValueLowerer::decimal(std::string_view digits, Span place) {
  try {
    return parse_decimal(digits);
  } catch (const ArithmeticOverflow&) {
    add(make(Builtin::number_too_large, place, fmt::format("`{}` has too many digits", digits),
             "write at most nine digits before the point and six after it"));
    file_.damaged = true;
    ++too_large_;
    return 1;
  }
}

std::string ValueLowerer::mend_decimal_comma(Tree node) {
  const Span place = span(node);
  std::string mended(view(node));
  mended[mended.find(',')] = '.';
  Diagnostic diagnostic = make(Builtin::decimal_comma, place,
                               fmt::format("`{}` is written with a decimal comma", view(node)),
                               fmt::format("write `{}`", mended));
  diagnostic.fixes.push_back({"use a decimal point", true, {{place, mended}}});
  add(std::move(diagnostic));
  return mended;
}

Ratio ValueLowerer::unsigned_number(Tree plain, Tree comma) {
  if (plain) return decimal(view(plain), span(plain));
  const Span place = span(comma);
  const std::string mended = mend_decimal_comma(comma);
  const std::size_t end = mended.find_first_not_of("0123456789.");
  if (end != std::string::npos) unexpected_unit(std::string_view(mended).substr(end), place);
  return decimal(std::string_view(mended).substr(0, end), place);
}

void ValueLowerer::unexpected_unit(std::string_view unit, Span place) {
  add(make(Builtin::wrong_unit, place,
           fmt::format("a plain number is needed here, not one in `{}`", unit),
           "write the number alone"));
}

ast::Number ValueLowerer::number(Tree tree) {
  return number(span(tree), tree[TokenType::NUMBER], tree[TokenType::DECIMAL_COMMA],
                tree.has(TokenType::MINUS));
}

ast::Number ValueLowerer::number(Span place, Tree plain, Tree comma, bool negative) {
  const Ratio value = unsigned_number(plain, comma);
  return {place, negative ? -value : value};
}

ast::Number ValueLowerer::percent(Tree tree) {
  const Span place = span(tree);
  std::string mended;
  std::string_view digits = view(tree);
  if (tree.has(TokenType::DECIMAL_COMMA))
    digits = mended = mend_decimal_comma(tree[TokenType::DECIMAL_COMMA]);
  if (digits.back() == '%') digits.remove_suffix(1);
  digits = digits.substr(0, digits.find_first_not_of("0123456789."));
  return {place, decimal(digits, place) / 100};
}

ast::Number ValueLowerer::count(Tree node) {
  const Span place = span(node);
  const std::string_view whole = view(node);
  const std::size_t sign = whole.find_first_of("0123456789");
  return {place, decimal(whole.substr(sign), place)};
}

std::optional<ValueLowerer::Measured> ValueLowerer::quantity(std::string_view whole, Span place) {
  const std::string_view all = whole;
  std::optional<Measured> total;
  while (!whole.empty()) {
    const std::size_t digits = std::min(whole.find_first_not_of("0123456789."), whole.size());
    const std::size_t end = std::min(whole.find_first_of("0123456789", digits), whole.size());
    const std::string_view unit = whole.substr(digits, end - digits);
    const auto known = known_unit(unit, place);
    if (!known) return std::nullopt;
    const Ratio value = decimal(whole.substr(0, digits), place) * known->factor;
    if (total && (total->unit != known->unit || total->session != known->session)) {
      add(make(Builtin::wrong_unit, place, fmt::format("`{}` mixes two units", all),
               "write one unit, such as `3.5h`"));
      return std::nullopt;
    }
    total = Measured{total ? total->value + value : value, known->unit, known->session};
    whole.remove_prefix(end);
  }
  return total;
}

std::optional<UnitWord> ValueLowerer::known_unit(std::string_view unit, Span place) {
  if (auto known = unit_word(unit)) return known;
  const auto near = nearest(unit, unit_words());
  const bool hours = !unit.empty() && (unit[0] == 'h' || unit[0] == 'H');
  add(make(Builtin::unknown_unit, place, fmt::format("`{}` is not a unit", unit),
           near ? fmt::format("did you mean `{}`?", hours ? "h" : *near)
                : "write hours as `3.5h`, minutes as `90m`, or `2 sessions`"));
  return std::nullopt;
}

std::optional<ast::Amount> ValueLowerer::amount(Tree tree) {
  Tree digits = tree.has(TokenType::QUANTITY) ? tree[TokenType::QUANTITY]
                : tree.has(TokenType::NUMBER) ? tree[TokenType::NUMBER]
                                              : tree[TokenType::DECIMAL_COMMA];
  return amount(span(tree), digits,
                tree.has(TokenType::WORD) ? tree[TokenType::WORD] : tree[TokenType::WEEKS],
                tree.has(TokenType::MINUS));
}

std::optional<ast::Amount> ValueLowerer::amount(Span place, Tree number, Tree unit_word,
                                                bool negative) {
  const int too_large = too_large_;
  if (unit_word && view(unit_word) == "PA" && number.is(TokenType::NUMBER)) {
    const Ratio count = decimal(view(number), span(number));
    if (too_large_ > too_large) return std::nullopt;
    return ast::Amount{.span = place, .value = negative ? -count : count, .activities = true};
  }
  std::optional<Measured> measured;
  const TokenType type = number.type();
  if (type == TokenType::QUANTITY) {
    measured = quantity(view(number), place);
  } else {
    std::string digits(view(number));
    if (type == TokenType::DECIMAL_COMMA) digits = mend_decimal_comma(number);
    const std::size_t end = digits.find_first_not_of("0123456789.");
    std::string unit = end == std::string::npos ? std::string{} : digits.substr(end);
    if (unit_word) unit += view(unit_word);
    if (unit.empty()) {
      add(make(
          Builtin::unknown_unit, place, fmt::format("`{}` has no unit", digits),
          fmt::format("write `{0}h` for hours, `{0}m` for minutes or `{0} sessions`", digits)));
      return std::nullopt;
    }
    measured = quantity(digits.substr(0, end) + unit, place);
  }
  if (!measured || too_large_ > too_large) return std::nullopt;
  if (measured->unit != Unit::of(Base::hour)) {
    add(make(Builtin::wrong_unit, place,
             fmt::format("`{}` counts {}, and working time is needed here",
                         view(number, unit_word ? unit_word : number), name_of(measured->unit)),
             "write hours such as `3.5h`, minutes such as `90m`, or `2 sessions`"));
    return std::nullopt;
  }
  return ast::Amount{place, negative ? -measured->value : measured->value, measured->session};
}

std::optional<Date> ValueLowerer::date_from(std::string_view written, Span place) {
  std::string problem;
  auto value = parse_date(written, problem);
  if (!value) {
    add(make(Builtin::impossible_date, place,
             fmt::format("`{}` is not a date: {}", written, problem), "correct the date"));
  }
  return value;
}

std::optional<ast::DateValue> ValueLowerer::date(Tree tree) {
  const Span place = span(tree);
  if (tree.has(TokenType::SLASHED_DATE)) {
    add(make(Builtin::date_form, place, fmt::format("`{}` could be read in two ways", view(tree)),
             "write the year first, then month and day: `2026-09-20`"));
    return std::nullopt;
  }
  const auto value = date_from(view(tree), place);
  if (!value) return std::nullopt;
  return ast::DateValue{place, *value};
}

std::optional<ast::QuarterValue> ValueLowerer::quarter(Tree node) {
  const Span place = span(node);
  const auto value = parse_quarter(view(node));
  if (!value) {
    add(make(Builtin::impossible_quarter, place, fmt::format("`{}` is not a quarter", view(node)),
             "a year has the quarters Q1 to Q4, such as `2026-Q4`"));
    return std::nullopt;
  }
  return ast::QuarterValue{place, *value};
}

std::optional<Clock> ValueLowerer::clock(Tree node) {
  const Span place = span(node);
  const auto value = parse_clock(view(node));
  if (!value) {
    add(make(Builtin::impossible_time, place, fmt::format("`{}` is not a time of day", view(node)),
             "times run from `00:00` to `24:00`"));
  }
  return value;
}

ast::Written<ast::DateValue> ValueLowerer::since(Tree tree) {
  ast::Written<ast::DateValue> written;
  if (!tree) return written;
  if (tree.has(Rule::date)) {
    if (auto value = date(tree[Rule::date])) written.emplace(*value);
  }
  written.unreadable = !written.has_value();
  return written;
}

}  // namespace capalint::syntax
