// Standard input and output that remember why they failed, which `std::cin` and `std::cout` do not tell.
// Made by `main`; read by what says why a run could not do its job.
#pragma once

#include <functional>
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

  /// From now on, the input can be ended from another thread while one waits for it.
  void may_hang_up();
  /// Ends the input.
  void hang_up();

 protected:
  int_type underflow() override;
  int_type overflow(int_type c) override;
  int sync() override;

 private:
  bool again_after(short event);
  [[nodiscard]] bool hung_up();

  int descriptor_;
  int ending_ = -1;  // an event that comes when the input ends before its time
  int error_ = 0;
  std::vector<char> buffer_;
};

/// What ends standard input, also for a thread that waits for it.
[[nodiscard]] std::function<void()> allow_to_hang_up(const std::istream& in);

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
