// The formatter: golden files, and what has to hold for every file, found or made up.
#include "format/format.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "format/diff.h"
#include "support/invariants.h"
#include "support/untidy.h"
#include "syntax/lex.h"
#include "syntax/parse.h"

using namespace capalint;

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> files_below(const std::string& folder) {
  std::vector<fs::path> files;
  const fs::path below = fs::path(CAPALINT_SOURCE_DIR) / folder;
  if (!fs::exists(below)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(below)) {
    if (entry.path().extension() == ".capa") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Formatted format_text(const std::string& text) { return format(0, Source("test.capa", text)); }

/// False when it was refused.
bool check_properties(const std::string& text) {
  const std::optional<Problems> problems = problems_of_look(text);
  if (!problems) return false;
  for (const std::string& problem : *problems) FAIL_CHECK(problem);
  return true;
}

// ---- a file made up ------------------------------------------------------------------------------

// One seed for what a file says and where its lines break, another for the spaces between.
class Maker {
 public:
  Maker(unsigned structure, unsigned spaces) : structure_(structure), spaces_(spaces) {
    crlf_ = one_in(4);
    if (one_in(10)) out_ = "\xEF\xBB\xBF";
  }

  std::string file() {
    for (int i = up_to(4); i >= 0; --i) item();
    between();
    return out_;
  }

 private:
  int up_to(int most) { return static_cast<int>(structure_() % static_cast<unsigned>(most + 1)); }
  bool one_in(int n) { return up_to(n - 1) == 0; }

  std::string pick(const std::vector<std::string>& options) {
    return options[static_cast<std::size_t>(up_to(static_cast<int>(options.size()) - 1))];
  }

  void new_line() {
    commented_ = false;
    out_ += crlf_ ? "\r\n" : "\n";
  }

  std::string some_space() {
    static const std::vector<std::string> kinds{" ", "  ", "\t", "\u00A0", "     ", " \t "};
    return kinds[spaces_() % kinds.size()];
  }

  void indent() {
    if (spaces_() % 3 != 0) out_ += some_space();
  }

  // A word that needs a space before it, and one that does not.
  void word(const std::string& text) {
    if (!at_line_start_) out_ += some_space();
    sign(text);
  }
  void sign(const std::string& text) {
    if (at_line_start_) indent();
    if (!at_line_start_ && spaces_() % 2 == 0) out_ += some_space();
    at_line_start_ = false;
    out_ += text;
  }
  void words(const std::vector<std::string>& all) {
    for (const std::string& text : all) word(text);
  }

  // A comment goes on to the end of its line, so only the first counts.
  void comment(const std::string& about) {
    if (std::exchange(commented_, true)) return;
    out_ += some_space() + pick({"# ", "#", "#   "}) + about + (spaces_() % 3 == 0 ? " \t" : "");
  }

  // After a comma or an operator a statement may go on in the next line.
  void may_break() {
    if (!one_in(6)) return;
    if (one_in(2)) comment("inside " + number());
    new_line();
    if (one_in(4)) {
      comment("between " + number());
      new_line();
    }
    at_line_start_ = true;
  }

  void end_line() {
    if (one_in(5)) comment("after " + number());
    if (!commented_ && spaces_() % 4 == 0) out_ += some_space();
    new_line();
    at_line_start_ = true;
  }

  void between() {
    while (one_in(4)) {
      indent();
      if (one_in(2)) comment("own " + number());
      new_line();
    }
    at_line_start_ = true;
  }

  std::string number() { return std::to_string(up_to(999)); }
  std::string name() {
    return pick(
        {"\"Karen Peters\"", "\"Siân\"", "\"Māia O'Neill\"", "\"山田 花子\"", "\"a  b # c\""});
  }
  std::string date() { return pick({"2026-9-5", "2026-09-05", "2027-1-31", "2027-10-1"}); }
  std::string quarter() { return pick({"2026-q4", "2026-Q4", "2027-q1"}); }

  void time() {
    const std::string text =
        pick({"3.5h", "3.50h", "1h30m", "90m", "45m", "0.75h", "80 minutes", "2sessions",
              "1 session", "2.0 sessions", "3 h", "0.33h", "100.5m", "1.1h20m", "30min", "0h"});
    const std::size_t space = text.find(' ');
    word(text.substr(0, space));
    if (space != std::string::npos) sign(text.substr(space));
  }

  void body(const std::string& open, int most, void (Maker::*line)()) {
    word(open);
    if (one_in(8)) {
      sign("}");
      return;
    }
    if (one_in(8)) {
      (this->*line)();
      if (commented_) new_line();
    } else {
      end_line();
      for (int i = up_to(most); i >= 0; --i) {
        between();
        (this->*line)();
        end_line();
      }
      between();
    }
    sign("}");
  }

  void item() {
    between();
    switch (up_to(6)) {
      case 0: team(); break;
      case 1:
      case 2: plan(); break;
      case 3:
        word("rules");
        if (one_in(2)) word(name());
        body("{", 6, &Maker::rules_line);
        break;
      case 4: rule(); break;
      case 5: setting(); break;
      default:
        words({"activity", name(), "is", "big", "admin"});
        end_line();
        return;
    }
    if (!one_in(8)) end_line();
  }

  void team() {
    words({"team", name()});
    body("{", 9, &Maker::team_line);
  }

  void plan() {
    words({"plan", name()});
    if (one_in(2)) words({"in", name()});
    if (one_in(4)) words({"from", date()});
    body("{", 20, &Maker::plan_line);
  }

  void names() {
    word(name());
    while (one_in(2)) {
      sign(",");
      may_break();
      word(name());
    }
  }

  void team_line() {
    switch (up_to(8)) {
      case 0: words({"quarter", quarter()}); break;
      case 1:
        words({"referrals", number(), "per", "week", "range", "5"});
        sign("..");
        word("20");
        break;
      case 2:
        words({"transfer", "66%"});
        sign("..");
        sign("70%");
        break;
      case 3: words({"core", "7.50", pick({"appointments", "h"})}); break;
      case 4: words({"weeks", "45", "per", "year"}); break;
      case 5:
        word(pick({"sites", "skills"}));
        names();
        break;
      case 6:
        words({"choice", pick({"weekly", "quota"})});
        body("{", 5, &Maker::allocation);
        break;
      case 7: target(); break;
      default: words({"set", "big-admin-base"}); expression(2);
    }
  }

  void allocation() {
    words({name(), pick({"1", "-2", "12"})});
    if (one_in(2)) words({"every", "2", "weeks"});
  }

  void target() {
    words({"target", quarter(), "choice", "13"});
    sign(",");
    may_break();
    words({"core", "9"});
  }

  void plan_line() {
    switch (up_to(12)) {
      case 0: words({"role", name()}); break;
      case 1:
        word("contract");
        time();
        break;
      case 2:
        words({"leave", name(), date()});
        sign("..");
        sign(date());
        break;
      case 3:
        words({"agreed", name(), date()});
        sign(",");
        may_break();
        words({name(), date()});
        break;
      case 4: target(); break;
      case 5: words({"before", "big", "admin"}); break;
      default: day_line();
    }
  }

  // Its comments name it, so that a test can see that they stay with it.
  void day_line() {
    const std::string own = "b" + std::to_string(++day_lines_);
    const bool comment_before = one_in(10);
    if (comment_before) {
      comment("ahead of " + own + ".");
      new_line();
    }
    word(pick({"mon", "tue", "wed", "thu", "fri", "sat", "sun"}));
    switch (up_to(3)) {
      case 0: break;
      case 1:
        word(pick({"9:00", "08:30", "13:15", "17:30"}));
        sign("-");
        sign("19:00");
        break;
      default: word(pick({"am", "pm", "eve"}));
    }
    words({"other", "\"" + own + "\""});
    time();
    for (int i = up_to(2); i > 0; --i) {
      sign(",");
      may_break();
      block();
    }
    if (one_in(6)) comment(pick({"on ", "capa: allow x because "}) + "\"" + own + "\"");
  }

  void block() {
    words({pick({"core", "choice", "team  meeting", "track and trace"})});
    if (one_in(3)) word(name());
    if (one_in(2)) time();
    if (one_in(2)) word(pick({"x2", "X2", "×1", "x1.50"}));
    if (one_in(3)) words({"week", "1", "of", "2"});
    if (one_in(4)) words({"at", name()});
  }

  void rules_line() {
    switch (up_to(5)) {
      case 0: words({"use", "working-time"}); break;
      case 1:
        words({"set", "choice-length"});
        expression(2);
        break;
      case 2: words({"level", "core-share", "note"}); break;
      case 3:
        words({"allow", "big-admin", "for", name(), "until", date(), "because", name()});
        break;
      case 4: setting(); break;
      default: rule();
    }
  }

  void setting() {
    words({"setting", "choice-length"});
    if (one_in(2)) words({"is", "duration"});
    if (one_in(2)) {
      word("=");
      may_break();
      expression(1);
    }
    body("{", 2, &Maker::doc);
  }

  void doc() {
    word("doc");
    texts();
  }

  void texts() {
    word(name());
    while (one_in(3)) {
      may_break();
      word(name());
    }
  }

  void rule() {
    words({"rule", "big-admin"});
    body("{", 8, &Maker::clause);
  }

  void clause() {
    switch (up_to(8)) {
      case 0: words({"code", "TEAM1"}); break;
      case 1:
        words({"for", "each", "plan"});
        if (one_in(2)) word("where"), may_break(), expression(2);
        break;
      case 2:
        words({"let", pick({"needed", "a", "full-week"}), "="});
        may_break();
        expression(3);
        break;
      case 3:
        word("require");
        expression(3);
        break;
      case 4:
        word("at");
        expression(1);
        sign(",");
        words({"else", "plan"});
        break;
      case 5:
        word(pick({"say", "help", "doc"}));
        texts();
        break;
      case 6:
        words({"fix", name(), "replace"});
        expression(1);
        words({"with", name()});
        break;
      case 7:
        word("note");
        texts();
        word("at");
        expression(1);
        break;
      default:
        words({"example", pick({"good", "bad"})});
        if (one_in(2)) word(name());
        body("{", 1, &Maker::example_item);
    }
  }

  void example_item() {
    if (one_in(3)) {
      team();
    } else {
      plan();
    }
  }

  void expression(int depth) {
    switch (depth == 0 ? up_to(3) : up_to(9)) {
      case 0: word(pick({"clinical", "big admin", "core", "\"x\"", "yes"})); break;
      case 1: time(); break;
      case 2:
        word(pick({"x2", "66%", "7", "2026-q3", "9:30", "3 appointments", "2026-9-5"}));
        break;
      case 3:
        word("-");
        expression(0);
        break;
      case 4:
        word("hours");
        sign("(");
        may_break();
        expression(depth - 1);
        if (one_in(2)) {
          sign(",");
          word("big admin");
        }
        sign(")");
        break;
      case 5:
        word("sum");
        sign("(");
        words({"hours", "for", "each", "block", "where"});
        expression(depth - 1);
        sign(")");
        break;
      case 6:
        word("(");
        expression(depth - 1);
        sign(")");
        break;
      case 7:
        word("plan");
        sign(".");
        sign("team");
        break;
      default:
        word("(");
        expression(depth - 1);
        word(pick({"+", "-", "*", "/", ">=", "!=", "and", "or", "is"}));
        expression_after_operator(depth - 1);
        sign(")");
    }
  }

  // No line may break after `is`, so parentheses open first.
  void expression_after_operator(int depth) {
    may_break();
    expression(depth);
  }

  std::mt19937 structure_;
  std::mt19937 spaces_;
  std::string out_;
  bool crlf_ = false;
  bool at_line_start_ = true;
  bool commented_ = false;
  int day_lines_ = 0;
};

// What `patch` does.
std::string applied(const std::string& diff, const std::string& before) {
  const std::vector<std::string> old = lines_of(before);
  const std::string no_new_line = "\\ No newline at end of file";
  std::string after;
  std::size_t next = 0;
  bool keeps_last_end = before.empty() || before.ends_with('\n');
  std::string previous;
  for (const std::string& line : lines_of(diff)) {
    if (line.starts_with("@@ -")) {
      const std::size_t comma = line.find(',');
      const auto first = static_cast<std::size_t>(std::stoi(line.substr(4, comma - 4)));
      const bool nothing = line[comma + 1] == '0';
      while (next < (nothing ? first : first - 1)) after += old.at(next++) + "\n";
    } else if (line == no_new_line) {
      if (previous.starts_with('-')) {
        keeps_last_end = true;
      } else {
        after.pop_back();
      }
    } else if (!line.starts_with("---") && !line.starts_with("+++")) {
      if (!line.starts_with('+')) CHECK(old.at(next++) == line.substr(1));
      if (!line.starts_with('-')) after += line.substr(1) + "\n";
    }
    previous = line;
  }
  const bool touched_end = next == old.size();
  while (next < old.size()) after += old.at(next++) + "\n";
  if (!touched_end && !keeps_last_end) after.pop_back();
  return after;
}

}  // namespace

TEST_CASE("files are formatted as expected", "[format]") {
  const bool update = std::getenv("CAPALINT_UPDATE_GOLDEN") != nullptr;
  const auto files = files_below("tests/format");
  REQUIRE_FALSE(files.empty());
  for (const fs::path& path : files) {
    INFO(path.string());
    const Formatted formatted = format_text(read(path));
    CHECK(formatted.refusals.empty());
    fs::path expected = path;
    expected.replace_extension(".expected");
    if (update) std::ofstream(expected, std::ios::binary) << formatted.text;
    CHECK(formatted.text == read(expected));
  }
}

TEST_CASE("formatting keeps what every file of the project says", "[format]") {
  int formatted = 0;
  for (const char* folder : {"examples", "rules", "tests"}) {
    for (const fs::path& path : files_below(folder)) {
      INFO(path.string());
      formatted += check_properties(read(path));
    }
  }
  CHECK(formatted > 10);
}

TEST_CASE("however a rule is spaced, it gets the one look", "[format]") {
  unsigned seed = 0;
  for (const fs::path& path : files_below("rules")) {
    INFO(path.string());
    const std::string neat = format_text(read(path)).text;
    const std::string hurried = untidy(neat, ++seed);
    CHECK(hurried != neat);
    CHECK(format_text(hurried).text == neat);
  }
  CHECK(seed > 100);
}

TEST_CASE("formatting keeps what made-up files say", "[format]") {
  for (unsigned seed = 0; seed < 600; ++seed) {
    const std::string text = Maker(seed, seed).file();
    INFO("seed " << seed << "\n" << text);
    REQUIRE(check_properties(text));

    const std::string formatted = format_text(text).text;
    INFO(formatted);
    // However the words are spaced, the file looks the same.
    REQUIRE(format_text(Maker(seed, seed + 1000).file()).text == formatted);

    const std::vector<std::string> lines = lines_of(formatted);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (const std::string mark : {"on \"", "because \""}) {
        const std::size_t at = lines[i].find(mark + "b");
        if (at == std::string::npos) continue;
        const std::string name = lines[i].substr(at + mark.size() - 1, lines[i].size());
        const std::string plan_line = name.substr(0, name.find('"', 1) + 1);
        // A line may have been broken: then the comment is at the end of its last part.
        std::size_t first = i;
        while (first > 0 && lines[first].find("other " + plan_line) == std::string::npos) --first;
        CHECK(lines[first].find("other " + plan_line) != std::string::npos);
        CHECK(i - first < 12);
      }
      const std::size_t before = lines[i].find("ahead of b");
      if (before == std::string::npos || i + 1 == lines.size()) continue;
      const std::string name = lines[i].substr(before + 9);
      CHECK(lines[i + 1].find("other \"" + name.substr(0, name.find('.')) + "\"") !=
            std::string::npos);
    }
  }
}

