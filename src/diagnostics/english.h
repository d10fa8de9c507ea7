// The articles and plurals of the nouns that messages and pages put together: `an allocation`, `families`.
#pragma once

#include <string>
#include <string_view>

namespace capalint {

[[nodiscard]] std::string with_article(std::string_view noun);
[[nodiscard]] std::string plural(std::string_view noun);

}  // namespace capalint
