// Whom a name means that somebody types into a terminal. Private to `whatif`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace capalint::whatif {

[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

struct Meant {
  std::string name;                // as the files write it; empty when one name alone does not fit
  std::vector<std::string> maybe;  // then: those that hold what was typed, or are nearly that
  bool several = false;            // what was typed fits each of `maybe`
};

/// A whole name, or words of a name that nobody else has; case, accents and spaces do not matter.
[[nodiscard]] Meant who_is_meant(std::string_view typed,
                                 const std::vector<std::string_view>& names);

}  // namespace capalint::whatif
