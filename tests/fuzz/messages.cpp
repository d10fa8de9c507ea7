#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <istream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <sstream>

#include "fuzz/target.h"
#include "lsp/framing.h"
#include "lsp/inbox.h"
#include "lsp/server.h"
#include "support/scribbles.h"
#include "syntax/spellings.h"

using namespace capalint;
using Json = nlohmann::json;

namespace {

std::string to_bytes(const Json& message) {
  std::ostringstream out;
  lsp::write_message(out, message);
  return out.str();
}

// ---- a client ------------------------------------------------------------------------------------

/// Between a client, who says all of it beforehand, and a server: each part of what the client says ends with a
/// request, and the next one comes when that is answered. So the server has looked at every state.
class Wire {
 public:
  explicit Wire(std::vector<std::string> said) : said_(std::move(said)) {}

  const std::string* next() {
    std::unique_lock lock(mutex_);
    answered_.wait(lock, [&] { return answers_ >= given_; });
    return given_ == said_.size() ? nullptr : &said_[given_++];
  }

  void take(const std::string& bytes) {
    Json message = Json::parse(bytes.substr(bytes.find("\r\n\r\n")));
    const std::lock_guard lock(mutex_);
    if (message.contains("id") && !message.contains("method")) {
      ++answers_;
      answered_.notify_one();
    }
    answers.push_back(std::move(message));
  }

  std::vector<Json> answers;  // and notifications

 private:
  std::vector<std::string> said_;
  std::mutex mutex_;
  std::condition_variable answered_;
  std::size_t given_ = 0;
  std::size_t answers_ = 0;
};

class FromClient : public std::streambuf {
 public:
  explicit FromClient(Wire& wire) : wire_(wire) {}

 protected:
  int_type underflow() override {
    const std::string* said = wire_.next();
    if (said == nullptr) return traits_type::eof();
    text_ = *said;
    setg(text_.data(), text_.data(), text_.data() + text_.size());
    return traits_type::to_int_type(*gptr());
  }

 private:
  Wire& wire_;
  std::string text_;
};

class ToClient : public std::stringbuf {
 public:
  explicit ToClient(Wire& wire) : wire_(wire) {}

 protected:
  int sync() override {
    wire_.take(str());
    str("");
    return 0;
  }

 private:
  Wire& wire_;
};

/// The findings that were told last of each document, but of those without any.
using Told = std::map<std::string, Json>;

Told talk(std::vector<std::string> said, const std::map<std::int64_t, std::string>& asked) {
  Wire wire(std::move(said));
  FromClient from(wire);
  ToClient to(wire);
  std::istream in(&from);
  std::ostream out(&to);
  std::ostringstream log;
  lsp::serve(in, out, log, {.version = "0", .manual = "", .analysis = [] { return options(); }});
  fuzz::expect(log.str().empty(), log.str());
  Told told;
  for (const Json& message : wire.answers) {
    if (message.value("method", "") == "textDocument/publishDiagnostics")
      told[message["params"]["uri"].get<std::string>()] = message["params"]["diagnostics"];
    if (!message.contains("result")) continue;
    if (const auto uri = asked.find(message.value("id", std::int64_t{-1})); uri != asked.end())
      told[uri->second] = message["result"]["items"];
  }
  std::erase_if(told, [](const auto& each) { return each.second.empty(); });
  return told;
}

/// A folder of nothing that is there while the program runs.
class EmptyFolder {
 public:
  EmptyFolder()
      : path_(std::filesystem::temp_directory_path() /
              ("capalint-fuzz-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  EmptyFolder(const EmptyFolder&) = delete;
  EmptyFolder& operator=(const EmptyFolder&) = delete;
  ~EmptyFolder() { std::filesystem::remove(path_); }
  [[nodiscard]] std::string uri() const { return "file://" + path_.string(); }

 private:
  std::filesystem::path path_;
};

/// What nlohmann's JSON can hold.
std::string sound(const std::string& text) {
  return Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace))
      .get<std::string>();
}

bool is_inside_a_character(const std::string& text, std::size_t at) {
  return at < text.size() && ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80 ||
                              (at > 0 && text[at] == '\n' && text[at - 1] == '\r'));
}

/// As the protocol counts: lines from 0, columns in UTF-16.
Json position_at(const std::string& text, std::size_t offset) {
  std::size_t line = 0;
  std::size_t column = 0;
  for (std::size_t i = 0; i < offset; ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '\n' || (c == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) {
      ++line;
      column = 0;
    } else if (c != '\r' && (c & 0xC0) != 0x80) {
      column += c >= 0xF0 ? 2 : 1;
    }
  }
  return {{"line", line}, {"character", column}};
}

class Client {
 public:
  explicit Client(bool pulls) : pulls_(pulls) {
    Json can{{"publishDiagnostics", {{"relatedInformation", true}}},
             {"codeAction", {{"codeActionLiteralSupport", Json::object()}}}};
    if (pulls) can["diagnostic"] = Json::object();
    request("initialize", {{"rootUri", folder().uri()}, {"capabilities", {{"textDocument", can}}}});
    notify("initialized", Json::object());
  }

  void open(const std::string& uri, const std::string& text) {
    texts[uri] = text;
    notify(
        "textDocument/didOpen",
        {{"textDocument", {{"uri", uri}, {"languageId", "capa"}, {"version", 1}, {"text", text}}}});
  }

  void close(const std::string& uri) {
    texts.erase(uri);
    notify("textDocument/didClose", {{"textDocument", {{"uri", uri}}}});
  }