TEST_CASE("formatting keeps what damaged files say, or refuses them", "[format]") {
  std::mt19937 random(7);
  const std::string inserted = " \t\n\r{}(),\"#-.0x3hma\xC2\xA0";
  int formatted = 0;
  for (unsigned seed = 0; seed < 3000; ++seed) {
    std::string text = Maker(seed % 200, seed).file();
    for (int i = 0; i < 3 && !text.empty(); ++i) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0: text.erase(at, 1 + random() % 3); break;
        case 1: text.insert(at, 1, inserted[random() % inserted.size()]); break;
        default: text.insert(at, text.substr(random() % text.size(), random() % 12)); break;
      }
    }
    INFO("seed " << seed << "\n" << text);
    formatted += check_properties(text);
  }
  CHECK(formatted > 100);
}

TEST_CASE("a file that cannot be read is left alone", "[format]") {
  const auto refusal = [](const std::string& text) {
    const Formatted formatted = format_text(text);
    CHECK(formatted.text == text);
    REQUIRE_FALSE(formatted.refusals.empty());
    return formatted.refusals.front();
  };
  CHECK(refusal("plan \"A\" {\n  mon am   core 3,5h\n}\n").span == Span{0, 27, 31});
  CHECK(refusal("plan “A” {\n}\n").code == "CAPA014");
  CHECK(refusal("plan \"A\" {\n").code == "CAPA012");
  CHECK(refusal("plan \"A\" {\n  zebra core 3h\n}\n").code == "CAPA010");
  CHECK(refusal("plan \"A\xFF\" {\n}\n").code == "CAPA004");
  CHECK(refusal("plan \"A\" {\n  review 03/04/2026\n}\n").code == "CAPA017");
  // Inside an example the parser itself does not look at numbers.
  CHECK(refusal("rule a {\n example bad {\n plan \"A\" {\n contract 3,5h\n}\n}\n}\n").code ==
        "CAPA016");
}

