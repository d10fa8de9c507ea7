// What the build makes of the generated lexer and parser.
#pragma once

#include <ostream>
#include <string>
#include <vector>

void write_lexer_tables(std::ostream& out);
/// `grammar` is the text of `CapaParser.g4`, for the labels of its alternatives, which the generated parser does not know.
void write_parser_tables(std::ostream& out, const std::string& grammar);

template <class Item, class Write>
void write_list(std::ostream& out, const std::vector<Item>& items, Write write) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    out << (i % 16 == 0 ? "\n    " : " ");
    write(items[i]);
    out << ',';
  }
  out << "};\n";
}
