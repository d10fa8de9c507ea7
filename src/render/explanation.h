// What is known of a rule or a word, and how a rule comes out for a plan: as text for a terminal and as
// JSON. Called by `explain` and `rules`.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "render/formats.h"
#include "rules/describe.h"
#include "rules/working.h"

namespace capalint {

[[nodiscard]] std::string explanation_text(const Sources& sources, const Description& description,
                                           const Style& style);
[[nodiscard]] nlohmann::ordered_json explanation_json(const Sources& sources,
                                                      const Description& description);

/// The sums of one verdict and the lines that they come from.
[[nodiscard]] std::string working_text(const Sources& sources, const RuleSource& rule,
                                       const Working& working, const Style& style);
[[nodiscard]] nlohmann::ordered_json working_json(const Sources& sources, const RuleSource& rule,
                                                  const Working& working);

/// Words on lines that fit, each after `indent`; ends with a line end unless it is empty.
[[nodiscard]] std::string wrapped(std::string_view text, const std::string& indent,
                                  const Style& style);

[[nodiscard]] std::string chain_text(const Sources& sources, const Chain& chain,
                                     const std::string& indent);
[[nodiscard]] nlohmann::ordered_json chain_json(const Sources& sources, const Chain& chain);
[[nodiscard]] nlohmann::ordered_json setting_json(const Sources& sources,
                                                  const DescribedSetting& setting);
/// `{"path": …, "line": …, "column": …}`, or null.
[[nodiscard]] nlohmann::ordered_json place_json(const Sources& sources, Span span);

}  // namespace capalint
