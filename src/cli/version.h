#pragma once

#include <string_view>

namespace capalint::cli {
inline constexpr std::string_view version = "0.1.0";
}
