// What a name in a file means: for hover and definition.
#pragma once

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

/// What may be meant at a place, the likeliest first: the smallest name there. On a line that could not
/// be read, the text in quotes, or the words around the place, longest run first; of what kind
/// they are cannot be known.
[[nodiscard]] std::vector<Mention> mentions_at(const ast::File& file, const Source& source,
                                               std::uint32_t offset);

}  // namespace capalint::lsp
