#include "lsp/inbox.h"

#include <istream>
#include <optional>
#include <string_view>

#include "lsp/framing.h"

namespace capalint::lsp {
namespace {

std::string method_of(const nlohmann::json& message) {
  if (!message.is_object()) return {};
  const auto method = message.find("method");
  return method != message.end() && method->is_string() ? method->get<std::string>() : "";
}

std::string text_of(const nlohmann::json& id) {
  return id.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// The document that a message changes; empty for any other message.
std::string edited_by(const nlohmann::json& message) {
  static const nlohmann::json::json_pointer of_document("/params/textDocument/uri");
  if (method_of(message) != "textDocument/didChange" || !message.contains(of_document)) return {};
  const nlohmann::json& uri = message[of_document];
  return uri.is_string() ? uri.get<std::string>() : std::string();
}

bool is_request(const nlohmann::json& message) {
  return message.is_object() && message.contains("id") && message.contains("method");
}

bool is_cancellation(const nlohmann::json& message) {
  return method_of(message) == "$/cancelRequest" && !is_request(message);
}

/// The message with `null` for all that stands in brackets within it, when that is nested too deep to be worked on.
std::optional<std::string> shallow(std::string_view body) {
  std::string text;
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool quoted = false;
  bool escaped = false;
  for (const char c : body) {
    const bool opens = !quoted && (c == '{' || c == '[');
    const bool closes = !quoted && (c == '}' || c == ']');
    if (opens && ++depth == 2) text += "null";
    if (depth < 2) text += c;
    if (closes && depth > 0) --depth;
    deepest = std::max(deepest, depth);
    if (c == '"' && !escaped) quoted = !quoted;
    escaped = quoted && c == '\\' && !escaped;
  }
  return deepest > deepest_message ? std::optional(text) : std::nullopt;
}

}  // namespace

void Inbox::push(Incoming incoming) {
  const std::lock_guard lock(mutex_);
  if (is_cancellation(incoming.message)) {
    const auto params = incoming.message.find("params");
    if (params == incoming.message.end() || !params->is_object() || !params->contains("id")) return;
    const auto meant = requests_.find(text_of((*params)["id"]));
    if (meant == requests_.end()) {  // it may be held open
      waiting_.push_back(std::move(incoming));
      filled_.notify_one();
      return;
    }
    for (Incoming* request : meant->second) request->cancelled = true;
    requests_.erase(meant);
    return;
  }
  Incoming& added = waiting_.emplace_back(std::move(incoming));
  if (is_request(added.message)) {
    requests_[text_of(added.message["id"])].push_back(&added);
  } else {
    ++others_;
    if (const std::string uri = edited_by(added.message); !uri.empty()) ++edits_[uri];
  }
  filled_.notify_one();
}

Incoming Inbox::pop() {
  std::unique_lock lock(mutex_);
  filled_.wait(lock, [&] { return !waiting_.empty(); });
  if (Incoming& first = waiting_.front(); is_request(first.message)) {
    const auto known = requests_.find(text_of(first.message["id"]));
    if (!first.cancelled && known != requests_.end()) {
      known->second.pop_front();
      if (known->second.empty()) requests_.erase(known);
    }
  } else if (!is_cancellation(first.message)) {
    --others_;
    const auto edits = edits_.find(edited_by(first.message));
    if (edits != edits_.end() && --edits->second == 0) edits_.erase(edits);
  }
  Incoming oldest = std::move(waiting_.front());
  waiting_.pop_front();
  return oldest;
}

bool Inbox::awaits_change() const {
  const std::lock_guard lock(mutex_);
  return others_ > 0;
}

bool Inbox::awaits_change_of(const std::string& uri) const {
  const std::lock_guard lock(mutex_);
  return edits_.contains(uri);
}

void read_into(Inbox& inbox, std::istream& in) {
  while (auto body = read_message(in)) {
    Incoming incoming;
    if (auto rest = shallow(*body)) {
      body = std::move(rest);
      incoming.kind = Incoming::Kind::too_deep;
    }
    incoming.message = nlohmann::json::parse(*body, nullptr, false);
    if (incoming.message.is_discarded()) incoming = {Incoming::Kind::not_json, nullptr};
    const bool last = incoming.kind == Incoming::Kind::message &&
                      method_of(incoming.message) == "exit" && !is_request(incoming.message);
    inbox.push(std::move(incoming));
    if (last) return;
  }
  inbox.push({Incoming::Kind::end, nullptr});
}

}  // namespace capalint::lsp
