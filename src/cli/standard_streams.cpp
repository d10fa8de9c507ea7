#include "cli/standard_streams.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <istream>
#include <ostream>
#include <string_view>
#include <system_error>

#include "source/source.h"

namespace capalint::cli {
namespace {

int error_of(const std::ios& stream) {
  const auto* buffer = dynamic_cast<const DescriptorBuffer*>(stream.rdbuf());
  return buffer == nullptr ? 0 : buffer->error();
}

}  // namespace

DescriptorBuffer::DescriptorBuffer(int descriptor)
    : descriptor_(descriptor), buffer_(std::size_t{64} * 1024) {}

DescriptorBuffer::~DescriptorBuffer() {
  DescriptorBuffer::sync();
  if (ending_ >= 0) ::close(ending_);
}

void DescriptorBuffer::may_hang_up() {
  ending_ = ::eventfd(0, EFD_CLOEXEC);
  if (ending_ < 0) throw std::system_error(errno, std::generic_category());
}

void DescriptorBuffer::hang_up() { ::eventfd_write(ending_, 1); }

/// Waits until there is something to read, when the input may end before its time; whether it does.
bool DescriptorBuffer::hung_up() {
  if (ending_ < 0) return false;
  std::array<pollfd, 2> either{{{descriptor_, POLLIN, 0}, {ending_, POLLIN, 0}}};
  while (::poll(either.data(), either.size(), -1) < 0) {
    if (!again_after(POLLIN)) return true;
  }
  return either[1].revents != 0;
}

/// Whether to try the call once more: a signal came in between, or nothing can come or go just now.
bool DescriptorBuffer::again_after(short event) {
  if (errno == EINTR) return true;
  if (errno == EAGAIN || errno == EWOULDBLOCK) {
    pollfd waiting{descriptor_, event, 0};
    return ::poll(&waiting, 1, -1) > 0 || errno == EINTR;
  }
  if (error_ == 0) error_ = errno;
  return false;
}

DescriptorBuffer::int_type DescriptorBuffer::underflow() {
  if (hung_up()) return traits_type::eof();
  ssize_t count = 0;
  do {
    count = ::read(descriptor_, buffer_.data(), buffer_.size());
  } while (count < 0 && again_after(POLLIN));
  if (count <= 0) return traits_type::eof();
  setg(buffer_.data(), buffer_.data(), buffer_.data() + count);
  return traits_type::to_int_type(*gptr());
}

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type c) {
  if (sync() != 0) return traits_type::eof();
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
  return traits_type::not_eof(c);
}

int DescriptorBuffer::sync() {
  std::string_view text(pbase(), static_cast<std::size_t>(pptr() - pbase()));
  setp(nullptr, nullptr);  // what cannot be written once is not tried again
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor_, text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (!again_after(POLLOUT)) {
      return -1;
    }
  }
  return 0;
}

std::function<void()> allow_to_hang_up(const std::istream& in) {
  auto* buffer = dynamic_cast<DescriptorBuffer*>(in.rdbuf());
  if (buffer == nullptr) return [] {};
  buffer->may_hang_up();
  return [buffer] { buffer->hang_up(); };
}

void keep_closed_streams_closed() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) >= 0) continue;
    // The lowest free number is this one. What may only be written cannot be read, and the other way round.
    ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

std::optional<std::string> read_standard_input(std::istream& in) {
  std::string text;
  for (std::size_t size = 0; in && size <= largest_file;) {
    constexpr std::size_t step = std::size_t{64} * 1024;
    text.resize(size + step);
    in.read(text.data() + size, static_cast<std::streamsize>(step));
    size += static_cast<std::size_t>(in.gcount());
    text.resize(size);
  }
  if (error_of(in) != 0) return std::nullopt;
  return text;
}

std::string why_input_failed(const std::istream& in) {
  switch (const int error = error_of(in)) {
    case 0: return {};
    case EBADF: return "standard input is closed";
    case EISDIR: return "standard input is a folder, not a text";
    default:
      return fmt::format("standard input cannot be read: {}",
                         std::generic_category().message(error));
  }
}

std::string why_output_failed(std::ostream& out) {
  out.flush();
  if (out.good()) return {};
  switch (const int error = error_of(out)) {
    case EBADF: return "standard output is closed";
    case ENOSPC:
    case EDQUOT: return "standard output cannot be written: the disk is full";
    case EFBIG:
      return "standard output cannot be written: the file is larger than the system allows";
    case EPIPE: return "standard output was closed before all was written";
    default:
      return fmt::format("standard output cannot be written: {}",
                         std::generic_category().message(error == 0 ? EIO : error));
  }
}

}  // namespace capalint::cli
