// A line that somebody sets, word by word, and the two kinds of it. Private to `whatif`.
#pragma once

#include "syntax/lex.h"
#include "whatif/draft.h"

namespace capalint::whatif {

class SetLine {
 public:
  explicit SetLine(const std::string& text) : source_("", text), words_(lex(0, source_)) {}
  SetLine(const SetLine&) = delete;
  SetLine& operator=(const SetLine&) = delete;

  /// Empty at the end.
  [[nodiscard]] std::string_view first_word() const;
  /// The name that stands behind this word, when the line goes on with `word "name"`.
  [[nodiscard]] std::optional<std::string> name_after(std::string_view word) const;
  void drop(std::size_t words) { at_ += words; }
  /// The text from here on, or from some words further on.
  [[nodiscard]] std::string_view rest(std::size_t words = 0) const;

 private:
  [[nodiscard]] bool ends_at(std::size_t word) const;

  Source source_;
  std::vector<Token> words_;
  std::size_t at_ = 0;
};

/// `plan "Karen Peters" core 9h`.
void set_plan(Draft& draft, Sources& sources, const std::string& what, SetLine& line);
/// `referrals 13 per week`, for this team or for all.
void set_team(Draft& draft, Sources& sources, const std::string& what, const SetLine& line,
              TeamId only);
[[nodiscard]] TeamId find_team(Draft& draft, const std::string& what, std::string_view name);

}  // namespace capalint::whatif
