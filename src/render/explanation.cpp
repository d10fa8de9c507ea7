#include "render/explanation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "diagnostics/references.h"
#include "render/notes.h"
#include "render/values_json.h"
#include "rules/packs.h"
#include "source/display.h"

namespace capalint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t widest = 100;
constexpr std::ptrdiff_t most_pieces = 12;  // of work below one value, each on a line of its own

std::string bold(const Style& style, const std::string& text) {
  return style.colour ? "\x1b[1m" + text + "\x1b[0m" : text;
}

std::string indented(std::string_view text, const std::string& indent) {
  std::string result;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = visible(text.substr(begin, end - begin));
    result += line.empty() ? "\n" : indent + line + '\n';
    begin = end + 1;
  }
  return result;
}

std::string heading(const Description& d) {
  std::string text = d.code.empty() ? "" : d.code + " ";
  text += d.name;
  return text;
}

std::string what_it_is(const Description& d) {
  std::string text = d.kind;
  if (!d.type.empty()) text += " in " + d.type;
  if (d.kind == "setting" || d.kind.starts_with("property")) {
    text = d.kind + ": " + d.type;
  } else if (d.kind == "activity" || d.kind == "unit") {
    text = d.kind + (d.kind == "unit" && !d.type.empty() ? " of " + d.type : "");
  }
  if (!d.pack.empty()) text += ", pack " + d.pack;
  if (d.kind == "rule" && d.pack.empty()) text += " of your own";
  if (!d.level.empty()) text += ", " + d.level;
  return text;
}

std::string with_source(const std::string& text, const std::string& source) {
  if (text.empty()) return in_words(source);
  return source.empty() ? text : fmt::format("{} ({})", text, in_words(source));
}

// A line for each page that the source names, to be opened.
std::string addresses(const std::string& source, const std::string& indent) {
  std::string lines;
  for (const Reference& reference : references_in(source))
    lines += fmt::format("{}{}: {}\n", indent, reference.title, reference.address);
  return lines;
}

std::string list_of(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

// What the names in `see` are to it.
std::string_view see_heading(const Description& d) {
  if (d.kind == "setting") return "read by";
  if (d.kind == "activity") return "other words";
  if (d.kind == "rule pack") return "rules";
  if (d.kind.starts_with("property")) return "worked out from";
  return "properties";
}

std::string example_title(const DescribedExample& example) {
  return fmt::format("{}{}", example.good ? "nothing is found here" : "this is found",
                     example.name.empty() ? "" : fmt::format(": \"{}\"", example.name));
}

std::string setting_line(const Sources& sources, const DescribedSetting& setting) {
  const ChainLink& link = setting.chain.back();
  std::string text = fmt::format("{} = {}  ({}", setting.name, link.value, link.from);
  if (link.from != "default") text += ", " + place_text(sources, link.span);
  return text + ")";
}

std::string link_text(const Sources& sources, const ChainLink& link) {
  const std::string place = place_text(sources, link.span);
  return fmt::format("{}: {}{}", link.from, link.value, place.empty() ? "" : "  (" + place + ")");
}

using Parts = std::span<const Input>;

// The pieces of work at the beginning that stand in one file.
Parts work_in_one_file(Parts parts) {
  const auto elsewhere = std::find_if(parts.begin(), parts.end(), [&](const Input& part) {
    return !part.is_work || part.span.file != parts.front().span.file;
  });
  return parts.first(std::size_t(elsewhere - parts.begin()));
}

std::string places_text(const Sources& sources, Parts work) {
  const Source& source = file_of(sources, work.front().span.file);
  const auto line = [&](const Input& part) { return source.position(part.span.begin).line; };
  return fmt::format("{} ({}, lines {} to {})\n",
                     counted(work.size(), "piece of work", "pieces of work"),
                     visible(source.path()), line(work.front()), line(work.back()));
}

std::string input_text(const Sources& sources, const Input& input, const std::string& indent) {
  const std::string place = input.origin == "default" ? "" : place_text(sources, input.span);
  std::string text = indent + visible(input.name);
  if (!input.value.empty() && input.origin.empty() && !input.name.ends_with(" " + input.value))
    text += " = " + input.value;
  if (input.origin == "default") text += " = " + input.value + "  (default)";
  if (!place.empty()) text += "  (" + place + ")";
  text += '\n';
  const std::string in = indent + "  ";
  const bool many = std::count_if(input.parts.begin(), input.parts.end(),
                                  [](const Input& part) { return part.is_work; }) > most_pieces;
  for (Parts parts = input.parts; !parts.empty();) {
    const Parts work = work_in_one_file(parts);
    const bool together = many && work.size() > 1;
    text += together ? in + places_text(sources, work) : input_text(sources, parts.front(), in);
    parts = parts.subspan(together ? work.size() : 1);
  }
  return text;
}

Json input_json(const Sources& sources, const Input& input) {
  Json object{{"name", input.name},
              {"value", input.value},
              {"place", place_json(sources, input.span)},
              {"origin", input.origin},
              {"parts", Json::array()}};
  for (const Input& part : input.parts) object["parts"].push_back(input_json(sources, part));
  return object;
}

}  // namespace

