#include "lsp/server.h"

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <map>
#include <memory>
#include <new>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>

#include "lsp/client.h"
#include "lsp/features.h"
#include "lsp/framing.h"
#include "lsp/gate.h"
#include "lsp/inbox.h"
#include "lsp/settings.h"
#include "lsp/workspaces.h"

namespace capalint::lsp {
namespace {

enum class ErrorCode {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal_error = -32603,
  server_not_initialized = -32002,
  request_cancelled = -32800,
  server_cancelled = -32802,
};

struct Failure {
  ErrorCode code;
  std::string message;
  Json data = nullptr;
};

class Server {
 public:
  Server(Inbox& inbox, std::ostream& out, std::ostream& log, const ServerOptions& options)
      : inbox_(inbox), out_(out), log_(log), options_(options), workspaces_(options.analysis) {}

  bool run() {
    while (true) {
      Incoming incoming = inbox_.pop();
      if (incoming.kind == Incoming::Kind::end) return shut_down_;
      if (incoming.kind == Incoming::Kind::not_json) {
        fail(nullptr, {ErrorCode::parse_error, "this message is not JSON"});
      } else if (incoming.kind == Incoming::Kind::too_deep) {
        fail(sound_id(incoming.message),
             {ErrorCode::invalid_params,
              fmt::format("this message is nested more than {} deep", deepest_message)});
      } else if (!handle(incoming)) {
        return shut_down_;
      }
      if (running() && !inbox_.awaits_change()) tell_findings();
      if (!out_) return shut_down_;
    }
  }

 private:
  using Request = Json (Server::*)(const Json& params);
  using Notification = void (Server::*)(const Json& params);

  [[nodiscard]] bool running() const { return initialized_ && !shut_down_; }

  // ---- messages ----------------------------------------------------------------------------------

  // False when the client says `exit`.
  bool handle(const Incoming& incoming) {
    const Json& message = incoming.message;
    if (!message.is_object()) {
      fail(nullptr, {ErrorCode::invalid_request, "a message is one JSON object"});
      return true;
    }
    const auto method = message.find("method");
    const auto id = message.find("id");
    const bool is_request = id != message.end();
    if (method == message.end()) {
      if (is_request && (message.contains("result") || message.contains("error")))
        receive(message);
      else
        fail(is_request ? *id : Json(nullptr),
             {ErrorCode::invalid_request, "this message has no method"});
      return true;
    }
    if (!method->is_string() || (is_request && sound_id(message).is_null())) {
      fail(nullptr,
           {ErrorCode::invalid_request, "a method is a text, and an id a number or a text"});
      return true;
    }
    const auto name = method->get<std::string>();
    if (name == "exit" && !is_request) return false;
    const auto params = message.find("params");
    const Json& given = params == message.end() ? no_params() : *params;
    is_request ? answer(*id, name, given, incoming.cancelled) : notice(name, given);
    return true;
  }

  /// Null when there is none.
  static Json sound_id(const Json& message) {
    const Json id = message.is_object() ? message.value("id", Json()) : Json();
    return id.is_string() || id.is_number_integer() ? id : Json();
  }

  static const Json& no_params() {
    static const Json none = Json::object();
    return none;
  }

  void answer(const Json& id, const std::string& method, const Json& params, bool cancelled) {
    try {
      if (shut_down_) throw Failure{ErrorCode::invalid_request, "the server was told to shut down"};
      if (!initialized_ && method != "initialize")
        throw Failure{ErrorCode::server_not_initialized, "the first request is `initialize`"};
      if (cancelled) throw Failure{ErrorCode::request_cancelled, "cancelled"};
      if (method == "workspace/diagnostic") return hold(id, params);
      const auto known = requests().find(method);
      if (known == requests().end())
        throw Failure{ErrorCode::method_not_found, "there is no method `" + method + "`"};
      send({{"jsonrpc", "2.0"}, {"id", id}, {"result", (this->*known->second)(params)}});
    } catch (const Failure& failure) {
      fail(id, failure);
    } catch (const Json::exception& error) {
      fail(id, {ErrorCode::invalid_params, error.what()});
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& error) {
      log_ << "capalint: internal error in " << method << ": " << error.what() << '\n';
      fail(id, {ErrorCode::internal_error, error.what()});
    }
  }

  void notice(const std::string& method, const Json& params) {
    const auto known = notifications().find(method);
    if (!running() || known == notifications().end()) return;
    try {
      (this->*known->second)(params);
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& error) {
      log_ << "capalint: " << method << ": " << error.what() << '\n';
    }
  }

