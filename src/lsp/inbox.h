// What the client has sent and none has worked on yet: filled by the one reader thread, emptied by
// the one worker. A request that is cancelled while it waits is never worked on.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>

namespace capalint::lsp {

struct Incoming {
  /// Of a message that is too deep, only what stands in no bracket within it is kept.
  enum class Kind { message, not_json, too_deep, end } kind = Kind::message;
  nlohmann::json message;
  bool cancelled = false;
};

class Inbox {
 public:
  void push(Incoming incoming);
  /// The oldest; waits for one.
  [[nodiscard]] Incoming pop();
  /// Whether anything but requests is waiting, which makes findings stale before they are told.
  [[nodiscard]] bool awaits_change() const;
  /// Whether an edit of this document is waiting, which makes an answer about it stale.
  [[nodiscard]] bool awaits_change_of(const std::string& uri) const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Incoming> waiting_;
  // Of those that wait:
  std::unordered_map<std::string, std::deque<Incoming*>>
      requests_;                                        // by id; not the cancelled ones
  std::unordered_map<std::string, std::size_t> edits_;  // by document
  std::size_t others_ = 0;                              // than requests
};

/// Reads messages into `inbox` until the input ends or the client says `exit`.
void read_into(Inbox& inbox, std::istream& in);

}  // namespace capalint::lsp
