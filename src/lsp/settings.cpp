#include "lsp/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "diagnostics/nearest.h"

namespace capalint::lsp {
namespace {

using Json = nlohmann::json;

/// What to write instead of a value that cannot be used; empty when it could be.
using Read = std::string_view (*)(const Json& value, ClientSettings& settings);

std::string_view read_exclude(const Json& value, ClientSettings& settings) {
  constexpr std::string_view instead = "a list of patterns, such as `[\"drafts/\"]`";
  const auto is_text = [](const Json& pattern) { return pattern.is_string(); };
  if (!value.is_array() || !std::all_of(value.begin(), value.end(), is_text)) return instead;
  settings.exclude = value.get<std::vector<std::string>>();
  return {};
}

std::string_view read_gitignore(const Json& value, ClientSettings& settings) {
  if (!value.is_boolean()) return "`true` or `false`";
  settings.respect_gitignore = value.get<bool>();
  return {};
}

std::string_view read_quarter(const Json& value, ClientSettings& settings) {
  constexpr std::string_view instead = "a quarter, such as `\"2026-Q4\"`";
  if (!value.is_string()) return instead;
  const auto text = value.get<std::string>();
  settings.quarter = parse_quarter(text);
  return text.empty() || settings.quarter ? std::string_view{} : instead;
}

struct Known {
  std::string_view name;
  Read read;
};

constexpr Known known[] = {
    {"exclude", &read_exclude},
    {"gitignore", &read_gitignore},
    {"quarter", &read_quarter},
};

/// VS Code sends all that has the extension's name, and these the extension reads itself.
bool is_the_extensions(std::string_view name) { return name == "path" || name == "trace"; }

std::string unknown(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Known& each : known) names.push_back(each.name);
  const auto near = nearest(name, names);
  return fmt::format("`{}` is not a setting of capalint; {}", name,
                     near ? fmt::format("did you mean `{}`?", *near)
                          : fmt::format("they are `{}`", fmt::join(names, "`, `")));
}

}  // namespace

GivenSettings read_settings(const Json& said) {
  GivenSettings given;
  for (const auto& [name, value] : said.items()) {
    if (value.is_null() || is_the_extensions(name)) continue;
    const auto* found =
        std::find_if(std::begin(known), std::end(known),
                     [&wanted = name](const Known& each) { return each.name == wanted; });
    std::string problem;
    if (found == std::end(known)) {
      problem = unknown(name);
    } else if (const auto instead = found->read(value, given.settings); !instead.empty()) {
      problem = fmt::format("the setting `{}` is left out: write {}", name, instead);
    }
    if (problem.empty()) continue;
    given.problems += (given.problems.empty() ? "" : "\n") + problem;
  }
  return given;
}

}  // namespace capalint::lsp
