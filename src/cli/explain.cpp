// `capalint explain`: what a code or a word means, and the sums behind a line of a plan.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>

#include "cli/command.h"
#include "cli/gate.h"
#include "cli/inputs.h"
#include "cli/known.h"
#include "cli/outputs.h"
#include "diagnostics/builtin.h"
#include "render/explanation.h"
#include "render/json_text.h"
#include "render/line_sums.h"
#include "render/report.h"
#include "render/values_json.h"
#include "rules/packs.h"
#include "source/display.h"

namespace capalint::cli {
namespace {

using Json = nlohmann::ordered_json;

struct ExplainOptions {
  std::vector<std::string> words;
  InputOptions inputs;
  std::string format = "text";
};

struct PlanLine {
  std::string path;
  std::uint32_t line = 0;
};

/// `plans/karen.capa:12`, also with a column, as findings are shown.
std::optional<PlanLine> plan_line(std::string text) {
  constexpr std::size_t most_digits = 9;
  std::optional<PlanLine> result;
  for (int part = 0; part < 2; ++part) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0) break;
    const std::string digits = text.substr(colon + 1);
    const bool number = !digits.empty() && digits.size() <= most_digits &&
                        digits.find_first_not_of("0123456789") == std::string::npos;
    if (!number) break;
    text.resize(colon);
    result = {text, static_cast<std::uint32_t>(std::stoul(digits))};
  }
  return result;
}

class Explainer {
 public:
  Explainer(const ExplainOptions& options, Terminal& terminal)
      : options_(options),
        terminal_(terminal),
        json_(options.format == "json"),
        style_{.colour = use_colour("auto", terminal), .width = terminal.width} {}

  int run() {
    std::vector<std::string> words = options_.words;
    const auto line = plan_line(words.back());
    if (line) words.pop_back();
    const std::string name = fmt::format("{}", fmt::join(words, " "));
    const int result = line ? explain_line(*line, name) : explain_name(name);
    if (json_ && result == success) terminal_.out << json_text(all_, 2) << '\n';
    return failed_ ? failure : result;
  }

 private:
  int explain_name(const std::string& name) {
    const Known known = known_here(options_.inputs, terminal_);
    failed_ = known.failed;
    const auto found = describe(known.sources(), known.analysis.model, name);
    if (found.empty()) return unknown(known.analysis.model, name);
    for (const Description& description : found) {
      if (json_) {
        all_.push_back(explanation_json(known.sources(), description));
      } else {
        part(explanation_text(known.sources(), description, style_));
      }
    }
    return success;
  }

  int unknown(const Model& model, const std::string& name) {
    terminal_.err << "capalint: `" << visible(name)
                  << "` is not a word of a plan, a rule, a setting or a word of the rule language";
    if (const auto near = nearest_name(model, name))
      terminal_.err << "; did you mean `" << visible(*near) << "`?";
    terminal_.err
        << "\n`capalint rules` lists the rules, `capalint rules --settings` the settings\n";
    return failure;
  }

  int explain_line(const PlanLine& at, const std::string& name) {
    InputOptions inputs = options_.inputs;
    inputs.paths = {at.path};
    const Inputs found = read_inputs(inputs, terminal_, failed_);
    if (failed_ || found.workspaces.empty()) return failure;
    const Workspace& workspace = found.workspaces.front();
    const FileId file = workspace.requested.front();
    if (workspace.requested.size() > 1) {
      terminal_.err << "capalint: `" << visible(at.path)
                    << "` is a folder; name a file and a line\n";
      return failure;
    }
    const Source& source = workspace.sources[file];
    std::vector<const Source*> unread = unread_files(workspace.sources);
    if (source.is_misnamed()) unread.push_back(&source);
    failed_ = tell_unread(unread, terminal_);
    if (!source.problem().empty()) return failure;
    // What follows the last line break is no line to people.
    const std::uint32_t lines = source.line_count() - (source.text().ends_with('\n') ? 1 : 0);
    if (at.line == 0 || at.line > lines) {
      terminal_.err << fmt::format("capalint: {} has {}\n", visible(at.path),
                                   counted(lines, "line"));
      return failure;
    }
    const Analysis analysis = analyse(workspace.sources, analysis_options(inputs));
    return name.empty() ? findings_on(workspace.sources, analysis, file, at)
                        : rule_on(workspace.sources, analysis, file, at, name);
  }

