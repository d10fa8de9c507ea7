// The text of one file, and the files of one workspace. Every later stage holds views into these
// texts, which never change or move: what was made from a file lives no longer than its `Source`.
// A copy of a `Sources` shares the texts, so that a new one costs only what is new in it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace capalint {

/// Files over this many bytes are not read, and longer texts are refused: plans have a few kilobytes.
inline constexpr std::size_t largest_file = std::size_t{4} * 1024 * 1024;

/// A place as people count it: both start at 1; columns are Unicode characters.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

class Source {
 public:
  /// `path` is shown to people and stays as they gave it; `text` is UTF-8 (checked by `syntax`).
  Source(std::string path, std::string text);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  /// Why the file could not be read; empty when it could.
  [[nodiscard]] const std::string& problem() const { return problem_; }
  /// What to do about the problem; may be empty.
  [[nodiscard]] const std::string& advice() const { return advice_; }
  static Source unreadable(std::string path, std::string problem, std::string advice = {});
  /// A file that nobody opened, since its name is not that of a plan.
  [[nodiscard]] bool is_misnamed() const { return misnamed_; }
  static Source misnamed(std::string path, std::string problem, std::string advice);

  [[nodiscard]] Position position(std::uint32_t offset) const;
  /// The byte offset of a 1-based line, clamped to the text.
  [[nodiscard]] std::uint32_t line_start(std::uint32_t line) const;
  /// The text of a 1-based line without its line end.
  [[nodiscard]] std::string_view line(std::uint32_t line) const;
  [[nodiscard]] std::uint32_t line_count() const;

 private:
  std::string path_;
  std::string text_;
  std::string problem_;
  std::string advice_;
  bool misnamed_ = false;
  std::vector<std::uint32_t> line_starts_;
};

class Sources {
 public:
  FileId add(Source source);
  FileId add(std::shared_ptr<const Source> source);
  /// Puts another text in the file's place; what was made from the old one needs that kept alive.
  void replace(FileId id, std::shared_ptr<const Source> source) { files_[id] = std::move(source); }
  [[nodiscard]] const Source& operator[](FileId id) const { return *files_[id]; }
  [[nodiscard]] const std::shared_ptr<const Source>& shared(FileId id) const { return files_[id]; }
  [[nodiscard]] std::size_t size() const { return files_.size(); }
  [[nodiscard]] std::string_view text(Span span) const;

 private:
  std::vector<std::shared_ptr<const Source>> files_;
};

/// Of all texts.
[[nodiscard]] std::size_t bytes_in(const Sources& sources);

}  // namespace capalint
