// Reads a line that the grammar refuses once more, as people write it, and puts it into the one look:
// `Monday a.m.: Core 3½ hrs` is `mon am core 3.5h`. The grammar has the last word on what comes out.
// Private to `syntax`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syntax/read_text.h"
#include "syntax/statements.h"

namespace capalint::syntax {

struct Spelling {
  std::vector<Respelt> words;  // the line in the one look; none when nothing can be made of it
  /// Why the meaning is likely and not certain, such as `3.5 has no unit`; empty when it is certain.
  std::vector<std::string> doubts;
  /// What has to be known first, and lines that would answer it; `words` is empty then.
  std::string question;
  std::vector<std::string> answers;  // one for two lines has a line end in it
  std::string help;                  // instead of the answers, when they stand in another place
  bool of_a_date = false;            // the question, or the only doubt
};

/// `line` is a line without its comment. No word of it is dropped.
[[nodiscard]] Spelling respell(std::string_view line, Within within);

}  // namespace capalint::syntax
