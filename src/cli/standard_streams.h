// Standard input and output that remember why they failed, which `std::cin` and `std::cout` do not tell.
// Made by `main`; read by what says why a run could not do its job.
#pragma once

#include <iosfwd>
#include <optional>
#include <streambuf>
#include <string>
#include <vector>

namespace capalint::cli {

class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor);
  DescriptorBuffer(const DescriptorBuffer&) = delete;
  DescriptorBuffer& operator=(const DescriptorBuffer&) = delete;
  ~DescriptorBuffer() override;

  /// The `errno` of the first call that failed, or 0.
  [[nodiscard]] int error() const { return error_; }

 protected:
  int_type underflow() override;
  int_type overflow(int_type c) override;
  int sync() override;

 private:
  bool again_after(short event);

  int descriptor_;
  int error_ = 0;
  std::vector<char> buffer_;
};

/// Takes the numbers of standard streams that are closed, so that no file gets them, and what is meant for
/// the stream fails instead of landing there.
void keep_closed_streams_closed();

/// What comes from standard input, up to a little more than the largest file; nothing when it cannot be read.
[[nodiscard]] std::optional<std::string> read_standard_input(std::istream& in);

/// Why standard input could not be read, and why what was written to standard output did not get there, for
/// people; empty when nothing failed.
[[nodiscard]] std::string why_input_failed(const std::istream& in);
[[nodiscard]] std::string why_output_failed(std::ostream& out);

}  // namespace capalint::cli
