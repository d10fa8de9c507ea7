#include "cli/gate.h"

namespace capalint::cli {

void Gate::pass(std::string_view text, Looks looks) {
  if (!text.empty()) to_ << guarded(text, looks);
}

std::ostream& Gate::behind() {
  pass(line_);
  line_.clear();
  return to_;
}

Gate::int_type Gate::overflow(int_type c) {
  if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
  const char one = traits_type::to_char_type(c);
  return xsputn(&one, 1) == 1 ? c : traits_type::eof();
}

// Whole lines, since a character or a command may come in parts.
std::streamsize Gate::xsputn(const char* text, std::streamsize size) {
  line_.append(text, static_cast<std::size_t>(size));
  const std::size_t end = line_.rfind('\n') + 1;
  pass(std::string_view(line_).substr(0, end));
  line_.erase(0, end);
  return to_.good() ? size : 0;
}

int Gate::sync() { return behind().flush().good() ? 0 : -1; }

void show(std::ostream& out, std::string_view text) {
  auto* gate = dynamic_cast<Gate*>(out.rdbuf());
  if (gate == nullptr) {
    out << guarded(text, Looks::own);
    return;
  }
  (void)gate->behind();
  gate->pass(text, Looks::own);
}

std::ostream& exact(std::ostream& out) {
  auto* gate = dynamic_cast<Gate*>(out.rdbuf());
  return gate == nullptr ? out : gate->behind();
}

}  // namespace capalint::cli
