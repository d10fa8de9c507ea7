// Text for hover: the program's own Markdown around text from outside, which can enter it only as text. The plain form
// for editors that show no Markdown grows beside it.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <type_traits>

#include "render/document.h"
#include "source/display.h"

namespace capalint::lsp {

class Markdown {
 public:
  Markdown() = default;

  /// `format` is Markdown, and every argument that is no Markdown itself is a text to show as it is.
  template <std::size_t size, class... Args>
  [[nodiscard]] static Markdown of(const char (&format)[size], const Args&... args) {
    return {fmt::format(fmt::runtime(format), shown(args, true)...),
            fmt::format(fmt::runtime(without_bold(format)), shown(args, false)...)};
  }
  /// A text whose only Markdown is code in backticks.
  [[nodiscard]] static Markdown text(std::string_view raw) { return of("{}", raw); }
  /// What is typed as it stands.
  [[nodiscard]] static Markdown code(std::string_view raw);

  Markdown& operator+=(const Markdown& more) {
    markdown_ += more.markdown_;
    plain_ += more.plain_;
    return *this;
  }
  [[nodiscard]] bool empty() const { return markdown_.empty(); }
  [[nodiscard]] const std::string& markdown() const { return markdown_; }
  [[nodiscard]] const std::string& plain() const { return plain_; }

 private:
  Markdown(std::string markdown, std::string plain)
      : markdown_(std::move(markdown)), plain_(std::move(plain)) {}

  template <class Arg>
  static auto shown(const Arg& arg, bool as_markdown) {
    if constexpr (std::is_same_v<Arg, Markdown>) {
      return as_markdown ? arg.markdown_ : arg.plain_;
    } else if constexpr (std::is_convertible_v<Arg, std::string_view>) {
      return as_markdown ? capalint::markdown(arg, Mentions::plain) : visible(arg);
    } else {
      return arg;
    }
  }
  static std::string without_bold(std::string format);

  std::string markdown_;
  std::string plain_;
};

}  // namespace capalint::lsp
