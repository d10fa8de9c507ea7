// Text from outside as people, services and programs see it: what is escaped, how, and how wide it is.
#include "source/display.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace capalint;

namespace {

struct Escape {
  std::string text;
  std::string shown;
};

std::string marked(std::size_t marks) {
  std::string text = "e";
  for (std::size_t i = 0; i < marks; ++i) text += "\u0301";
  return text;
}

}  // namespace

TEST_CASE("what cannot be shown is named, and everything else stays", "[display]") {
  for (const auto& [text, shown] : std::vector<Escape>{
           {"", ""},
           {" ~", " ~"},
           {"Māia 李 e\u0301 กำ 👩‍👩‍👧 🇳🇿",
            "Māia 李 e\u0301 กำ 👩‍👩‍👧 🇳🇿"},
           {"a\tb", "a    b"},
           {"\x01 \x1b \x1F \x7F", "␁ ␛ ␟ ␡"},
           {"a\r\nb", "a␍␊b"},
           {"\u0080 \u009F", "<U+0080> <U+009F>"},
           {"\u00AD \u200B \u202E \u2028 \u2029 \uFEFF",
            "<U+00AD> <U+200B> <U+202E> <U+2028> <U+2029> <U+FEFF>"},
           {"\u0378 \uFFFF \U000E0001 \U0010FFFF", "<U+0378> <U+FFFF> <U+E0001> <U+10FFFF>"},
           {"a\u200Bb", "a<U+200B>b"},
           {"e\u0301\u200B", "e\u0301<U+200B>"},
           {"🏴\U000E0067", "🏴<U+E0067>"},
           {"\xFF\xC0 \xE6", "\\xFF\\xC0 \\xE6"},
           {"e\u0301\xFF", "e\u0301\\xFF"},
           {"\xE6\x9D!", "\\xE6\\x9D!"},
           // What combines, and nothing that it could combine with.
           {"\u0301", "◌\u0301"},
           {"\u200D", "◌\u200D"},
           {"\u200C", "◌\u200C"},
           {"\u0903", "◌\u0903"},
           {"\u20DD", "◌\u20DD"},
           {marked(8), marked(8)},
           {marked(9), marked(8) + "…"},
           {marked(100) + "x", marked(8) + "…x"},
       }) {
    INFO(text);
    CHECK(visible(text) == shown);
  }
}

TEST_CASE("a command to a service is none any more", "[display]") {
  const Escape all[] = {
      {"##[a]", "#\\x23[a]"},
      {"x ##vso[a]", "x #\\x23vso[a]"},
      {"##aAzZ[", "#\\x23aAzZ["},
      {"###[", "##\\x23["},
      {"##", "##"},
      {"##a", "##a"},
      {"#[a]", "#[a]"},
      {"# #[a]", "# #[a]"},
      {"##a1[", "##a1["},
      {"## [", "## ["},
      {"##`[", "##`["},
      {"##{[", "##{["},
      {"##@[", "##@["},
      {"##]", "##]"},
      {"#a#[", "#a#["},
  };
  for (const auto& [text, shown] : all) {
    INFO(text);
    CHECK(visible(text) == shown);
    CHECK(guarded(text) == shown);
    std::string json = shown;
    if (const std::size_t at = json.find("\\x23"); at != std::string::npos)
      json.replace(at, 4, "\\u0023");
    CHECK(guarded_json(text) == json);
  }
}

TEST_CASE("what stands after a text is no part of it", "[display]") {
  CHECK(visible(std::string_view("##a[").substr(0, 3)) == "##a");
}

TEST_CASE("no line begins as a command", "[display]") {
  for (const auto& [text, shown] : std::vector<Escape>{
           {"::a", "\\x3A:a"},
           {"  ::a", "  \\x3A:a"},
           {"\t::a", "\t\\x3A:a"},
           {"\u00A0::a", "\u00A0\\x3A:a"},
           {"a\n::a", "a\n\\x3A:a"},
           {"a\r\n::a", "a\r\n\\x3A:a"},
           {"a\r::a", "a␍::a"},
           {"a ::a", "a ::a"},
           {"a\t::a", "a\t::a"},
           {"a\u00A0::a", "a\u00A0::a"},
           {"é::a", "é::a"},
           {"\xFF::a", "\\xFF::a"},
           {"\u200B::a", "<U+200B>::a"},
           {":a", ":a"},
           {"a\n b\r\n\tc", "a\n b\r\n\tc"},
           {"\x07\u202E\x7F", "␇<U+202E>␡"},
           {"\r", "␍"},
       }) {
    INFO(text);
    CHECK(guarded(text) == shown);
  }
}