  void send(Json message) {
    guard(message);
    write_message(out_, message);
  }

  void fail(const Json& id, const Failure& failure) {
    Json error{{"code", static_cast<int>(failure.code)}, {"message", failure.message}};
    if (!failure.data.is_null()) error["data"] = failure.data;
    send({{"jsonrpc", "2.0"}, {"id", id}, {"error", std::move(error)}});
  }

  void notify(const char* method, Json params) {
    send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
  }

  void request(const char* method, Json params, Notification on_result = nullptr) {
    const std::int64_t id = ++last_request_;
    if (on_result != nullptr) awaited_.emplace(id, on_result);
    Json message{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}};
    if (!params.is_null()) message["params"] = std::move(params);
    send(std::move(message));
  }

  void receive(const Json& message) {
    if (!message["id"].is_number_integer()) return;
    const auto awaited = awaited_.find(message["id"].get<std::int64_t>());
    if (awaited == awaited_.end()) return;
    const Notification on_result = awaited->second;
    awaited_.erase(awaited);
    if (!message.contains("result")) return;
    try {
      (this->*on_result)(message["result"]);
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& error) {
      log_ << "capalint: a response: " << error.what() << '\n';
    }
  }

  // ---- from `initialize` to `shutdown` -------------------------------------------------------------

  Json initialize(const Json& params) {
    if (initialized_) throw Failure{ErrorCode::invalid_request, "`initialize` comes once"};
    client_ = Client(params.value("capabilities", Json::object()), options_.manual);
    std::vector<std::string> folders;
    const auto add = [&](const Json& uri) {
      if (!uri.is_string()) return;
      if (auto path = path_of_uri(uri.get<std::string>())) folders.push_back(std::move(*path));
    };
    const Json given = params.value("workspaceFolders", Json());
    if (given.is_array()) {
      for (const Json& folder : given) add(folder.value("uri", Json()));
    } else if (const Json root = params.value("rootUri", Json()); root.is_string()) {
      add(root);
    } else if (const Json path = params.value("rootPath", Json()); path.is_string()) {
      folders.push_back(path.get<std::string>());
    }
    workspaces_.set_folders(std::move(folders));
    use_settings(params.value("initializationOptions", Json()));
    initialized_ = true;
    return {{"capabilities", capabilities()},
            {"serverInfo", {{"name", "capalint"}, {"version", options_.version}}}};
  }

  [[nodiscard]] Json capabilities() const {
    Json can{
        {"positionEncoding", client_.encoding == Encoding::utf8 ? "utf-8" : "utf-16"},
        {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", true}}},
        {"hoverProvider", true},
        {"definitionProvider", true},
        {"documentSymbolProvider", true},
        {"documentFormattingProvider", true},
        {"completionProvider", {{"triggerCharacters", {"\""}}}},
        {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}},
    };
    if (client_.action_literals) {
      can["codeActionProvider"] = {{"codeActionKinds", {"quickfix", "source.fixAll"}}};
    }
    if (client_.pulls_diagnostics) {
      can["diagnosticProvider"] = {{"identifier", "capalint"},
                                   {"interFileDependencies", true},
                                   {"workspaceDiagnostics", true}};
    }
    return can;
  }

  void after_initialize(const Json&) {
    if (client_.watches_files) {
      const Json watchers{{{"globPattern", "**/*.capa"}}, {{"globPattern", "**/.gitignore"}}};
      Json registration{{"id", "capalint-files"},
                        {"method", "workspace/didChangeWatchedFiles"},
                        {"registerOptions", {{"watchers", watchers}}}};
      request("client/registerCapability",
              {{"registrations", Json::array({std::move(registration)})}});
    }
    ask_for_settings();
    workspaces_.scan();
  }

  Json shutdown(const Json&) {
    for (const Held& held : std::exchange(held_, {}))
      fail(held.id, {ErrorCode::server_cancelled,
                     "the server is told to shut down",
                     {{"retriggerRequest", false}}});
    shut_down_ = true;
    return nullptr;
  }

  // ---- documents and what is around them -------------------------------------------------------------

  void did_open(const Json& params) {
    const Json& document = params.at("textDocument");
    const auto uri = document.at("uri").get<std::string>();
    auto path = path_of_uri(uri);
    std::string shown = path.value_or(uri);
    edited_.insert(uri);
    workspaces_.open(
        {uri, std::move(path), document.value("version", std::int64_t{0}),
         std::make_shared<const Source>(std::move(shown), document.at("text").get<std::string>())});
  }