  void replace(const std::string& uri, std::size_t begin, std::size_t size, const std::string& by) {
    std::string& text = texts.at(uri);
    begin = std::min(begin, text.size());
    std::size_t end = std::min(begin + size, text.size());
    while (is_inside_a_character(text, begin)) --begin;
    while (is_inside_a_character(text, end)) ++end;
    const Json change{
        {"range", {{"start", position_at(text, begin)}, {"end", position_at(text, end)}}},
        {"text", by}};
    text.replace(begin, end - begin, by);
    notify_of_change(uri, change);
  }

  void rewrite(const std::string& uri, const std::string& text) {
    texts.at(uri) = text;
    notify_of_change(uri, {{"text", text}});
  }

  void ask(const std::string& uri, Dice& dice) {
    const std::string method = pulls_ && dice.one_in(2)
                                   ? "diagnostic"
                                   : dice.any({"hover", "definition", "completion",
                                               "documentSymbol", "formatting", "codeAction"});
    const Json place{{"line", dice.below(12)}, {"character", dice.below(40)}};
    request("textDocument/" + method, {{"textDocument", {{"uri", uri}}},
                                       {"position", place},
                                       {"context", {{"diagnostics", Json::array()}}},
                                       {"range", {{"start", place}, {"end", place}}}});
  }

  /// What it is told in the end.
  Told end() {
    std::map<std::int64_t, std::string> asked;
    for (const auto& [uri, text] : texts) {
      if (pulls_) asked[id_] = uri;
      request(pulls_ ? "textDocument/diagnostic" : "textDocument/documentSymbol",
              {{"textDocument", {{"uri", uri}}}});
    }
    request("shutdown", nullptr);
    notify("exit", nullptr);
    said_.push_back(std::move(waiting_));
    return talk(std::move(said_), asked);
  }

  static const EmptyFolder& folder() {
    static const EmptyFolder folder;
    return folder;
  }

  std::map<std::string, std::string> texts;

 private:
  void notify(const char* method, const Json& params) {
    waiting_ += to_bytes({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}});
  }
  void notify_of_change(const std::string& uri, const Json& change) {
    notify("textDocument/didChange", {{"textDocument", {{"uri", uri}, {"version", ++version_}}},
                                      {"contentChanges", Json::array({change})}});
  }
  void request(const std::string& method, const Json& params) {
    waiting_ +=
        to_bytes({{"jsonrpc", "2.0"}, {"id", id_++}, {"method", method}, {"params", params}});
    said_.push_back(std::move(waiting_));
    waiting_.clear();
  }

  bool pulls_;
  std::int64_t id_ = 0;
  std::int64_t version_ = 1;
  std::string waiting_;  // until a request ends its part
  std::vector<std::string> said_;
};

/// One thing that somebody does in an editor.
void act(Client& client, unsigned what, const std::string& uri, Dice& dice) {
  const auto text = client.texts.find(uri);
  if (text == client.texts.end()) {
    client.open(uri, sound(scribbled_file(dice)));
  } else if (what < 5) {
    const std::string typed = dice.one_in(3) ? ""
                              : dice.one_in(2)
                                  ? scribbled_word(dice)
                                  : likely_line(dice.any({"plan", "team", "rules"}), dice) + "\n";
    client.replace(uri, dice.below(text->second.size() + 1), dice.any({0U, 0U, 1U, 8U, 40U}),
                   sound(typed));
  } else if (what < 6) {
    client.rewrite(uri, sound(dice.one_in(2) ? scribbled_file(dice)
                                             : fuzz::changed(text->second, dice, false)));
  } else if (what < 7) {
    client.close(uri);
  }
  client.ask(uri, dice);
}

}  // namespace

void fuzz::framing(const std::string& bytes) {
  std::istringstream in(bytes);
  while (lsp::read_message(in)) {
  }
  lsp::Inbox inbox;
  std::istringstream again(bytes);
  lsp::read_into(inbox, again);
  while (inbox.pop().kind != lsp::Incoming::Kind::end) {
  }

  // What was written is read, also behind what announces nothing.
  const std::string message = to_bytes({{"text", bytes}});
  const std::string body = message.substr(message.find("\r\n\r\n") + 4);
  const bool announces = syntax::in_lower_case(bytes).find("content-length") != std::string::npos;
  std::istringstream written((announces ? "" : bytes + "\n") + message + message);
  for (int i = 0; i < 2; ++i) expect(lsp::read_message(written) == body, "a message is lost");
  expect(!lsp::read_message(written), "a message that nobody wrote");
}

void fuzz::session(const std::string& bytes) {
  constexpr std::size_t step = 4;
  constexpr std::size_t most_steps = 12;
  if (bytes.size() < step) return;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  const bool pulls = byte(0) >= 128;
  Client client(pulls);
  const std::string folder = Client::folder().uri();
  const std::string uris[]{folder + "/a.capa", folder + "/b.capa", folder + "/capalint.capa",
                           "untitled:Untitled-1"};
  for (std::size_t at = 0; at + step <= std::min(bytes.size(), step * most_steps); at += step) {
    Dice dice(byte(at + 2) * 256U + byte(at + 3));
    act(client, byte(at) % 8, uris[byte(at + 1) % std::size(uris)], dice);
  }
  Client fresh(pulls);
  for (const auto& [uri, text] : client.texts) fresh.open(uri, text);
  const Told afresh = fresh.end();
  const Told told = client.end();
  if (told == afresh) return;
  expect(Problems{"another thing is told", Json(told).dump(2), "afresh", Json(afresh).dump(2),
                  Json(client.texts).dump(2)});
}
