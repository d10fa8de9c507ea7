// The one boundary between arithmetic that throws and rules that do not: a sum without a result becomes
// a value, or a text, that says so. Nothing else in `rules` catches.
#pragma once

#include <string>

#include "model/value.h"
#include "units/ratio.h"

namespace capalint {

/// What `work` gives, or what `otherwise` makes of the reason why it gives nothing.
template <class Work, class Otherwise>
auto attempt(const Work& work, const Otherwise& otherwise) -> decltype(work()) {
  try {
    return work();
  } catch (const NoResult& missing) {
    return otherwise(missing.why);
  }
}

template <class Work>
Value attempt(const Work& work) {
  return attempt(work, [](std::string_view why) { return Value::failed(why); });
}

/// The value in words; `no result` for one too large to be shown.
[[nodiscard]] inline std::string shown(const Value& value) {
  return attempt([&] { return to_text(value); },
                 [](std::string_view why) { return to_text(Value::failed(why)); });
}

}  // namespace capalint