  void did_change(const Json& params) {
    const Json& document = params.at("textDocument");
    const auto uri = document.at("uri").get<std::string>();
    const OpenDocument* open = workspaces_.find_open(uri);
    if (open == nullptr) return;
    edited_.insert(uri);
    std::string text(open->source->text());
    for (const Json& change : params.at("contentChanges"))
      text = changed(std::move(text), change, client_.encoding);
    const Json version = document.value("version", Json());
    workspaces_.edit(uri, version.is_number_integer() ? version.get<std::int64_t>() : open->version,
                     std::move(text));
  }

  void did_close(const Json& params) {
    workspaces_.close(params.at("textDocument").at("uri").get<std::string>());
  }

  // A client that watches files tells what a save changed on disk.
  void did_save(const Json&) {
    if (!client_.watches_files) workspaces_.scan();
  }

  void files_changed(const Json&) { workspaces_.scan(); }

  void folders_changed(const Json& params) {
    std::vector<std::string> folders = workspaces_.folder_paths();
    const Json& event = params.at("event");
    for (const Json& removed : event.at("removed")) {
      if (const auto path = path_of_uri(removed.at("uri").get<std::string>()))
        folders.erase(std::remove(folders.begin(), folders.end(), *path), folders.end());
    }
    for (const Json& added : event.at("added")) {
      if (const auto path = path_of_uri(added.at("uri").get<std::string>()))
        folders.push_back(*path);
    }
    workspaces_.set_folders(std::move(folders));
    workspaces_.scan();
  }

  // ---- the client's settings ---------------------------------------------------------------------------

  void use_settings(const Json& said) {
    if (!said.is_object()) return;
    GivenSettings given = read_settings(said);
    workspaces_.set_settings(std::move(given.settings));
    // The same ones may come in several ways.
    if (given.problems == settings_problems_) return;
    settings_problems_ = std::move(given.problems);
    constexpr int warning = 2;
    if (!settings_problems_.empty())
      notify("window/showMessage", {{"type", warning}, {"message", settings_problems_}});
  }

  void ask_for_settings() {
    if (!client_.gives_settings) return;
    request("workspace/configuration", {{"items", Json::array({{{"section", "capalint"}}})}},
            &Server::settings_given);
  }

  void settings_given(const Json& result) {
    if (!result.is_array() || result.empty() || !result[0].is_object()) return;
    use_settings(result[0]);
    workspaces_.scan();
  }

  void settings_changed(const Json& params) {
    const Json settings = params.value("settings", Json());
    const Json ours = settings.is_object() ? settings.value("capalint", Json()) : Json();
    if (!ours.is_object()) return ask_for_settings();
    use_settings(ours);
    workspaces_.scan();
  }

  // ---- findings ------------------------------------------------------------------------------------------

  void tell_findings() {
    try {
      client_.pulls_diagnostics ? ask_to_pull() : push_findings();
      tell_unread();
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& error) {
      log_ << "capalint: internal error: " << error.what() << '\n';
    }
  }

  // Files that cannot be read have a finding.
  void tell_unread() {
    if (std::exchange(unread_, workspaces_.unread()) == workspaces_.unread()) return;
    constexpr int error = 1;
    if (!unread_.empty()) notify("window/showMessage", {{"type", error}, {"message", unread_}});
  }

  // The client asks again for what was edited, and cannot know of the others.
  void ask_to_pull() {
    const AnalysisOptions options = workspaces_.options();
    const bool renamed = std::exchange(names_, workspaces_.names()) != workspaces_.names();
    std::vector<Json> news(held_.size(), Json::array());
    bool others_changed = false;
    for (const auto& folder : workspaces_.folders()) {
      (void)folder->analysis(options);
      for (const FileId id : folder->news()) {
        const std::string& uri = folder->files[id].uri;
        others_changed = others_changed || !edited_.contains(uri);
        for (std::size_t i = 0; i < held_.size() && !renamed; ++i)
          add_news(news[i], *folder, id, uri, held_[i].known);
      }
    }
    edited_.clear();
    std::vector<Held> still;
    for (std::size_t i = 0; i < held_.size(); ++i) {
      Json items = renamed ? all_news(held_[i].known) : std::move(news[i]);
      if (!tell(held_[i], std::move(items), false)) still.push_back(std::move(held_[i]));
    }
    held_ = std::move(still);
    if (others_changed && client_.refreshes_diagnostics)
      request("workspace/diagnostic/refresh", nullptr);
  }

