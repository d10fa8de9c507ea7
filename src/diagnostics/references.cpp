#include "diagnostics/references.h"

#include <algorithm>
#include <cctype>

namespace capalint {

extern const std::string_view reference_table;  // the text of `rules/sources.tsv`

namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

std::vector<Reference> rows_of(std::string_view table) {
  std::vector<Reference> rows;
  while (!table.empty()) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    const std::string_view line = table.substr(0, end);
    table.remove_prefix(std::min(end + 1, table.size()));
    const std::size_t first = line.find('\t');
    const std::size_t second = line.rfind('\t');
    if (line.starts_with('#') || first == second) continue;
    rows.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1),
                    line.substr(second + 1)});
  }
  return rows;
}

/// The key that stands at this place of the text; none when no key of the table does.
const Reference* key_at(std::string_view text, std::size_t at) {
  if (at > 0 && is_word(text[at - 1])) return nullptr;
  std::size_t end = at;
  while (end < text.size() && is_word(text[end])) ++end;
  const auto& all = references();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Reference& row) {
    return row.key == text.substr(at, end - at);
  });
  return found == all.end() ? nullptr : &*found;
}

bool says(std::string_view text, std::string_view title) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  };
  return std::search(text.begin(), text.end(), title.begin(), title.end(), same) != text.end();
}

std::string words_for(const Reference& reference, std::string_view source) {
  const std::string site(site_of(reference.address));
  return says(source, reference.title) ? site : "\"" + std::string(reference.title) + "\", " + site;
}

/// ` (W4, W11)`: brackets that hold keys and nothing else.
struct Group {
  std::size_t end = 0;  // past the bracket; 0 when there is no such group
  std::string words;
};

Group group_at(std::string_view source, std::size_t at) {
  if (!source.substr(at).starts_with(" (")) return {};
  Group group;
  std::vector<std::string> named;
  std::size_t place = at + 2;
  while (const Reference* reference = key_at(source, place)) {
    const std::string words = words_for(*reference, source);
    if (std::find(named.begin(), named.end(), words) == named.end()) {
      named.push_back(words);
      group.words += ", " + words;
    }
    place += reference->key.size();
    if (source.substr(place).starts_with(')')) {
      group.end = place + 1;
      return group;
    }
    if (!source.substr(place).starts_with(", ")) return {};
    place += 2;
  }
  return {};
}

}  // namespace

const std::vector<Reference>& references() {
  static const std::vector<Reference> rows = rows_of(reference_table);
  return rows;
}

std::vector<Reference> references_in(std::string_view source) {
  std::vector<Reference> found;
  for (std::size_t at = 0; at < source.size(); ++at) {
    const Reference* reference = key_at(source, at);
    if (reference == nullptr) continue;
    const bool known = std::any_of(found.begin(), found.end(), [&](const Reference& other) {
      return other.key == reference->key;
    });
    if (!known) found.push_back(*reference);
  }
  return found;
}

std::string in_words(std::string_view source) {
  std::string text;
  for (std::size_t at = 0; at < source.size();) {
    if (const Group group = group_at(source, at); group.end > 0) {
      text += group.words;
      at = group.end;
      if (source.substr(at).starts_with(' ')) text += ',';
    } else if (const Reference* reference = key_at(source, at)) {
      text += words_for(*reference, source);
      at += reference->key.size();
    } else {
      text += source[at++];
    }
  }
  return text;
}

std::string_view site_of(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
  if (address.starts_with("www.")) address.remove_prefix(4);
  return address.substr(0, address.find('/'));
}

}  // namespace capalint
