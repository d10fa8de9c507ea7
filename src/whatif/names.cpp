#include "whatif/names.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "diagnostics/nearest.h"
#include "words/activities.h"

namespace capalint::whatif {

namespace {

/// Without accents and case: not everybody's keyboard has what stands in a name.
std::string plain(std::string_view name) {
  constexpr auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                     UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
  utf8proc_uint8_t* mapped = nullptr;
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(name.data()),
                                   static_cast<utf8proc_ssize_t>(name.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  return length < 0
             ? std::string(name)
             : std::string(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length));
}

std::vector<std::string> words_of(std::string_view name) {
  const std::string text = normalised(plain(name));
  constexpr std::string_view between = " ,";
  std::vector<std::string> words;
  std::size_t at = text.find_first_not_of(between);
  while (at != std::string::npos) {
    const std::size_t end = std::min(text.find_first_of(between, at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(between, end);
  }
  return words;
}

bool has_words(std::string_view name, const std::vector<std::string>& wanted) {
  const std::vector<std::string> words = words_of(name);
  return !wanted.empty() && std::all_of(wanted.begin(), wanted.end(), [&](const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  });
}

bool has_word_near(std::string_view name, std::string_view typed) {
  const std::vector<std::string> words = words_of(name);
  const std::vector<std::string_view> views(words.begin(), words.end());
  const std::string wanted = normalised(plain(typed));
  return nearest(wanted, views) || std::any_of(words.begin(), words.end(), [&](const auto& word) {
           return word.starts_with(wanted);
         });
}

template <class Fits>
std::vector<std::string> those(const std::vector<std::string_view>& names, Fits fits) {
  std::vector<std::string> found;
  for (const std::string_view name : names) {
    const auto same = [&](const std::string& other) { return same_name(other, name); };
    if (fits(name) && std::none_of(found.begin(), found.end(), same)) found.emplace_back(name);
  }
  return found;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) { return normalised(a) == normalised(b); }

Meant who_is_meant(std::string_view typed, const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    if (same_name(name, typed)) return {.name = std::string(name)};
  }
  const std::vector<std::string> wanted = words_of(typed);
  std::vector<std::string> found =
      those(names, [&](std::string_view name) { return has_words(name, wanted); });
  if (found.size() == 1) return {.name = found.front()};
  if (!found.empty()) return {.maybe = std::move(found), .several = true};
  const std::vector<std::string_view> near = all_nearest(typed, names);
  found = those(near, [](std::string_view) { return true; });
  if (found.empty())
    found = those(names, [&](std::string_view name) { return has_word_near(name, typed); });
  return {.maybe = std::move(found)};
}

}  // namespace capalint::whatif
