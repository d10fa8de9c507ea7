// Any bytes are a file that `parse` reads to the end, without a crash and without a span outside it.
#include "syntax/parse.h"

#include <cstdint>
#include <cstdlib>
#include <string>

#include "source/source.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const capalint::Source source("fuzz.capa", std::string(data, data + size));
  const auto outside = [&](capalint::Span span) {
    return span.valid() && (span.begin > span.end || span.end > source.text().size());
  };
  for (const capalint::Diagnostic& diagnostic : capalint::parse(0, source).diagnostics) {
    if (outside(diagnostic.span) || diagnostic.message.empty()) std::abort();
    for (const capalint::Label& label : diagnostic.labels) {
      if (outside(label.span)) std::abort();
    }
    for (const capalint::Fix& fix : diagnostic.fixes) {
      for (const capalint::Edit& edit : fix.edits) {
        if (outside(edit.span)) std::abort();
      }
    }
  }
  return 0;
}
