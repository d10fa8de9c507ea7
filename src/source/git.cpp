#include "source/git.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <system_error>

#include "source/descriptor.h"
#include "source/display.h"

namespace capalint {
namespace {

struct Output {
  std::string out;
  std::string err;
  std::string problem;  // why it did not run, or not to its end; then nothing else holds
  bool good = false;
};

std::string why_not_run(int error) {
  if (error == ENOENT || error == EACCES) return "git is not installed, or cannot be started";
  return fmt::format("git cannot be run: {}", std::generic_category().message(error));
}

bool make_pipe(Descriptor& reading, Descriptor& writing) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return false;
  reading.reset(ends[0]);
  writing.reset(ends[1]);
  return true;
}

// A file without a name, so that git can read while it writes and neither waits for the other.
bool hold(std::string_view text, Descriptor& file) {
  file.reset(::memfd_create("capalint", MFD_CLOEXEC));
  while (file.get() >= 0 && !text.empty()) {
    const ssize_t count = ::write(file.get(), text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return file.get() >= 0 && ::lseek(file.get(), 0, SEEK_SET) == 0;
}

/// False, with `errno`, when not all of it could be read.
bool read_both(Descriptor& out, Descriptor& err, Output& output) {
  char buffer[1 << 16];
  while (out.get() >= 0 || err.get() >= 0) {
    pollfd waiting[2] = {{out.get(), POLLIN, 0}, {err.get(), POLLIN, 0}};
    if (::poll(waiting, 2, -1) < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    const auto drain = [&](const pollfd& ready, Descriptor& from, std::string& into) {
      if (from.get() < 0 || ready.revents == 0) return true;
      const ssize_t count = ::read(from.get(), buffer, sizeof buffer);
      if (count < 0) return errno == EINTR;
      into.append(buffer, static_cast<std::size_t>(count));
      if (count == 0) from.close();
      return true;
    };
    if (!drain(waiting[0], out, output.out) || !drain(waiting[1], err, output.err)) return false;
  }
  return true;
}

/// Starts git with these three as its standard streams. Returns an `errno`, 0 when it runs.
int start(pid_t& child, char* const* argv, char* const* environment,
          const std::array<int, 3>& streams) {
  posix_spawn_file_actions_t actions;
  if (const int error = ::posix_spawn_file_actions_init(&actions); error != 0) return error;
  int error = 0;
  for (int stream = 0; stream < 3 && error == 0; ++stream)
    error = ::posix_spawn_file_actions_adddup2(&actions, streams[stream], stream);
  if (error == 0) error = ::posix_spawnp(&child, "git", &actions, nullptr, argv, environment);
  ::posix_spawn_file_actions_destroy(&actions);
  return error;
}

// Inside a hook git says which repository the hook is for, as seen from another folder than ours. What a
// repository says of itself may come from anybody: nothing is fetched for it, and nobody is asked. Messages
// are looked at, so they are in one language.
std::vector<char*> environment_for_folder() {
  static std::array<std::string, 4> ours{"GIT_ALLOW_PROTOCOL=", "GIT_NO_LAZY_FETCH=1",
                                         "GIT_TERMINAL_PROMPT=0", "LC_ALL=C"};
  std::vector<char*> kept;
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string_view variable = *each;
    const bool about_repository =
        variable.starts_with("GIT_DIR=") || variable.starts_with("GIT_WORK_TREE=") ||
        variable.starts_with("GIT_INDEX_FILE=") || variable.starts_with("GIT_PREFIX=");
    const bool is_ours = std::any_of(ours.begin(), ours.end(), [&](const std::string& own) {
      return variable.starts_with(own.substr(0, own.find('=') + 1));
    });
    if (!about_repository && !is_ours && !variable.starts_with("GIT_EXTERNAL_DIFF="))
      kept.push_back(*each);
  }
  for (std::string& own : ours) kept.push_back(own.data());
  kept.push_back(nullptr);
  return kept;
}

Output git(const std::string& folder, std::vector<std::string> arguments,
           std::string_view input = {}) {
  Output output;
  arguments.insert(arguments.begin(),
                   {"git", "--no-optional-locks", "--no-pager", "-c", "core.fsmonitor=false", "-c",
                    "core.hooksPath=/dev/null", "-C", folder.empty() ? "." : folder});
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  std::vector<char*> environment = environment_for_folder();

  Descriptor in;
  Descriptor out;
  Descriptor out_end;
  Descriptor err;
  Descriptor err_end;
  if (!hold(input, in) || !make_pipe(out, out_end) || !make_pipe(err, err_end)) {
    output.problem = fmt::format("git cannot be run: {}", std::generic_category().message(errno));
    return output;
  }
  pid_t child = 0;
  if (const int error =
          start(child, argv.data(), environment.data(), {in.get(), out_end.get(), err_end.get()});
      error != 0) {
    output.problem = why_not_run(error);
    return output;
  }
  out_end.close();
  err_end.close();
  if (!read_both(out, err, output))
    output.problem =
        fmt::format("what git says cannot be read: {}", std::generic_category().message(errno));
  // Should git still write, it learns that nobody reads.
  out.close();
  err.close();
  int status = 0;
  pid_t ended = 0;
  do {
    ended = ::waitpid(child, &status, 0);
  } while (ended < 0 && errno == EINTR);
  if (ended < 0 && output.problem.empty())
    output.problem =
        fmt::format("it cannot be told how git ended: {}", std::generic_category().message(errno));
  output.good = output.problem.empty() && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return output;
}

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

struct Entry {
  std::string path;
  std::string object;
};

// `100644 blob 8f3c…\tplans/karen.capa\0`, again and again.
std::vector<Entry> entries(std::string_view listing, std::string_view ending) {
  std::vector<Entry> all;
  while (!listing.empty()) {
    const std::size_t end = std::min(listing.find('\0'), listing.size());
    const std::string_view line = listing.substr(0, end);
    listing.remove_prefix(std::min(end + 1, listing.size()));
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos || !line.starts_with("100")) continue;
    const std::string_view path = line.substr(tab + 1);
    const std::size_t object = line.rfind(' ', tab);
    if (!path.ends_with(ending) || object == std::string_view::npos) continue;
    all.push_back({std::string(path), std::string(line.substr(object + 1, tab - object - 1))});
  }
  std::sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) { return a.path < b.path; });
  return all;
}

