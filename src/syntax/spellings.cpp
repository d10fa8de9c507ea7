#include "syntax/spellings.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace capalint::syntax {
namespace {

struct Synonyms {
  std::string_view is;
  std::vector<std::string_view> written;
};

std::string_view look_up(const std::vector<Synonyms>& table, std::string_view word) {
  for (const Synonyms& row : table) {
    if (row.is == word || is_one_of(row.written, word)) return row.is;
  }
  return {};
}

}  // namespace

bool is_one_of(const std::vector<std::string_view>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_one_of(std::initializer_list<std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view day_of(std::string_view word) {
  static const std::vector<Synonyms> days{
      {"mon", {"mo", "mons", "monday", "mondays"}},
      {"tue", {"tu", "tues", "tuesday", "tuesdays"}},
      {"wed", {"weds", "wednesday", "wednesdays"}},
      {"thu", {"thur", "thurs", "thursday", "thursdays"}},
      {"fri", {"fr", "fris", "friday", "fridays"}},
      {"sat", {"saturday", "saturdays"}},
      {"sun", {"sunday", "sundays"}},
  };
  return look_up(days, word);
}

std::string_view half_of(std::string_view word) {
  static const std::vector<Synonyms> halves{
      {"am", {"a.m.", "a.m", "ams", "morn", "morns", "morning", "mornings"}},
      {"pm", {"p.m.", "p.m", "pms", "afternoon", "afternoons"}},
      {"eve", {"evening", "evenings"}},
  };
  return look_up(halves, word);
}

std::string_view unit_of(std::string_view word) {
  static const std::vector<Synonyms> units{
      {"h", {"hr", "hrs", "hour", "hours", "hr.", "hrs."}},
      {"m", {"min", "mins", "minute", "minutes"}},
      {"sessions", {"session", "sess", "sessn"}},
      {"PA", {"pa", "pas", "pa's"}},
  };
  return look_up(units, word);
}

std::string_view period_of(std::string_view word) {
  static const std::vector<Synonyms> periods{
      {"week", {"wk", "wk."}},
      {"month", {"mth", "mnth", "mth.", "mo"}},
      {"quarter", {"qtr", "qtr.", "qrtr"}},
      {"year", {"yr", "yr.", "annum"}},
  };
  return look_up(periods, word);
}

bool counts_appointments(std::string_view word) {
  return is_one_of({"appointment", "appointments", "appt", "appts", "contact", "contacts", "slot",
                    "slots", "client", "clients", "patient", "patients", "families", "pt", "pts",
                    "cases", "yp", "yps", "fams"},
                   word);
}

std::string written_out(const std::string& word) {
  static const std::vector<Synonyms> abbreviations{
      {"weekly", {"wkly", "wkly."}},
      {"monthly", {"mthly", "mthly."}},
      {"quarterly", {"qtrly", "qtly"}},
      {"month", {"mth", "mths"}},
      {"fortnight", {"fortnite", "fn"}},
      {"fortnightly", {"fortnitely"}},
      {"alternate", {"alternative", "altern"}},
      {"pm", {"aft", "aft."}},
      {"core", {"p'ship", "p'ships", "pship", "pships"}},
      {"referrals", {"refs", "ref", "ref's", "refs'"}},
      {"average", {"av", "ave", "avge", "avg"}},
  };
  const std::string_view whole = look_up(abbreviations, word);
  return whole.empty() ? word : std::string(whole);
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<int> number_word(std::string_view word) {
  constexpr std::array<std::string_view, 12> names{"one",  "two", "three",  "four",
                                                   "five", "six", "seven",  "eight",
                                                   "nine", "ten", "eleven", "twelve"};
  const auto* known = std::find(names.begin(), names.end(), word);
  if (known == names.end()) return std::nullopt;
  return static_cast<int>(known - names.begin()) + 1;
}

bool says_how_often(std::string_view word) {
  return is_one_of({"fortnightly", "weekly", "monthly", "quarterly"}, word);
}

namespace {

/// In lower case, with a space for each hyphen and for each run of spaces.
std::string plainly(std::string_view words) {
  std::string plain;
  for (const char c : in_lower_case(words)) {
    const bool space = c == ' ' || c == '\t' || c == '-';
    if (!space || (!plain.empty() && plain.back() != ' ')) plain += space ? ' ' : c;
  }
  return plain;
}

}  // namespace

bool end_with_amount(std::string_view words) {
  std::string plain = plainly(words);
  const auto last_word = [&] {
    const std::size_t space = plain.rfind(' ');
    std::string word = space == std::string::npos ? plain : plain.substr(space + 1);
    plain.resize(space == std::string::npos ? 0 : space);
    return word;
  };
  constexpr std::string_view and_a_half = " and a half";
  if (plain.ends_with(and_a_half)) plain.resize(plain.size() - and_a_half.size());
  if (plain.ends_with(" half day") || plain.ends_with(" half a day")) return true;
  if (unit_of(last_word()).empty() || plain.empty()) return false;
  const std::string number = last_word();
  return is_one_of({"a", "an", "half"}, number) || number_word(number).has_value();
}

bool says_about(std::string_view word) {
  return is_one_of({"about", "abt", "approx", "approximately", "around", "roughly", "circa", "ca",
                    "c", "min", "minimum", "max", "maximum", "upto"},
                   word);
}

bool says_day_off(std::string_view words) {
  return is_one_of({"nwd",
                    "day off",
                    "half day off",
                    "pa off",
                    "pas off",
                    "rest day",
                    "non working",
                    "nonworking",
                    "non working day",
                    "non working days",
                    "days off",
                    "nwds",
                    "nonworking day",
                    "not working",
                    "not at work",
                    "not in",
                    "does not work",
                    "doesn't work",
                    "nil",
                    "none",
                    "nothing",
                    "no session",
                    "no sessions"},
                   plainly(words));
}

bool says_day_off_before_it(std::string_view words) {
  std::string plain = plainly(words);
  for (const std::string_view who : {"i ", "she ", "he ", "they ", "my ", "her ", "his "}) {
    if (plain.starts_with(who)) plain.erase(0, who.size());
  }
  for (const std::string_view verb : {" is", " are", " every", " each"}) {
    if (plain.ends_with(verb)) plain.resize(plain.size() - verb.size());
  }
  return says_day_off(plain) ||
         is_one_of({"off", "off on", "nwds", "days off", "rest days", "non working days",
                    "nonworking days", "not working on", "not in on", "does not work on",
                    "doesn't work on", "do not work", "don't work", "do not work on",
                    "don't work on", "never works", "doesnt work", "doesnt work on", "no work on"},
                   plain);
}

bool says_comes_or_goes(std::string_view words) {
  return is_one_of(
      {"start",        "starts",     "finish",     "finishes",   "end",         "ends",
       "leave",        "leaves",     "home",       "go home",    "leave early", "finish early",
       "early finish", "home early", "home by",    "finish by",  "finish at",   "leave at",
       "leave by",     "late start", "start late", "finished",   "done",        "finish work",
       "then home",    "end of day", "away by",    "then finish"},
      words);
}

bool says_how_somebody_works(std::string_view words) {
  return is_one_of({"part time",    "part-time",       "full time",
                    "full-time",    "lates",           "earlies",
                    "late shift",   "early shift",     "long day",
                    "hours",        "school hours",    "flexi",
                    "flexi time",   "works",           "working",
                    "wfh",          "at home",         "working from home",
                    "home working", "works from home", "home-working",
                    "remote",       "remotely",        "on site",
                    "onsite",       "office",          "in office",
                    "hybrid"},
                   words);
}

bool says_none(std::string_view words) {
  const std::string plain = plainly(words.substr(0, words.find_last_of('(')));
  const std::size_t last = plain.find_last_not_of(" .");
  const std::string_view said = std::string_view(plain).substr(0, last + 1);
  const auto ends = [&](std::string_view end) { return said.ends_with(end); };
  return ends(" none") || ends(" nil") || ends(" 0") || ends(" n/a") || ends(" no choice") ||
         ends(" not doing choice") || ends(" doesn't do choice") || ends(" does no choice");
}

bool says_joint(std::string_view word) { return is_one_of({"joint", "jointly", "shared"}, word); }

bool is_leave_of_a_year(std::string_view words) {
  return is_one_of({"annual leave", "a/l", "al", "holiday", "holidays", "bank holiday",
                    "bank holidays", "public holidays", "study leave", "leave"},
                   plainly(words));
}

std::string in_lower_case(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return low;
}

}  // namespace capalint::syntax
