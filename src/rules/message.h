// The texts and places of a finding: templates with this thing's values in them, and where a value or a
// thing stands.
#pragma once

#include <optional>
#include <string>

#include "rules/evaluate.h"

namespace capalint {

/// For people: what has no value is named as it is, such as `no result`.
[[nodiscard]] std::string text_of(const Context& context, const CheckedTemplate& message);
/// Whether nothing in it rests on what could not be read.
[[nodiscard]] bool is_known(const Context& context, const CheckedTemplate& message);

/// For a file; nothing when one of its values is not known.
[[nodiscard]] std::optional<std::string> text_to_write(const Context& context,
                                                       const CheckedTemplate& text);

/// The smallest text that the expression means; not valid when it means none.
[[nodiscard]] Span place_of(const Context& context, NodeId id);
/// All of the text that says it, to be deleted with it.
[[nodiscard]] Span extent_of(const Context& context, NodeId place);
/// The whole of a plan or a team that the expression means; not valid when it means something else.
[[nodiscard]] Span declaration_of(const Context& context, NodeId place);
/// What the whole finding is about: the first `at` that means some text of the workspace, else the thing.
[[nodiscard]] Span place_of_finding(const Context& context);

/// The plan or the team that a finding about the thing is about, for people.
[[nodiscard]] std::string subject_of(const Model& model, const Object& object);

}  // namespace capalint
