// The build runs it: `capalint_tables GRAMMAR LEXER-TABLES PARSER-TABLES`.
#include "tables.h"

#include <fstream>
#include <iostream>
#include <iterator>

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: capalint_tables GRAMMAR LEXER-TABLES PARSER-TABLES\n";
    return 2;
  }
  std::ifstream grammar(argv[1]);
  std::ofstream lexer(argv[2]);
  std::ofstream parser(argv[3]);
  write_lexer_tables(lexer);
  write_parser_tables(parser, {std::istreambuf_iterator<char>(grammar), {}});
  return lexer.flush() && parser.flush() ? 0 : 1;
}