// `8f3c… blob 120\n`, the text, `\n`, again and again.
bool read_objects(std::string_view batch, const std::vector<Entry>& wanted,
                  std::vector<RevisionFile>& files) {
  for (const Entry& entry : wanted) {
    const std::size_t head = batch.find('\n');
    if (head == std::string_view::npos) return false;
    const std::string_view line = batch.substr(0, head);
    const std::size_t space = line.rfind(' ');
    std::size_t size = 0;
    const auto [end, error] =
        std::from_chars(line.data() + space + 1, line.data() + line.size(), size);
    if (space == std::string_view::npos || error != std::errc{} ||
        end != line.data() + line.size() || batch.size() < head + 1 + size + 1)
      return false;
    files.push_back({entry.path, std::string(batch.substr(head + 1, size))});
    batch.remove_prefix(head + 1 + size + 1);
  }
  return true;
}

/// What git says of a repository of somebody else's, and in which it therefore does nothing:
/// `fatal: detected dubious ownership in repository at '/srv/plans'`.
std::string why_no_repository(const std::string& said) {
  constexpr std::string_view dubious = "detected dubious ownership in repository at '";
  const std::size_t at = said.find(dubious);
  if (at == std::string::npos) return "this folder is in no git repository";
  const std::size_t begin = at + dubious.size();
  const std::string path = said.substr(begin, said.find("'\n", begin) - begin);
  return fmt::format(
      "git detected dubious ownership: the repository belongs to somebody else, so git does nothing "
      "in it; if you trust it, run `git config --global --add safe.directory '{}'`",
      visible(path));
}

/// A clone may have been made without the files of old revisions, which git fetches when it needs them.
std::string why_no_objects(const std::string& folder, const Output& batch) {
  const bool partial =
      !git(folder, {"config", "--get-regexp", R"(^remote\..*\.promisor$)"}).out.empty();
  if (partial)
    return "this clone does not hold the files of that revision, and capalint fetches nothing; "
           "`git checkout` of that revision brings them";
  return "git cannot read the files: " + first_line(batch.err);
}

}  // namespace

Repository repository_of(const std::string& folder) {
  const Output places = git(folder, {"rev-parse", "--show-toplevel", "--show-prefix"});
  if (!places.problem.empty()) return {.problem = places.problem};
  const std::size_t line = places.out.find('\n');
  if (!places.good || line == std::string::npos) return {.problem = why_no_repository(places.err)};
  return {.root = places.out.substr(0, line), .prefix = first_line(places.out.substr(line + 1))};
}

RevisionFiles files_at(const std::string& folder, const std::string& revision,
                       std::string_view ending) {
  if (Repository repository = repository_of(folder); !repository.problem.empty())
    return {{}, std::move(repository.problem)};
  const Output commit =
      git(folder, {"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
  if (!commit.problem.empty()) return {{}, commit.problem};
  if (!commit.good) {
    const bool shallow = git(folder, {"rev-parse", "--is-shallow-repository"}).out == "true\n";
    return {{},
            fmt::format("git knows no revision `{}`{}", revision,
                        shallow ? " in this shallow clone; `git fetch --unshallow` brings the "
                                  "rest of its history"
                                : "")};
  }
  const Output listing = git(folder, {"ls-tree", "-r", "-z", first_line(commit.out), "--", "."});
  if (!listing.problem.empty()) return {{}, listing.problem};
  if (!listing.good) return {{}, "git cannot list the files: " + first_line(listing.err)};
  const std::vector<Entry> wanted = entries(listing.out, ending);
  std::string objects;
  for (const Entry& entry : wanted) objects += entry.object + "\n";
  const Output batch = git(folder, {"cat-file", "--batch"}, objects);
  if (!batch.problem.empty()) return {{}, batch.problem};
  RevisionFiles result;
  if (!batch.good || !read_objects(batch.out, wanted, result.files))
    return {{}, why_no_objects(folder, batch)};
  return result;
}

}  // namespace capalint
