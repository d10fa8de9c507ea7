# The generated parser builds its tables when the program starts, and most runs never parse a mistake: they are built
# with the first parser instead. usage: cmake -DFILE=CapaParser.cpp -P late.cmake
file(READ ${FILE} text)
set(early "CapaParser::Initializer CapaParser::_init;\n")
set(constructor "CapaParser::CapaParser(TokenStream *input) : Parser(input) {\n")
foreach(part IN ITEMS early constructor)
  string(FIND "${text}" "${${part}}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "ANTLR writes its parser otherwise: there is no ${${part}}")
  endif()
endforeach()
string(REPLACE "${early}" "" text "${text}")
string(REPLACE "${constructor}" "${constructor}  static const Initializer once;\n" text "${text}")
file(WRITE ${FILE} "${text}")