  void push_findings() {
    const AnalysisOptions options = workspaces_.options();
    const auto& folders = workspaces_.folders();
    std::map<const Folder*, std::set<FileId>> renamed = take_back();
    for (const auto& folder : folders) {
      (void)folder->analysis(options);
      std::set<FileId> files = folder->news();
      const auto taken_back = renamed.find(folder.get());
      if (taken_back != renamed.end()) files.merge(taken_back->second);
      for (const FileId id : files) publish(*folder, id);
    }
  }

  void publish(const Folder& folder, FileId id) {
    const File& file = folder.files[id];
    Json diagnostics = diagnostics_of(folder, id, client_);
    const bool told = told_.contains(file.uri);
    // Nothing is said of a file that none has open and that was always clean.
    if (diagnostics.empty() && !told && !file.version) return;
    if (!diagnostics.empty())
      told_.insert(file.uri);
    else
      told_.erase(file.uri);
    Json params{{"uri", file.uri}, {"diagnostics", std::move(diagnostics)}};
    if (file.version && client_.document_versions) params["version"] = *file.version;
    notify("textDocument/publishDiagnostics", std::move(params));
  }

  // Findings in files that are gone, or that the editor names otherwise now: those are given back,
  // to be told under their new names. An editor may know a file by its path alone, so all of this
  // comes before anything is told.
  std::map<const Folder*, std::set<FileId>> take_back() {
    std::map<const Folder*, std::set<FileId>> renamed;
    if (std::exchange(names_, workspaces_.names()) == workspaces_.names()) return renamed;
    for (auto uri = told_.begin(); uri != told_.end();) {
      const auto known = workspaces_.find(*uri);
      if (known && known->file().uri == *uri) {
        ++uri;
        continue;
      }
      if (known) renamed[known->folder].insert(known->id);
      notify("textDocument/publishDiagnostics", {{"uri", *uri}, {"diagnostics", Json::array()}});
      uri = told_.erase(uri);
    }
    return renamed;
  }

  static std::string result_id(const Json& items) {
    return std::to_string(
        std::hash<std::string>{}(items.dump(-1, ' ', false, Json::error_handler_t::replace)));
  }

  Json report(Folder& folder, FileId id, const Json& previous) {
    std::optional<std::string>& result = folder.files[id].result;
    Json items;
    if (!result || previous != *result) {
      items = diagnostics_of(folder, id, client_);
      result = result_id(items);
    }
    if (previous == *result) return {{"kind", "unchanged"}, {"resultId", *result}};
    return {{"kind", "full"}, {"resultId", *result}, {"items", std::move(items)}};
  }

  Json document_diagnostic(const Json& params) {
    const auto uri = params.at("textDocument").at("uri").get<std::string>();
    if (inbox_.awaits_change_of(uri)) {
      throw Failure{ErrorCode::server_cancelled,
                    "the document has changed since",
                    {{"retriggerRequest", true}}};
    }
    const auto at = workspaces_.find(uri);
    if (!at) return {{"kind", "full"}, {"items", Json::array()}};
    (void)at->folder->analysis(workspaces_.options());
    return report(*at->folder, at->id, params.value("previousResultId", Json()));
  }

  /// A request for the findings of all files, which is answered when there is anything that its client does
  /// not know.
  struct Held {
    Json id;
    Json progress;  // the token that parts of the answer go by; null when there is none
    std::map<std::string, Json> known;  // result ids, by URI
  };

  void hold(const Json& id, const Json& params) {
    Held held{id, params.value("partialResultToken", Json()), {}};
    for (const Json& each : params.value("previousResultIds", Json::array()))
      held.known.emplace(each.at("uri").get<std::string>(), each.at("value"));
    // The first one tells where all files stand, even that there is nothing to say.
    const bool first = !std::exchange(asked_for_all_, true);
    if (!tell(held, all_news(held.known), first)) held_.push_back(std::move(held));
  }

  void cancel(const Json& params) {
    const Json id = params.value("id", Json());
    std::erase_if(held_, [&](const Held& held) {
      if (held.id != id) return false;
      fail(id, {ErrorCode::request_cancelled, "cancelled"});
      return true;
    });
  }

  /// True when the request is answered.
  bool tell(const Held& held, Json items, bool at_once) {
    if (items.empty() && !at_once) return false;
    if (held.progress.is_null()) {
      send({{"jsonrpc", "2.0"}, {"id", held.id}, {"result", {{"items", std::move(items)}}}});
      return true;
    }
    notify("$/progress", {{"token", held.progress}, {"value", {{"items", std::move(items)}}}});
    return false;
  }

