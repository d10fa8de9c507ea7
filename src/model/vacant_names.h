// Names of plans that are nobody's, as people write them for a vacant post: `VACANT - Band 6 nurse`, `TBC`,
// `Agency nurse`. Called by the builder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace capalint {

/// The post that such a name tells, `Band 6 nurse`, or nothing more than an empty text; nothing for the name
/// of a person.
[[nodiscard]] std::optional<std::string> post_in_name(std::string_view name);

}  // namespace capalint
