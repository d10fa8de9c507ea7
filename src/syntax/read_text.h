// The text that the parser reads: that of the file, or the same with some lines in another spelling. What
// is found in it is shown where it is written. Private to `syntax`.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace capalint::syntax {

/// A word of a line in the one look, and the bytes that it was made of, counted from the line's start.
struct Respelt {
  std::string text;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

class ReadText {
 public:
  explicit ReadText(std::string_view written) : text_(written) {}

  /// Instead of the bytes from `begin` to `end` of the file these words are read. Lines come in order.
  struct Line {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::vector<Respelt> words;
  };
  ReadText(std::string_view written, const std::vector<Line>& lines);

  [[nodiscard]] std::string_view text() const { return text_; }
  /// What holds the text; nothing when it is the file's own.
  [[nodiscard]] const std::shared_ptr<const std::string>& owned() const { return owned_; }
  /// The bytes of a file from `begin` to `end`.
  struct Bytes {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  /// The smallest part of the file that holds all that these bytes of the text were made of: words may stand
  /// in another order there.
  [[nodiscard]] Bytes written(Bytes read) const;

 private:
  enum class Side : std::uint8_t { begin, end };
  [[nodiscard]] std::uint32_t written(std::uint32_t read, Side side) const;

  struct Piece {
    std::uint32_t read_begin, read_end;
    std::uint32_t written_begin, written_end;
  };
  std::string_view text_;
  std::shared_ptr<const std::string> owned_;
  std::vector<Piece> pieces_;  // one for each word of a line that is read in another spelling
};

/// The words as one line: `mon 09:00-12:30 core 3.5h, big admin 1h`.
[[nodiscard]] std::string to_line(const std::vector<Respelt>& words);

}  // namespace capalint::syntax
