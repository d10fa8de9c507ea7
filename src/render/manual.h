// The parts of the manual that list things, as Markdown: made from the tables and the packs, so that
// a page cannot say what the program does not do. `docs/` holds them; a test compares.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace capalint {

/// The parts of docs/rule-language.md: `properties`, `functions`, `activities`, `units`, `settings` …,
/// and the pages of docs/rules/: the index, one for each code, `rules/CAPA101.md` …, sources and words.
[[nodiscard]] std::vector<std::string> manual_pages();
[[nodiscard]] std::optional<std::string> manual_page(std::string_view name);

/// The page about a code, for a link: `docs` is the URL of docs/rules. Empty when that is, and for the
/// rule of a team, which has no page.
[[nodiscard]] std::string documentation_of(const std::string& docs, std::string_view code);

}  // namespace capalint
