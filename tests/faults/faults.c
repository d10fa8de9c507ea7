// Preloaded by `tests/faults_test.py`: fails one chosen call of those that leave the program, and lists the calls that
// were made. Only what the program and its C++ library call by name is seen; what the C library does inside is not.
//   FAULTS_LOG     a file for a line for each call (`read team.capa`), for the one that failed (`failed: read team.capa`),
//                  and at the end for how often memory was asked for (`malloc 3120`)
//   FAULTS_CALL    the name of the call to fail
//   FAULTS_NUMBER  which of these calls, from 1
//   FAULTS_LASTS   set: all that come after it fail as well
//   FAULTS_ERROR   the `errno`, or `short`: one byte is read or written
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

static char chosen[64];
static long number;
static int error;
static int cut_short;
static int lasts;
static int log_file = -1;
static int listening;
static atomic_long seen;
static atomic_long allocations;

static void note(const char* what, const char* name, const char* about) {
  char line[4400];
  const int size = snprintf(line, sizeof line, "%s%s %s\n", what, name, about);
  if (log_file >= 0 && size > 0) syscall(SYS_write, log_file, line, (size_t)size < sizeof line ? (size_t)size : sizeof line);
}

__attribute__((constructor)) static void begin(void) {
  const char* text = getenv("FAULTS_LOG");
  if (text != NULL) {
    const long opened = syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    // Out of the way of the numbers that the program gets.
    log_file = fcntl((int)opened, F_DUPFD_CLOEXEC, 900);
    syscall(SYS_close, opened);
  }
  if ((text = getenv("FAULTS_CALL")) != NULL) snprintf(chosen, sizeof chosen, "%s", text);
  if ((text = getenv("FAULTS_NUMBER")) != NULL) number = atol(text);
  if ((text = getenv("FAULTS_ERROR")) != NULL) {
    cut_short = strcmp(text, "short") == 0;
    error = atoi(text);
  }
  lasts = getenv("FAULTS_LASTS") != NULL;
  // Programs that this one starts run as they are.
  for (const char* const* each = (const char* const[]){"LD_PRELOAD", "FAULTS_LOG", "FAULTS_CALL", "FAULTS_NUMBER",
                                                       "FAULTS_ERROR", "FAULTS_LASTS", NULL};
       *each != NULL; ++each)
    unsetenv(*each);
  listening = 1;
}

__attribute__((destructor)) static void end(void) {
  char count[32];
  snprintf(count, sizeof count, "%ld", atomic_load(&allocations));
  listening = 0;
  note("", "malloc", count);
}

static const char* name_of(int file, char* buffer, size_t size) {
  char link[40];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const long length = syscall(SYS_readlink, link, buffer, size - 1);
  snprintf(buffer + (length > 0 ? length : 0), size - (size_t)(length > 0 ? length : 0), length > 0 ? "" : "?");
  return buffer;
}

static int its_turn(const char* name) {
  if (chosen[0] == '\0' || strcmp(name, chosen) != 0) return 0;
  const long now = atomic_fetch_add(&seen, 1) + 1;
  return lasts ? now >= number : now == number;
}

