// Messages to the language server at the limit of their size, without 256 MB of text in hand.
#include "lsp/framing.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <istream>
#include <iterator>
#include <streambuf>

using namespace capalint::lsp;

namespace {

/// A header, and then as many spaces as it says.
class Announced : public std::streambuf {
 public:
  explicit Announced(std::size_t size)
      : header_("Content-Length: " + std::to_string(size) + "\r\n\r\n"),
        body_(std::size_t{1} << 20, ' '),
        left_(size) {
    setg(header_.data(), header_.data(), header_.data() + header_.size());
  }

 protected:
  int_type underflow() override {
    const std::size_t size = std::min(left_, body_.size());
    if (size == 0) return traits_type::eof();
    left_ -= size;
    setg(body_.data(), body_.data(), body_.data() + size);
    return traits_type::to_int_type(*gptr());
  }

 private:
  std::string header_;
  std::string body_;
  std::size_t left_;
};

std::size_t size_read(std::size_t announced) {
  Announced bytes(announced);
  std::istream in(&bytes);
  const auto body = read_message(in);
  REQUIRE(body);
  return body->size();
}

}  // namespace

TEST_CASE("a message at its largest is read, and a larger one is passed over", "[lsp]") {
  CHECK(size_read(largest_message - 1) == largest_message - 1);
  CHECK(size_read(largest_message) == largest_message);
  CHECK(size_read(largest_message + 1) == 0);
}

TEST_CASE("the page on security says how large a message may be", "[lsp]") {
  std::ifstream file(std::string(CAPALINT_SOURCE_DIR) + "/docs/security.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  CHECK(largest_message == 268'435'456);
  CHECK(page.find("| bytes of a message to the language server | 268,435,456 |") !=
        std::string::npos);
}
