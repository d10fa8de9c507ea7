// Dates, quarters and times: as files write them, and as people do.
#include "units/calendar.h"

#include <catch2/catch.hpp>
#include <string>

using namespace capalint;

namespace {

std::string as_read(std::string_view text) {
  std::string problem;
  const auto date = read_date(text, problem);
  return date ? to_string(*date) : problem;
}

}  // namespace

TEST_CASE("a date is read in every way that people in the UK write it", "[units][calendar]") {
  for (const char* text :
       {"2027-02-01", "2027-2-1", "2027/02/01", "1 February 2027", "01 February 2027", "1 Feb 2027",
        "1 feb 2027", "1 FEB 2027", "1st February 2027", "1st of February 2027", "February 1 2027",
        "Feb 1, 2027", "1-Feb-2027", "1Feb2027", "01/02/2027", "1/2/2027", "1.2.2027",
        "1-2-2027"}) {
    INFO(text);
    CHECK(as_read(text) == "2027-02-01");
  }
  CHECK(as_read("3 Sept 2027") == "2027-09-03");
  CHECK(as_read("29 Feb 2028") == "2028-02-29");
  CHECK(as_read("31/10/2027") == "2027-10-31");
}

TEST_CASE("a date that does not exist, or lacks something, says why", "[units][calendar]") {
  CHECK(as_read("31 June 2027") == "June 2027 has 30 days");
  CHECK(as_read("31/06/2027") == "June 2027 has 30 days");
  CHECK(as_read("2027-02-29") == "February 2027 has 28 days");
  CHECK(as_read("0 May 2027") == "May 2027 has 31 days");
  CHECK(as_read("2027-13-01") == "there is no month 13");
  CHECK(as_read("02/13/2027") == "there is no month 13: the day comes first");
  CHECK(as_read("1 February") == "it has no year");
  CHECK(as_read("1/2") == "it has no year");
  CHECK(as_read("Feb 2027") == "it has no day");
  CHECK(as_read("2027-02") == "it has no day");
  CHECK(as_read("1/2/27") == "its year needs four digits");
  CHECK(as_read("1 Feb 27") == "its year needs four digits");
  CHECK(as_read("1 Febuary 2027") == "did you mean `February` by `Febuary`?");
  CHECK(as_read("1 Ma 2027") == "did you mean `May` by `Ma`?");
}

TEST_CASE("what is no date makes no number", "[units][calendar]") {
  for (const char* text :
       {"", "-", "soon", "tomorrow", "2027", "1", "-1-2027", "1 Feb 2027 May", "1 2 3 2027",
        "99999999999-01-01", "2027-02-01T00:00", "١ Feb 2027", "2027-02-99999999999"}) {
    INFO(text);
    std::string problem;
    CHECK_FALSE(read_date(text, problem));
    CHECK(problem.empty());
    CHECK_FALSE(parse_date(text, problem));
    CHECK(problem.empty());
    CHECK_FALSE(parse_quarter(text));
    CHECK_FALSE(read_quarter(text));
    CHECK_FALSE(parse_clock(text));
  }
  std::string problem;
  for (const char* text : {"1 February", "2027-02-01-05", "2027--01", "2027-01-", "--", "a-b-c"}) {
    INFO(text);
    CHECK_FALSE(parse_date(text, problem));
    CHECK(problem.empty());
  }
  for (const char* text : {":", "9:", ":30", "24:01", "9:60", "a:b"}) {
    INFO(text);
    CHECK_FALSE(parse_clock(text));
  }
  CHECK(parse_clock("24:00") == Clock{1440});
}

TEST_CASE("a quarter is read with the year first or last", "[units][calendar]") {
  for (const char* text : {"2027-Q1", "2027-q1", "2027 Q1", "2027Q1", "Q1 2027", "q1/2027"}) {
    INFO(text);
    CHECK(read_quarter(text) == Quarter{2027, 1});
  }
  for (const char* text : {"2027-Q5", "2027-Q0", "Q1", "2027", "27-Q1", "2027-Q11", "2027-T1"}) {
    INFO(text);
    CHECK_FALSE(read_quarter(text));
  }
  CHECK_FALSE(parse_quarter("2027 Q1"));
}