  int rule_on(const Sources& sources, const Analysis& analysis, FileId file, const PlanLine& at,
              const std::string& name) {
    const Model& model = analysis.model;
    const auto rule = std::find_if(model.rules.begin(), model.rules.end(),
                                   [&](const RuleSource& known) { return called(known, name); });
    if (rule == model.rules.end()) {
      if (describe(sources, model, name).empty()) return unknown(model, name);
      terminal_.err << "capalint: `" << visible(name)
                    << "` is not a rule, so it has no sums for a line\n"
                    << "`capalint explain " << visible(name) << "` says what it is\n";
      return failure;
    }
    std::vector<Diagnostic> problems;
    const auto checked = check_rule(model, *rule, problems);
    if (!checked) {
      terminal_.err << "capalint: the rule `" << visible(name)
                    << "` has a mistake in it; `capalint check` shows it\n";
      return failure;
    }
    const auto objects = objects_at(sources, model, checked->scope, file, at.line);
    for (const Object object : objects)
      show(sources, *rule, work_out(sources, model, *checked, object));
    if (objects.empty()) {
      terminal_.err << fmt::format(
          "capalint: the rule `{}` looks at each {}, and there is none at {}:{}\n", visible(name),
          to_string(checked->scope), visible(at.path), at.line);
      return failure;
    }
    return success;
  }

  int findings_on(const Sources& sources, const Analysis& analysis, FileId file,
                  const PlanLine& at) {
    std::size_t shown = 0;
    const auto here = [&](const Diagnostic& diagnostic) {
      return diagnostic.span.file == file &&
             sources[file].position(diagnostic.span.begin).line == at.line;
    };
    for (const Diagnostic& diagnostic : analysis.diagnostics) {
      if (!here(diagnostic)) continue;
      ++shown;
      explain_finding(sources, analysis.model, diagnostic, nullptr);
    }
    for (const Suppressed& suppressed : analysis.suppressed) {
      if (!here(suppressed.diagnostic)) continue;
      ++shown;
      explain_finding(sources, analysis.model, suppressed.diagnostic, &suppressed);
    }
    if (shown == 0 && !json_)
      part(fmt::format("{}:{}: nothing is found on this line\n", visible(at.path), at.line));
    add_up(sources, analysis.model, file, at.line);
    return success;
  }

  /// The hours of a line of a week, or of the contract's.
  void add_up(const Sources& sources, const Model& model, FileId file, std::uint32_t number) {
    const auto here = [&](Span span) {
      return span.file == file && sources[file].position(span.begin).line == number;
    };
    Reading reading(model);
    for (const LineId line : model.lines.ids()) {
      if (!here(model.lines[line].said->span)) continue;
      const LineSums sums = sums_of_line(reading, line);
      return show(sources, model, model.lines[line].plan, line, sums, reading.doubt());
    }
    for (const PlanId plan : model.plans.ids()) {
      const ast::Contract* contract = model.plans[plan].contract;
      if (contract == nullptr || !here(contract->span)) continue;
      const LineSums sums = sums_of_week(reading, plan);
      return show(sources, model, plan, none, sums, reading.doubt());
    }
  }

  void show(const Sources& sources, const Model& model, PlanId plan, LineId line,
            const LineSums& sums, const Doubt& doubt) {
    const std::vector<TracedValue> rows = rows_of(model, line, sums);
    if (!json_) return part(sums_text(rows, doubt, style_));
    Diagnostic values;
    if (!doubt.settings) values.values = rows;
    const Span span = line ? model.lines[line].said->span : model.plans[plan].contract->span;
    all_.push_back({{"code", ""},
                    {"rule", ""},
                    {"verdict", "sums"},
                    {"level", ""},
                    {"subject", model.plan_name(plan)},
                    {"place", place_json(sources, span)},
                    {"message", ""},
                    {"help", ""},
                    {"values", values_json(values)},
                    {"inputs", Json::array()},
                    {"allowed", Json(nullptr)}});
  }

