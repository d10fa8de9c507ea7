// The diagnostics that are not rules: about text, names, units and the rule language itself.
// One row of the table in `builtin.cpp` for each; nothing else knows their codes.
#pragma once

#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace capalint {

enum class Builtin {
  unreadable_file,
  file_too_large,
  not_text,
  not_utf8,
  byte_order_mark,
  nothing_in_file,
  nested_too_deep,
  unexpected_text,
  missing_brace,
  unclosed_brace,
  stray_brace,
  curly_quotes,
  open_text,
  decimal_comma,
  date_form,
  impossible_date,
  impossible_quarter,
  impossible_time,
  unknown_unit,
  number_too_large,
  unknown_comment,
  likely_meaning,
  conflict_markers,
  misnamed_file,
  unknown_activity,
  duplicate_team,
  duplicate_plan,
  unknown_team,
  plan_without_team,
  unknown_clinician,
  duplicate_allocation,
  wrong_unit,
  not_positive,
  too_long,
  end_before_start,
  duplicate_statement,
  missing_amount,
  unused_text,
  unknown_setting,
  duplicate_setting,
  wrong_type,
  unknown_pack,
  unknown_rule,
  unknown_level,
  missing_reason,
  unused_exception,
  expired_exception,
  exception_expires_soon,
  duplicate_rule,
  incomplete_rule,
  unknown_name,
  unit_mismatch,
  unused_let,
  rule_failed,
  example_failed,
  reserved_code,
  unnoticed_change,
  unknown_site,
  starts_within_quarter,
  empty_name,
  out_of_range,
  unknown_language,
  unnamed_work,
  vacant_post,
};

struct BuiltinInfo {
  Builtin id;
  std::string_view code;
  std::string_view name;
  Level level;
  std::string_view title;
  std::string_view why;   // for `explain`: what it means and why it matters
  std::string_view help;  // for `explain`: what to type
};

[[nodiscard]] const std::vector<BuiltinInfo>& builtins();
[[nodiscard]] const BuiltinInfo& info(Builtin id);
[[nodiscard]] bool is_builtin(const Diagnostic& diagnostic);

/// A finding of that kind, to be completed by the caller.
[[nodiscard]] Diagnostic make(Builtin id, Span span, std::string message, std::string help = {});

}  // namespace capalint