/// Whether this call is the one to fail; `about` is what it is about, or `file` the number of an open file.
static int fails(const char* name, const char* about, int file) {
  if (!listening) return 0;
  char buffer[4100];
  const int before = errno;
  if (about == NULL) about = file >= 0 ? name_of(file, buffer, sizeof buffer) : "";
  note("", name, about);
  errno = before;
  if (!its_turn(name)) return 0;
  note("failed: ", name, about);
  errno = error;
  return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define WRAP(type, failure, name, parameters, arguments, about, file)      \
  type name parameters {                                                   \
    static __typeof__(&name) next;                                         \
    if (next == NULL) next = NEXT(name);                                   \
    return fails(#name, about, file) ? (type)(failure) : next arguments;   \
  }

// The C library declares some parameters as never null; whoever calls is not to be trusted here.
#pragma GCC diagnostic ignored "-Wnonnull-compare"

#define MODE(flags, last)                                        \
  mode_t mode = 0;                                               \
  if (((flags) & O_CREAT) || ((flags) & O_TMPFILE) == O_TMPFILE) { \
    va_list list;                                                \
    va_start(list, last);                                        \
    mode = va_arg(list, mode_t);                                 \
    va_end(list);                                                \
  }

int open(const char* path, int flags, ...) {
  MODE(flags, flags)
  return fails("open", path, -1) ? -1 : NEXT(open)(path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
  MODE(flags, flags)
  return fails("openat", path, -1) ? -1 : NEXT(openat)(folder, path, flags, mode);
}

ssize_t read(int file, void* into, size_t size) {
  static __typeof__(&read) next;
  if (next == NULL) next = NEXT(read);
  if (!fails("read", NULL, file)) return next(file, into, size);
  return cut_short ? next(file, into, size > 0) : -1;
}

ssize_t write(int file, const void* from, size_t size) {
  static __typeof__(&write) next;
  if (next == NULL) next = NEXT(write);
  if (!fails("write", NULL, file)) return next(file, from, size);
  return cut_short ? next(file, from, size > 0) : -1;
}

// What is closed is closed, whatever the answer: the system has let go of the number.
int close(int file) {
  static __typeof__(&close) next;
  if (next == NULL) next = NEXT(close);
  const int failed = fails("close", NULL, file);
  const int result = next(file);
  if (failed) errno = error;
  return failed ? -1 : result;
}

WRAP(int, -1, fsync, (int file), (file), NULL, file)
WRAP(off_t, -1, lseek, (int file, off_t to, int from), (file, to, from), NULL, file)
WRAP(int, -1, fstat, (int file, struct stat* found), (file, found), NULL, file)
WRAP(int, -1, stat, (const char* path, struct stat* found), (path, found), path, -1)
WRAP(int, -1, lstat, (const char* path, struct stat* found), (path, found), path, -1)
WRAP(int, -1, fstatat, (int folder, const char* path, struct stat* found, int flags), (folder, path, found, flags), path, -1)
WRAP(int, -1, access, (const char* path, int how), (path, how), path, -1)
WRAP(int, -1, rename, (const char* from, const char* to), (from, to), to, -1)
WRAP(int, -1, renameat2, (int a, const char* from, int b, const char* to, unsigned flags), (a, from, b, to, flags), to, -1)
WRAP(int, -1, unlink, (const char* path), (path), path, -1)
WRAP(int, -1, unlinkat, (int folder, const char* path, int flags), (folder, path, flags), path, -1)
WRAP(int, -1, remove, (const char* path), (path), path, -1)
WRAP(int, -1, mkdir, (const char* path, mode_t mode), (path, mode), path, -1)
WRAP(int, -1, mkostemp, (char* path, int flags), (path, flags), path, -1)
WRAP(char*, NULL, mkdtemp, (char* path), (path), path, -1)
WRAP(int, -1, fchmod, (int file, mode_t mode), (file, mode), NULL, file)
WRAP(int, -1, fchown, (int file, uid_t user, gid_t group), (file, user, group), NULL, file)
WRAP(ssize_t, -1, flistxattr, (int file, char* list, size_t size), (file, list, size), NULL, file)
WRAP(ssize_t, -1, fgetxattr, (int file, const char* name, void* value, size_t size), (file, name, value, size), NULL, file)
WRAP(int, -1, fsetxattr, (int file, const char* name, const void* value, size_t size, int flags),
     (file, name, value, size, flags), NULL, file)
WRAP(int, -1, fremovexattr, (int file, const char* name), (file, name), NULL, file)
WRAP(DIR*, NULL, fdopendir, (int file), (file), NULL, file)
WRAP(struct dirent*, NULL, readdir, (DIR* folder), (folder), NULL, dirfd(folder))
WRAP(char*, NULL, getcwd, (char* into, size_t size), (into, size), "", -1)
WRAP(char*, NULL, realpath, (const char* path, char* into), (path, into), path, -1)
WRAP(ssize_t, -1, readlink, (const char* path, char* into, size_t size), (path, into, size), path, -1)
WRAP(int, -1, pipe2, (int ends[2], int flags), (ends, flags), "", -1)
WRAP(int, -1, poll, (struct pollfd* files, nfds_t count, int wait), (files, count, wait), "", -1)
WRAP(int, -1, memfd_create, (const char* name, unsigned flags), (name, flags), name, -1)
WRAP(pid_t, -1, waitpid, (pid_t child, int* status, int flags), (child, status, flags), "", -1)
WRAP(int, error, pthread_create, (pthread_t* thread, const pthread_attr_t* attributes, void* (*run)(void*), void* with),
     (thread, attributes, run, with), "", -1)
WRAP(int, error, posix_spawnp,
     (pid_t* child, const char* file, const posix_spawn_file_actions_t* actions, const posix_spawnattr_t* attributes,
      char* const words[], char* const environment[]),
     (child, file, actions, attributes, words, environment), file, -1)
WRAP(int, error, posix_spawn_file_actions_init, (posix_spawn_file_actions_t* actions), (actions), "", -1)
WRAP(int, error, posix_spawn_file_actions_adddup2, (posix_spawn_file_actions_t* actions, int from, int to),
     (actions, from, to), "", -1)

void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* old, size_t size);

static int no_memory(void) {
  if (!listening) return 0;
  atomic_fetch_add(&allocations, 1);
  if (!its_turn("malloc")) return 0;
  if (!lasts) note("failed: ", "malloc", "");
  errno = ENOMEM;
  return 1;
}

void* malloc(size_t size) { return no_memory() ? NULL : __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return no_memory() ? NULL : __libc_calloc(count, size); }
void* realloc(void* old, size_t size) { return no_memory() ? NULL : __libc_realloc(old, size); }