  /// The reports of all files whose findings are not those in `known`, which are noted there.
  Json all_news(std::map<std::string, Json>& known) {
    const AnalysisOptions options = workspaces_.options();
    Json items = Json::array();
    std::map<std::pair<const Folder*, FileId>, std::string> spelled;  // as the client knows it
    for (auto each = known.begin(); each != known.end();) {
      if (const auto at = workspaces_.find(each->first)) {
        spelled[{at->folder, at->id}] = each->first;
        ++each;
        continue;
      }
      items.push_back(
          {{"kind", "full"}, {"uri", each->first}, {"version", nullptr}, {"items", Json::array()}});
      each = known.erase(each);
    }
    for (const auto& folder : workspaces_.folders()) {
      (void)folder->analysis(options);
      for (FileId id = 0; id < folder->files.size(); ++id) {
        const auto before = spelled.find({folder.get(), id});
        add_news(items, *folder, id,
                 before == spelled.end() ? folder->files[id].uri : before->second, known);
      }
    }
    return items;
  }

  /// A file without findings that the client knows nothing of is no news.
  void add_news(Json& items, Folder& folder, FileId id, const std::string& uri,
                std::map<std::string, Json>& known) {
    const File& file = folder.files[id];
    const auto before = known.find(uri);
    if (before == known.end() && folder.findings(id).empty()) return;
    Json item = report(folder, id, before == known.end() ? Json() : before->second);
    if (item["kind"] == "unchanged" && uri == file.uri) return;
    if (before != known.end()) known.erase(before);
    known[file.uri] = item["resultId"];
    item["uri"] = file.uri;
    item["version"] = file.version ? Json(*file.version) : Json();
    items.push_back(std::move(item));
  }

  // ---- questions about a document ----------------------------------------------------------------------

  template <auto function>
  Json ask(const Json& params) {
    const auto at = workspaces_.find(params.at("textDocument").at("uri").get<std::string>());
    if (!at) return nullptr;
    const Asked asked{workspaces_, client_, *at, workspaces_.options()};
    (void)at->folder->analysis(asked.options);
    return function(asked, params);
  }

  static const std::unordered_map<std::string_view, Request>& requests() {
    static const std::unordered_map<std::string_view, Request> table{
        {"initialize", &Server::initialize},
        {"shutdown", &Server::shutdown},
        {"textDocument/diagnostic", &Server::document_diagnostic},
        {"textDocument/codeAction", &Server::ask<code_actions>},
        {"textDocument/completion", &Server::ask<completion>},
        {"textDocument/definition", &Server::ask<definition>},
        {"textDocument/documentSymbol", &Server::ask<document_symbols>},
        {"textDocument/formatting", &Server::ask<formatting>},
        {"textDocument/hover", &Server::ask<hover>},
    };
    return table;
  }

  static const std::unordered_map<std::string_view, Notification>& notifications() {
    static const std::unordered_map<std::string_view, Notification> table{
        {"initialized", &Server::after_initialize},
        {"textDocument/didOpen", &Server::did_open},
        {"textDocument/didChange", &Server::did_change},
        {"textDocument/didClose", &Server::did_close},
        {"textDocument/didSave", &Server::did_save},
        {"$/cancelRequest", &Server::cancel},
        {"workspace/didChangeConfiguration", &Server::settings_changed},
        {"workspace/didChangeWatchedFiles", &Server::files_changed},
        {"workspace/didChangeWorkspaceFolders", &Server::folders_changed},
    };
    return table;
  }

  Inbox& inbox_;
  std::ostream& out_;
  std::ostream& log_;
  const ServerOptions& options_;
  Workspaces workspaces_;
  Client client_;
  bool initialized_ = false;
  bool shut_down_ = false;
  std::int64_t last_request_ = 0;
  std::unordered_map<std::int64_t, Notification> awaited_;
  std::string settings_problems_;  // those that the client knows of
  std::string unread_;             // what could not be looked at, as the client knows it
  std::uint64_t names_ = 0;        // of the workspaces, when findings were told last
  std::set<std::string> told_;     // URIs whose findings the client has
  std::vector<Held> held_;
  bool asked_for_all_ = false;    // some request for the findings of all files has come
  std::set<std::string> edited_;  // URIs of documents, since the last time that all was judged
};

}  // namespace

bool serve(std::istream& in, std::ostream& out, std::ostream& log, const ServerOptions& options) {
  in.tie(nullptr);  // the reader would flush what the worker writes
  Inbox inbox;
  std::thread reader([&] { read_into(inbox, in); });
  const auto join = [&](std::thread* each) {
    options.hang_up();
    each->join();
  };
  const std::unique_ptr<std::thread, decltype(join)> joined(&reader, join);
  return Server(inbox, out, log, options).run();
}

}  // namespace capalint::lsp
