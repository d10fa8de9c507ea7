#include "lsp/markdown.h"

#include <algorithm>

namespace capalint::lsp {

Markdown Markdown::code(std::string_view raw) {
  const std::string text = visible(raw);
  // A fence is longer than any row of backticks in what it surrounds.
  std::size_t longest = 0;
  for (std::size_t at = 0, run = 0; at < text.size(); ++at) {
    run = text[at] == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const std::string_view pad = longest > 0 ? " " : "";
  return {fmt::format("{0}{1}{2}{1}{0}", fence, pad, text), fmt::format("`{}`", text)};
}

std::string Markdown::without_bold(std::string format) {
  for (std::size_t at = format.find("**"); at != std::string::npos; at = format.find("**", at))
    format.erase(at, 2);
  return format;
}

}  // namespace capalint::lsp
