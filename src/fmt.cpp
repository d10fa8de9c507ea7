// The parts of {fmt} that need no template arguments, compiled once for the whole program: the package has no
// static library, and its header-only form compiles them again in every file.
#include <fmt/format-inl.h>

template fmt::detail::thousands_sep_result<char> fmt::detail::thousands_sep_impl(locale_ref);
template char fmt::detail::decimal_point_impl(locale_ref);