TEST_CASE("what is wrong but clear is formatted", "[format]") {
  const Formatted formatted =
      format_text("plan \"A\"   {\n review 2026-2-30\n contract 3  hrs\n mon am core 3weeks\n}");
  CHECK(formatted.refusals.empty());
  CHECK(formatted.text ==
        "plan \"A\" {\n  review 2026-02-30\n  contract 3h\n  mon am   core 3weeks\n}\n");
}

TEST_CASE("what may not be an amount stays", "[format]") {
  const std::string text = "rule a {\n  require 1.1 h20m > 3\n}\n\nteam \"A\" {\n  core 7.5 h\n}\n";
  CHECK(format_text(text).text == text);
}

TEST_CASE("quantities have one spelling", "[format]") {
  const auto formatted = [](const std::string& amount) {
    const std::string before = "plan \"A\" {\n  contract ";
    const std::string text = format_text(before + amount + "\n}\n").text;
    return text.substr(before.size(), text.size() - before.size() - 3);
  };
  CHECK(formatted("3.50h") == "3.5h");
  CHECK(formatted("07h") == "7h");
  CHECK(formatted("90 minutes") == "1.5h");
  CHECK(formatted("1h30m") == "1.5h");
  CHECK(formatted("1 hour") == "1h");
  CHECK(formatted("60m") == "1h");
  CHECK(formatted("0.5h") == "30m");
  CHECK(formatted("45min") == "45m");
  CHECK(formatted("80m") == "1h20m");
  CHECK(formatted("1h20m") == "1h20m");
  CHECK(formatted("1h60m") == "2h");
  CHECK(formatted("0.33h") == "0.33h");
  CHECK(formatted("0.1m") == "0.1m");
  CHECK(formatted("0m") == "0h");
  CHECK(formatted("- 3 h") == "-3h");
  CHECK(formatted("2sessions") == "2 sessions");
  CHECK(formatted("2.50 sessions") == "2.5 sessions");
  CHECK(formatted("1session") == "1 session");
  CHECK(formatted("999999999h0.000001h") == "999999999h0.000001h");
}

