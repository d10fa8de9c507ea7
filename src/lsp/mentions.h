// What a name in a file means: for hover and definition.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "source/source.h"
#include "syntax/ast.h"

namespace capalint::lsp {

enum class MentionKind { activity, clinician, team, rule, setting, pack, word };

struct Mention {
  MentionKind kind = MentionKind::word;
  Span span;
  std::string_view text;
  std::string_view team;  // whose words an activity is written in
};

/// Every name of the file that the parser could make out.
[[nodiscard]] std::vector<Mention> mentions_in(const ast::File& file);

/// The smallest one at a place. On a line that could not be read, the word there, or the text in
/// quotes, without a `kind` that could be known.
[[nodiscard]] std::optional<Mention> mention_at(const ast::File& file, const Source& source,
                                                std::uint32_t offset);

}  // namespace capalint::lsp
