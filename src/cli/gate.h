// The gate through which all text leaves the command line. `run` puts it before standard output and standard error,
// so that what a file, a path or an argument holds can be written to them without a thought: nothing in it reaches a
// terminal or the log of a service as anything but text.
#pragma once

#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

#include "source/display.h"

namespace capalint::cli {

class Gate : public std::streambuf {
 public:
  explicit Gate(std::ostream& to) : to_(to) {}
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;
  ~Gate() override { pass(line_); }

  void pass(std::string_view text, Looks looks = Looks::plain);
  /// What is behind the gate, after all that was written before.
  [[nodiscard]] std::ostream& behind();

 protected:
  int_type overflow(int_type c) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int sync() override;

 private:
  std::ostream& to_;
  std::string line_;  // the last one, until it ends or is flushed
};

/// Writes a text that has the program's own colours and links in it, and every other part of which is `visible`.
void show(std::ostream& out, std::string_view text);

/// The stream behind the gate, for what programs read byte by byte: a formatted plan, the protocol of editors.
[[nodiscard]] std::ostream& exact(std::ostream& out);

}  // namespace capalint::cli
