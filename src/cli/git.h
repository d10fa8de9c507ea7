// The plans of a git revision, written into a folder of their own that goes with the value.
// Called by `diff`.
#pragma once

#include <string>

namespace capalint::cli {

class Checkout {
 public:
  /// Every `.capa` file of the repository that holds `path`, as of `revision`.
  Checkout(const std::string& revision, const std::string& path);
  ~Checkout();
  Checkout(const Checkout&) = delete;
  Checkout& operator=(const Checkout&) = delete;

  /// Why there is none; empty when there is.
  [[nodiscard]] const std::string& problem() const { return problem_; }
  /// Where `path` is in it; empty when the revision has no such file or folder.
  [[nodiscard]] const std::string& path() const { return path_; }
  /// Where the folder around a `path` that the revision has not is in it; empty when that is not there
  /// either.
  [[nodiscard]] const std::string& folder() const { return beside_; }

 private:
  Checkout() = default;
  void fill(const std::string& revision, const std::string& path);

  std::string folder_;
  std::string path_;
  std::string beside_;
  std::string problem_;
};

}  // namespace capalint::cli