TEST_CASE("a diff is what patch reads", "[format]") {
  CHECK(unified_diff("a.capa", "x\n", "x\n").empty());
  CHECK(unified_diff("a.capa", "a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nE\nf\n") ==
        "--- a.capa\n+++ a.capa\n@@ -2,5 +2,5 @@\n b\n c\n d\n-e\n+E\n f\n");
  CHECK(unified_diff("a.capa", "a", "a\n") ==
        "--- a.capa\n+++ a.capa\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n");
  CHECK(unified_diff("a.capa", "", "a\n") == "--- a.capa\n+++ a.capa\n@@ -0,0 +1,1 @@\n+a\n");
}

TEST_CASE("a diff leads from the one text to the other", "[format]") {
  std::mt19937 random(3);
  const auto some_text = [&] {
    std::string text;
    for (unsigned i = static_cast<unsigned>(random() % 40); i > 0; --i) {
      text += static_cast<char>('a' + random() % 8);
      text += '\n';
    }
    if (!text.empty() && random() % 4 == 0) text.pop_back();
    return text;
  };
  for (int i = 0; i < 500; ++i) {
    const std::string before = some_text();
    std::string after = some_text();
    if (i % 3 != 0)
      after = before.substr(0, before.size() / 2) + "x\n" + before.substr(before.size() / 2);
    const std::string diff = unified_diff("a.capa", before, after);
    INFO(before << "---\n" << after << "---\n" << diff);
    CHECK(applied(diff, before) == after);
  }
}

TEST_CASE("tokens cover the words and the comments", "[lex]") {
  const Source source("test.capa", "\xEF\xBB\xBFplan \"Siân\" {  # c\n  mon am core 3.5h x2 }");
  std::string seen;
  for (const Token& token : lex(0, source)) {
    CHECK(source.text().substr(token.span.begin, token.span.size()) == token.text);
    seen += std::string(token.text) + "|";
  }
  CHECK(seen == "plan|\"Siân\"|{|# c|mon|am|core|3.5h|x2||}||");
}

TEST_CASE("marks at the start shift no place", "[lex]") {
  const std::string mark = "\xEF\xBB\xBF";
  const Source source("test.capa", mark + mark + "plan \"A\" {\n  contract 7hrs\n}\n");
  for (const Diagnostic& diagnostic : parse(0, source).diagnostics) {
    if (diagnostic.code != "CAPA021") continue;
    CHECK(source.text().substr(diagnostic.span.begin, diagnostic.span.size()) == "7hrs");
    return;
  }
  FAIL("the unknown unit was not found");
}