  void explain_finding(const Sources& sources, const Model& model, const Diagnostic& diagnostic,
                       const Suppressed* allowed) {
    for (const RuleSource& rule : model.rules) {
      if (!rule.rule->code || rule.rule->code->text != diagnostic.code) continue;
      std::vector<Diagnostic> problems;
      const auto checked = check_rule(model, rule, problems);
      if (!checked) continue;
      const std::uint32_t line = sources[diagnostic.span.file].position(diagnostic.span.begin).line;
      for (const Object object :
           objects_at(sources, model, checked->scope, diagnostic.span.file, line)) {
        const Working working = work_out(sources, model, *checked, object);
        if (working.verdict != Verdict::finding || working.span != diagnostic.span) continue;
        show(sources, rule, working, allowed);
        return;
      }
    }
    explain_plainly(sources, diagnostic, allowed);
  }

  void show(const Sources& sources, const RuleSource& rule, const Working& working,
            const Suppressed* allowed = nullptr) {
    if (json_) {
      Json object = working_json(sources, rule, working);
      object["allowed"] = allowed == nullptr ? Json(nullptr) : Json(allowed->reason);
      all_.push_back(std::move(object));
    } else {
      part(working_text(sources, rule, working, style_) + allowed_text(sources, allowed));
    }
  }

  // Without sums of its own: a built-in diagnostic, or one that points far from what it is about.
  void explain_plainly(const Sources& sources, const Diagnostic& diagnostic,
                       const Suppressed* allowed) {
    if (json_) {
      all_.push_back({{"code", diagnostic.code},
                      {"rule", diagnostic.rule},
                      {"verdict", to_string(Verdict::finding)},
                      {"level", to_string(diagnostic.level)},
                      {"subject", diagnostic.subject},
                      {"place", place_json(sources, diagnostic.span)},
                      {"message", diagnostic.message},
                      {"help", diagnostic.help},
                      {"values", Json::array()},
                      {"inputs", Json::array()},
                      {"allowed", allowed == nullptr ? Json(nullptr) : Json(allowed->reason)}});
      return;
    }
    std::string text = fmt::format(
        "{}[{} {}], {}\n  {}\n", to_string(diagnostic.level), diagnostic.code, diagnostic.rule,
        place_text(sources, diagnostic.span), visible(diagnostic.message));
    for (const BuiltinInfo& row : builtins()) {
      if (row.code == diagnostic.code) text += fmt::format("\n  {}\n", row.why);
    }
    if (!diagnostic.help.empty()) text += fmt::format("\n  help: {}\n", visible(diagnostic.help));
    part(text + allowed_text(sources, allowed));
  }

  static std::string allowed_text(const Sources& sources, const Suppressed* allowed) {
    if (allowed == nullptr) return {};
    return fmt::format("\n  allowed by an exception, because \"{}\"  ({})\n",
                       visible(allowed->reason), place_text(sources, allowed->exception));
  }

  void part(const std::string& text) {
    if (!first_) terminal_.out << '\n';
    first_ = false;
    cli::show(terminal_.out, text);
  }

  const ExplainOptions& options_;
  Terminal& terminal_;
  bool json_;
  bool failed_ = false;
  Style style_;
  Json all_ = Json::array();
  bool first_ = true;
};

}  // namespace

Run declare_explain(CLI::App& app) {
  const auto options = std::make_shared<ExplainOptions>();
  app.add_option(
         "what", options->words,
         "a rule, a code, a setting, an activity or a word; PATH:LINE shows what that line "
         "adds up to and the sums behind its findings, and RULE PATH:LINE those of one rule")
      ->required();
  declare_reading(app, options->inputs);
  declare_format(app, options->format, {"text", "json"}, "how the result is shown");
  return [options](Terminal& terminal) { return Explainer(*options, terminal).run(); };
}

}  // namespace capalint::cli