std::string wrapped(std::string_view text, const std::string& indent, const Style& style) {
  const std::size_t width = std::min(width_of(style), widest);
  const std::string shown = visible(text);
  std::string result;
  std::string line;
  std::size_t begin = 0;
  while (begin < shown.size()) {
    const std::size_t end = std::min(shown.find(' ', begin), shown.size());
    const std::string word = shown.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    if (!line.empty() &&
        display_width(indent) + display_width(line) + 1 + display_width(word) > width) {
      result += indent + line + '\n';
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return result + (line.empty() ? "" : indent + line + '\n');
}

nlohmann::ordered_json setting_json(const Sources& sources, const DescribedSetting& setting) {
  return {{"name", setting.name},
          {"value", setting.chain.back().value},
          {"type", setting.type},
          {"default", setting.chain.front().value},
          {"chain", chain_json(sources, setting.chain)},
          {"nearer", chain_json(sources, setting.nearer)},
          {"doc", setting.doc},
          {"source", setting.source},
          {"references", references_json(setting.source)},
          {"pack", setting.pack}};
}

nlohmann::ordered_json place_json(const Sources& sources, Span span) {
  if (!span.valid()) return nullptr;
  const Source& source = file_of(sources, span.file);
  const Position at = source.position(span.begin);
  return {{"path", source.path()}, {"line", at.line}, {"column", at.column}};
}

std::string chain_text(const Sources& sources, const Chain& chain, const std::string& indent) {
  std::string text;
  for (const ChainLink& link : chain) text += indent + visible(link_text(sources, link)) + '\n';
  return text;
}

nlohmann::ordered_json chain_json(const Sources& sources, const Chain& chain) {
  Json all = Json::array();
  for (const ChainLink& link : chain) {
    all.push_back(
        {{"from", link.from}, {"value", link.value}, {"place", place_json(sources, link.span)}});
  }
  return all;
}

std::string explanation_text(const Sources& sources, const Description& d, const Style& style) {
  const std::string in = "  ";
  std::string text = bold(style, visible(heading(d))) + "  " + what_it_is(d) + '\n';
  if (!d.title.empty()) text += wrapped(d.title, in, style);
  if (!d.why.empty()) text += '\n' + wrapped(d.why, in, style);
  const auto part = [&](std::string_view title, const std::string& body) {
    if (!body.empty()) text += '\n' + bold(style, std::string(title)) + '\n' + body;
  };
  std::string lines;
  for (const DescribedLine& line : d.lines) {
    const std::string typed = in + visible(line.text);
    lines += line.when.empty() ? typed + '\n'
                               : typed + '\n' + wrapped("if " + line.when, in + in, style);
  }
  part("in a plan", lines);
  part("the standard", wrapped(d.standard, in, style));
  part("source", wrapped(in_words(d.source), in, style) + addresses(d.source, in));
  part("looks at", d.looks_at.empty() ? "" : in + visible(d.looks_at) + '\n');
  std::string sums;
  for (const std::string& sum : d.sums) sums += in + visible(sum) + '\n';
  if (!d.asks.empty()) sums += in + "it asks that " + visible(d.asks) + '\n';
  part("how it is worked out", sums);
  std::string settings;
  for (const DescribedSetting& setting : d.settings) {
    if (d.kind == "setting") {
      settings += chain_text(sources, setting.chain, in);
    } else {
      settings += in + visible(setting_line(sources, setting)) + '\n';
    }
    settings += chain_text(sources, setting.nearer, in + in);
  }
  part(d.kind == "setting" ? "value" : "settings that it reads", settings);
  if (!d.see.empty()) part(see_heading(d), wrapped(list_of(d.see), in, style));
  part("what to do", wrapped(d.help, in, style));
  // One of each kind shows the difference; the reference pages have them all.
  for (const bool good : {false, true}) {
    const auto example =
        std::find_if(d.examples.begin(), d.examples.end(),
                     [&](const DescribedExample& other) { return other.good == good; });
    if (example != d.examples.end())
      part(visible(example_title(*example)), indented(example->text, in));
  }
  if (d.levels.size() > 1) part("level", chain_text(sources, d.levels, in));
  std::string exceptions;
  for (const std::string& line : d.exceptions) exceptions += in + line + '\n';
  part("to make an exception", exceptions);
  if (d.place.valid()) part("declared", in + place_text(sources, d.place) + '\n');
  return text;
}

nlohmann::ordered_json explanation_json(const Sources& sources, const Description& d) {
  Json object{{"kind", d.kind},
              {"name", d.name},
              {"code", d.code},
              {"title", d.title},
              {"pack", d.pack},
              {"place", place_json(sources, d.place)},
              {"level", d.level},
              {"levels", chain_json(sources, d.levels)},
              {"standard", d.standard},
              {"source", d.source},
              {"references", references_json(d.source)},
              {"why", d.why},
              {"looks_at", d.looks_at},
              {"sums", d.sums},
              {"asks", d.asks},
              {"help", d.help},
              {"type", d.type},
              {"see", d.see},
              {"lines", Json::array()},
              {"settings", Json::array()},
              {"examples", Json::array()},
              {"exceptions", d.exceptions}};
  for (const DescribedLine& line : d.lines)
    object["lines"].push_back({{"text", line.text}, {"when", line.when}});
  for (const DescribedSetting& setting : d.settings)
    object["settings"].push_back(setting_json(sources, setting));
  for (const DescribedExample& example : d.examples) {
    object["examples"].push_back(
        {{"good", example.good}, {"name", example.name}, {"text", example.text}});
  }
  return object;
}

std::string working_text(const Sources& sources, const RuleSource& rule, const Working& working,
                         const Style& style) {
  const std::string in = "  ";
  const ast::Rule& said = *rule.rule;
  std::string verdict{to_string(working.verdict)};
  if (working.verdict == Verdict::finding) verdict = to_string(working.level);
  std::string text =
      bold(style,
           fmt::format("{}[{} {}]", verdict, said.code ? said.code->text : "", said.name.text)) +
      fmt::format(" for {}, {}\n", visible(working.subject), place_text(sources, working.span));
  text += wrapped(
      working.message.empty() && said.title ? std::string(said.title->text) : working.message, in,
      style);
  Diagnostic sums;
  sums.values = working.values;
  std::string lines;
  for (const Note& note : notes_of(sums, Sums::as_written))
    lines += in + (note.key == "wanted" ? "wanted: " : "") + visible(note.text) + '\n';
  if (!lines.empty()) text += '\n' + lines;
  std::string inputs;
  for (const Input& input : working.inputs) inputs += input_text(sources, input, in + in);
  if (!inputs.empty()) text += '\n' + in + "which rests on\n" + inputs;
  if (said.standard) {
    text += '\n' + wrapped("standard: " + with_source(std::string(said.standard->text),
                                                      said.source ? std::string(said.source->text)
                                                                  : std::string{}),
                           in, style);
  }
  if (!said.doc.empty()) text += '\n' + wrapped("why: " + joined(said.doc), in, style);
  if (working.verdict != Verdict::finding) return text;
  if (!working.help.empty()) text += '\n' + wrapped("help: " + working.help, in, style);
  text +=
      fmt::format("\n{}or, with a reason: # capa: allow {} because \"…\"\n", in, said.name.text);
  return text;
}

nlohmann::ordered_json working_json(const Sources& sources, const RuleSource& rule,
                                    const Working& working) {
  Diagnostic sums;
  sums.values = working.values;
  Json inputs = Json::array();
  for (const Input& input : working.inputs) inputs.push_back(input_json(sources, input));
  return {{"code", rule.rule->code ? rule.rule->code->text : ""},
          {"rule", rule.rule->name.text},
          {"verdict", to_string(working.verdict)},
          {"level", to_string(working.level)},
          {"subject", working.subject},
          {"place", place_json(sources, working.span)},
          {"message", working.message},
          {"help", working.help},
          {"standard", rule.rule->standard ? rule.rule->standard->text : ""},
          {"source", rule.rule->source ? rule.rule->source->text : ""},
          {"references", references_json(rule.rule->source ? rule.rule->source->text : "")},
          {"why", joined(rule.rule->doc)},
          {"values", values_json(sums)},
          {"inputs", std::move(inputs)}};
}

}  // namespace capalint
