// The rules of docs/messages.md that a program can check, for templates in rules and for messages
// as they come out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What is wrong with the form of a message; empty when nothing is. A message may begin with
/// `subject`, the name of a plan or a team, whatever its case.
std::vector<std::string> style_problems(std::string_view message, std::string_view subject = {});
