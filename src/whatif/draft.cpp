#include "whatif/draft.h"

namespace capalint::whatif {

Draft::Draft(const Model& unchanged, const std::vector<ParsedFile>& parsed) : model(unchanged) {
  for (const ParsedFile& file : parsed) files.push_back(*file);
}

void Draft::problem(std::string what, std::string message, std::string help,
                    std::vector<std::string> names) {
  problems.push_back({std::move(what), std::move(message), std::move(help), std::move(names)});
}

WhatIf Draft::finished() {
  WhatIf result{.words = std::move(words), .problems = std::move(problems)};
  for (Parsed& file : files)
    result.files.push_back(std::make_shared<const Parsed>(std::move(file)));
  return result;
}

std::string_view Draft::team_name(TeamId team) const { return model.teams[team].said->name.text; }

ast::Plan* Draft::copy_of(PlanId plan) {
  const Span span = model.plans[plan].said->span;
  for (Parsed& parsed : files) {
    for (ast::Item& item : parsed.file.items) {
      auto* found = std::get_if<ast::Plan>(&item);
      if (found != nullptr && same_place(found->span, span)) return found;
    }
  }
  return nullptr;
}

std::vector<PlanId> Draft::plans_of(std::string_view name, TeamId team) const {
  std::vector<PlanId> plans;
  for (const Clinician& clinician : model.clinicians) {
    if (!same_name(clinician.name, name)) continue;
    for (const PlanId plan : clinician.plans) {
      if (model.plans[plan].in_force && (!team || model.plans[plan].team == team))
        plans.push_back(plan);
    }
  }
  return plans;
}

std::optional<std::string> Draft::clinician(const std::string& what, std::string_view typed) {
  constexpr std::size_t most_names = 20;
  std::vector<std::string_view> names;
  for (const Clinician& clinician : model.clinicians) names.push_back(clinician.name);
  for (const Allocation& allocation : model.allocations)
    names.push_back(allocation.said->clinician.text);
  Meant meant = who_is_meant(typed, names);
  if (!meant.name.empty()) return std::move(meant.name);
  if (meant.several) {
    std::string message = fmt::format("{} names here have `{}` in them", meant.maybe.size(), typed);
    problem(what, std::move(message), "write the one that you mean:", std::move(meant.maybe));
    return std::nullopt;
  }
  std::string help = "write the name as it stands in the plan";
  if (meant.maybe.size() == 1) {
    help = fmt::format("did you mean \"{}\"?", meant.maybe.front());
    meant.maybe.clear();
  } else if (!meant.maybe.empty()) {
    help = "did you mean one of these?";
  } else if (!model.clinicians.empty() && model.clinicians.size() <= most_names) {
    help = "write a name that stands in a plan:";
    for (const Clinician& clinician : model.clinicians) meant.maybe.emplace_back(clinician.name);
  }
  problem(what, fmt::format("{} has no plan in force here", typed), std::move(help),
          std::move(meant.maybe));
  return std::nullopt;
}

void Draft::no_plan(const std::string& what, std::string_view name) {
  problem(what, fmt::format("{} has no plan in force here", name),
          "`--quarter` chooses another quarter");
}

Parsed* Draft::read(Sources& sources, const std::string& what, const std::string& text) {
  const auto id = static_cast<FileId>(sources.size());
  const Source trial(what, text);
  const Parsed tried = parse(id, trial);
  if (!tried.diagnostics.empty()) {
    problem(what, tried.diagnostics.front().message, tried.diagnostics.front().help);
    return nullptr;
  }
  sources.add(Source(what, text));
  files.push_back(parse(id, sources[id]));
  return &files.back();
}

void Draft::more_than_one_line(const std::string& what) {
  problem(what, "this is more than one line", "write one `--set` for each");
}

}  // namespace capalint::whatif
