#include "syntax/read_text.h"

#include <algorithm>

namespace capalint::syntax {

ReadText::ReadText(std::string_view written, const std::vector<Line>& lines) {
  std::string text;
  std::uint32_t copied = 0;
  const auto copy_to = [&](std::uint32_t end) {
    text += written.substr(copied, end - copied);
    copied = end;
  };
  for (const Line& line : lines) {
    copy_to(line.begin);
    for (const Respelt& word : line.words) {
      const auto begin = static_cast<std::uint32_t>(text.size());
      text += word.text;
      pieces_.push_back({begin, static_cast<std::uint32_t>(text.size()), line.begin + word.begin,
                         line.begin + word.end});
      text += ' ';
    }
    copied = line.end;
    // What follows is shifted by as much as this line has become longer or shorter.
    const auto end = static_cast<std::uint32_t>(text.size());
    pieces_.push_back({end, end, line.end, line.end});
  }
  copy_to(static_cast<std::uint32_t>(written.size()));
  owned_ = std::make_shared<const std::string>(std::move(text));
  text_ = *owned_;
}

ReadText::Bytes ReadText::written(Bytes read) const {
  const bool empty = read.begin == read.end;
  Bytes result{written(read.begin, Side::begin),
               written(read.end, empty ? Side::begin : Side::end)};
  const auto first = std::partition_point(pieces_.begin(), pieces_.end(), [&](const Piece& piece) {
    return piece.read_begin < read.begin;
  });
  for (auto piece = first; piece != pieces_.end() && piece->read_end <= read.end && !empty;
       ++piece) {
    result.begin = std::min(result.begin, piece->written_begin);
    result.end = std::max(result.end, piece->written_end);
  }
  return result;
}

std::uint32_t ReadText::written(std::uint32_t read, Side side) const {
  const auto after = std::partition_point(pieces_.begin(), pieces_.end(), [&](const Piece& piece) {
    return side == Side::begin ? piece.read_begin <= read : piece.read_begin < read;
  });
  if (after == pieces_.begin()) return read;
  const Piece& piece = *std::prev(after);
  const bool inside = side == Side::begin ? read < piece.read_end : read <= piece.read_end;
  if (inside) return side == Side::begin ? piece.written_begin : piece.written_end;
  return piece.written_end + (read - piece.read_end);
}

std::string to_line(const std::vector<Respelt>& words) {
  std::string line;
  bool close = true;  // to the word before
  for (const Respelt& word : words) {
    const bool joins = word.text == "-" || word.text == "..";
    if (!close && !joins && word.text != ",") line += ' ';
    line += word.text;
    close = joins;
  }
  return line;
}

}  // namespace capalint::syntax