TEST_CASE("the program's own colours and links may stand, and no others", "[display]") {
  const std::string link = "\x1b]8;;file:///a~ b\x1b\\";
  for (const std::string& own : {std::string("\x1b[m"), std::string("\x1b[0m"),
                                 std::string("\x1b[1;39m"), link, std::string("\x1b]8;;\x1b\\")}) {
    INFO(own);
    CHECK(guarded(own, Looks::own) == own);
    CHECK(guarded(own + "::a", Looks::own) == own + "\\x3A:a");
    CHECK(guarded("a" + own + "::a" + own, Looks::own) == "a" + own + "::a" + own);
    CHECK(guarded(own).find('\x1b') == std::string::npos);
  }
  for (const auto& [text, shown] : std::vector<Escape>{
           {"\x1b[2J", "␛[2J"},
           {"\x1b[", "␛["},
           {"\x1b[31", "␛[31"},
           {"\x1b[3/m", "␛[3/m"},
           {"\x1b[3:m", "␛[3:m"},
           {"\x1b]8;;a", "␛]8;;a"},
           {"\x1b]8;;a\x07", "␛]8;;a␇"},
           {"\x1b]8;;a\x7F\x1b\\", "␛]8;;a␡␛\\"},
           {"\x1b]8;;é\x1b\\", "␛]8;;é␛\\"},
           {"\x1b]0;a\x1b\\", "␛]0;a␛\\"},
       }) {
    INFO(text);
    CHECK(guarded(text, Looks::own) == shown);
  }
}

TEST_CASE("JSON says with its own escapes what cannot be shown", "[display]") {
  for (const auto& [text, shown] : std::vector<Escape>{
           {"{\n \"Māia 李 👩‍👩‍👧\"\n}", "{\n \"Māia 李 👩‍👩‍👧\"\n}"},
           {"\t\x7F\u200B\u202E", "\\u0009\\u007f\\u200b\\u202e"},
           {"\uFFFF", "\\uffff"},
           {"\U000E0001\U0010FFFF", "\\udb40\\udc01\\udbff\\udfff"},
           {"\U0001FFFF", "\\ud83f\\udfff"},
           {"\U00010000", "\U00010000"},
           {"a\xFF", "a\xFF"},
       }) {
    INFO(text);
    CHECK(guarded_json(text) == shown);
  }
}

TEST_CASE("cells stand side by side", "[display]") {
  const std::vector<std::pair<std::string, std::size_t>> widths{
      {"", 0},        {"a", 1},
      {"~", 1},       {"\t", 4},
      {"\x1b", 1},    {"\x7F", 1},
      {"\u0080", 8},  {"\U000E0001", 9},
      {"\xFF", 4},    {"é", 1},
      {"e\u0301", 1}, {"\u0301", 1},
      {"李", 2},      {"👩‍👩‍👧", 2},
      {"🇳🇿", 2},      {"🇦🇿", 2},
      {"🇿🇦", 2},      {"🇳🇿🇬🇧", 4},
      {"\u2764", 1},  {"\u2764\uFE0F", 2},
      {marked(8), 1}, {marked(9), 2},
      {"##[", 6},     {"\u200D", 1},
  };
  for (const auto& [text, width] : widths) {
    INFO(text);
    CHECK(display_width(text) == width);
    CHECK(display_width("a" + text + "b") ==
          (text == "\u0301" || text == "\u200D" ? 2 : width + 2));
  }
  std::string all;
  for (const Cell& cell : cells("a李\tb\xFFé"))
    all += std::to_string(cell.begin) + "-" + std::to_string(cell.end) + " at " +
           std::to_string(cell.column) + "+" + std::to_string(cell.width) + "; ";
  CHECK(all == "0-1 at 0+1; 1-4 at 1+2; 4-5 at 3+4; 5-6 at 7+1; 6-7 at 8+4; 7-9 at 12+1; ");
}
