// People by their names, for a name that is not quite one of theirs: a first name, or a slip of the pen.
// The builder asks it; names have to outlive it.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "diagnostics/nearest.h"

namespace capalint {

class People {
 public:
  explicit People(std::vector<std::string_view> names) : names_(std::move(names)) {}

  /// Those whose name holds `part` as one name, such as `Ruth`; not `except`, and no more of them than one
  /// more than `most_offered`.
  [[nodiscard]] std::vector<std::string_view> called(std::string_view part,
                                                     std::string_view except = {});
  [[nodiscard]] std::vector<std::string_view> nearest_to(std::string_view name,
                                                         std::string_view except = {}) const {
    return names_.nearest_to(name, except);
  }

 private:
  struct Person {
    std::string_view name;
    std::string spaced;  // normalised, between spaces
  };
  KnownNames names_;
  std::vector<Person> people_;  // those two by the first question
  std::unordered_map<std::string, std::vector<std::size_t>> by_word_;
};

}  // namespace capalint
