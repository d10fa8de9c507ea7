// A report as people read it: headings, sentences and tables, as plain data. `balance` and `diff` are
// shown as one of these, in a terminal or in Markdown.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "render/formats.h"

namespace capalint {

struct Column {
  std::string heading;
  bool right = false;  // numbers stand under each other
};

struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // each with a cell for every column
};

/// One or more sentences; in a list, each is an item.
struct Lines {
  std::vector<std::string> lines;
  bool list = false;
};

struct Heading {
  int level = 1;
  std::string text;
};

using Part = std::variant<Heading, Lines, Table>;

struct Document {
  std::vector<Part> parts;

  void heading(int level, std::string text);
  void line(std::string text);
  void list(std::vector<std::string> items);
  /// Left out when it has no rows.
  void table(Table table);
};

/// At most `style.width` columns wide wherever words allow it: long cells and lines are wrapped.
[[nodiscard]] std::string document_text(const Document& document, const Style& style);
[[nodiscard]] std::string document_markdown(const Document& document);

/// Whether whoever shows a text turns `@name` and the numbers of issues into calls and links.
enum class Mentions { plain, live };

/// Text that Markdown shows as it is; code in backticks stays code.
[[nodiscard]] std::string markdown(std::string_view text, Mentions mentions = Mentions::live);

}  // namespace capalint
