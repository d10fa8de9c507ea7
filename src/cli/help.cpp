#include "cli/help.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>

namespace capalint::cli {
namespace {

// `{auto,always,never}`, alone or after `TEXT:`.
std::vector<std::string> choices_in(const std::string& type) {
  std::vector<std::string> choices;
  const std::size_t open = type.find('{');
  const std::size_t close = type.rfind('}');
  if (open == std::string::npos || close == std::string::npos) return choices;
  std::string rest = type.substr(open + 1, close - open - 1);
  for (std::size_t comma = 0; comma != std::string::npos;) {
    comma = rest.find(',');
    choices.push_back(rest.substr(0, comma));
    rest = comma == std::string::npos ? "" : rest.substr(comma + 1);
  }
  return choices;
}

OptionDoc document(const CLI::Option& option) {
  OptionDoc doc{.text = option.get_description(), .positional = option.get_positional()};
  for (const std::string& name : option.get_snames()) doc.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) doc.names.push_back("--" + name);
  const bool takes_value = option.get_items_expected_max() > 0;
  const std::string type = option.get_type_name();
  if (takes_value) {
    doc.choices = choices_in(type);
    doc.value = doc.choices.empty() ? type : fmt::format("{}", fmt::join(doc.choices, "|"));
  }
  if (doc.positional && doc.names.empty()) doc.names.push_back(option.get_name());
  return doc;
}

CommandDoc document(const CLI::App& app, const std::string& name) {
  CommandDoc doc{.name = name, .summary = app.get_description(), .examples = examples_of(name)};
  for (const CLI::Option* option : app.get_options()) {
    const bool hidden = option->get_group().empty();
    if (!hidden) doc.options.push_back(document(*option));
  }
  std::stable_partition(doc.options.begin(), doc.options.end(),
                        [](const OptionDoc& option) { return option.positional; });
  return doc;
}

}  // namespace

std::vector<CommandDoc> documented(const CLI::App& root) {
  std::vector<CommandDoc> all{document(root, "")};
  const auto shown = [](const CLI::App* app) { return !app->get_group().empty(); };
  for (const CLI::App* app : root.get_subcommands(shown))
    all.push_back(document(*app, app->get_name()));
  return all;
}

}  // namespace capalint::cli
