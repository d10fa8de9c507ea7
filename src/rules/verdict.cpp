#include "rules/verdict.h"

namespace capalint {

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds: return "holds";
    case Verdict::finding: return "finding";
    case Verdict::left_out: return "left out";
    case Verdict::not_said: return "not said";
    case Verdict::unread: return "unread";
    case Verdict::failed: return "failed";
  }
  return "failed";
}

Outcome outcome_of(const Context& context) {
  const Value where = holds(context, context.focus(), context.rule.where);
  if (where.kind == Kind::unknown) return {Verdict::unread};
  if (where.kind == Kind::failed) return {Verdict::failed, where.text};
  if (!where.truth()) return {Verdict::left_out};
  const Value require = evaluate(context, context.rule.require);
  if (require.kind == Kind::unknown) return {Verdict::unread};
  if (require.kind == Kind::failed) return {Verdict::failed, require.text};
  if (require.kind == Kind::absent) return {Verdict::not_said};
  return {require.truth() ? Verdict::holds : Verdict::finding};
}

}  // namespace capalint
