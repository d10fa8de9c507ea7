// What a standard's `source` stands for in words: `W14` is a page with a title and an address, and a reader
// can look up only these. The table of keys is `rules/sources.tsv`; the build embeds it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace capalint {

struct Reference {
  std::string_view key;      // `W14`
  std::string_view title;    // what the page is called, or is about
  std::string_view address;  // in full
};

/// All of the table, in its order.
[[nodiscard]] const std::vector<Reference>& references();

/// Those that a source names, in its order, each once.
[[nodiscard]] std::vector<Reference> references_in(std::string_view source);

/// The source with titles and sites in place of keys; a title that its words say already is not repeated:
/// `CAPA, the team in balance (W14)` is `CAPA, the team in balance, camhsnetwork.co.uk`.
[[nodiscard]] std::string in_words(std::string_view source);

/// The site of an address, as people say it: `camhsnetwork.co.uk`.
[[nodiscard]] std::string_view site_of(std::string_view address);

}  // namespace capalint
