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
  const Focus focus = context.focus();
  const auto failed = [&](NodeId condition) {
    return Outcome{Verdict::failed, evaluate(context, focus, condition).text};
  };
  switch (answer(context, focus, context.rule.where)) {
    case Answer::yes: break;
    case Answer::no:
    case Answer::absent: return {Verdict::left_out};
    case Answer::unknown: return {Verdict::unread};
    case Answer::failed: return failed(context.rule.where);
  }
  switch (answer(context, focus, context.rule.require)) {
    case Answer::yes: return {Verdict::holds};
    case Answer::no: return {Verdict::finding};
    case Answer::absent: return {Verdict::not_said};
    case Answer::unknown: return {Verdict::unread};
    case Answer::failed: return failed(context.rule.require);
  }
  return {};
}

}  // namespace capalint
