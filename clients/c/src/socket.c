#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

// How long to wait for a place in the server's queue of connections.
static const struct timeval connect_patience = {.tv_sec = 5};

// -- Time

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * EXCLAIM_NANOSECONDS_PER_SECOND + time.tv_nsec;
}

int64_t deadline_after(int64_t nanoseconds) {
  int64_t at;
  if (nanoseconds == 0 || __builtin_add_overflow(now(), nanoseconds, &at)) return DEADLINE_NEVER;
  return at;
}

bool deadline_has_passed(int64_t deadline) { return deadline != DEADLINE_NEVER && now() >= deadline; }

// What poll may wait, in milliseconds: rounded up, lest it spin through the last one.
static int poll_timeout(int64_t deadline) {
  if (deadline == DEADLINE_NEVER) return -1;
  int64_t left = deadline - now();
  if (left <= 0) return 0;
  int64_t milliseconds = left / 1000000 + (left % 1000000 > 0);
  return milliseconds > INT32_MAX ? INT32_MAX : (int)milliseconds;
}

// -- Where the socket is

static const char *set_variable(const char *name) {
  const char *value = getenv(name);
  return value == NULL || *value == '\0' ? NULL : value;
}

char *exclaim_default_path(void) {
  const char *path = set_variable("EXCLAIM_SOCKET");
  if (path != NULL) return strdup(path);
  char *made = NULL;
  const char *directory = set_variable("XDG_RUNTIME_DIR");
  if (directory != NULL && *directory == '/') {
    return asprintf(&made, "%s/exclaim/exclaim.sock", directory) < 0 ? NULL : made;
  }
  const char *home = set_variable("HOME");
  // Services may run without HOME.
  struct passwd account, *found = NULL;
  char room[4096];
  if (home == NULL && getpwuid_r(getuid(), &account, room, sizeof room, &found) == 0 && found != NULL) {
    home = found->pw_dir;
  }
  return asprintf(&made, "%s/.local/state/exclaim/exclaim.sock", home == NULL ? "" : home) < 0 ? NULL : made;
}

// -- Connecting

static exclaim_error *why_not_connected(const char *path, int code) {
  switch (code) {
    case ENOENT:
    case ECONNREFUSED:
    case ENOTDIR:
      return error_make(
          EXCLAIM_UNAVAILABLE, "no server at %s: start exclaimd, or name another socket with $EXCLAIM_SOCKET",
          path);
    case EACCES:
    case EPERM:
      return error_make(
          EXCLAIM_PERMISSION_DENIED,
          "socket %s: this account may not use it; ask the one who runs the server, or name another socket"
          " with $EXCLAIM_SOCKET",
          path);
    case EAGAIN:
    case EINPROGRESS:
    case ETIMEDOUT:
      return error_make(
          EXCLAIM_DEADLINE_EXCEEDED,
          "server at %s: it did not take the connection in time; try again in a moment", path);
    default: return error_make(EXCLAIM_INTERNAL, "socket %s: connect failed: %s", path, strerror(code));
  }
}

int socket_connect(const char *path, exclaim_error **error) {
  size_t length = strlen(path);
  if (length > EXCLAIM_PATH_BYTES_MAX) {
    error_give(
        error, error_make(
                   EXCLAIM_INVALID_ARGUMENT,
                   "socket path %s: it has %zu bytes, and Linux allows %d; choose a shorter path", path,
                   length, EXCLAIM_PATH_BYTES_MAX));
    return -1;
  }
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  _Static_assert(sizeof address.sun_path > EXCLAIM_PATH_BYTES_MAX, "a path and its zero fit an address");
  memcpy(address.sun_path, path, length);
  int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor >= 0) {
    // The time that sends may take is what Linux also waits for a place in the server's queue.
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &connect_patience, sizeof connect_patience);
    int failed;
    do failed = connect(descriptor, (const struct sockaddr *)&address, sizeof address);
    while (failed != 0 && errno == EINTR);
    if (failed == 0) return descriptor;
  }
  int code = errno;
  if (descriptor >= 0) close(descriptor);
  error_give(error, why_not_connected(path, code));
  return -1;
}

// -- Bytes

progress socket_send(int descriptor, const uint8_t *bytes, size_t n_bytes, size_t *moved) {
  while (true) {
    ssize_t count = send(descriptor, bytes, n_bytes, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count >= 0) {
      *moved = (size_t)count;
      return MOVED;
    }
    if (errno == EINTR) continue;
    if (errno == EAGAIN) return WOULD_BLOCK;
    return errno == EPIPE || errno == ECONNRESET ? CLOSED : FAILED;
  }
}

progress socket_receive(int descriptor, uint8_t *bytes, size_t n_bytes, size_t *moved) {
  while (true) {
    ssize_t count = recv(descriptor, bytes, n_bytes, MSG_DONTWAIT);
    if (count > 0) {
      *moved = (size_t)count;
      return MOVED;
    }
    if (count == 0) return CLOSED;
    if (errno == EINTR) continue;
    if (errno == EAGAIN) return WOULD_BLOCK;
    return errno == ECONNRESET ? CLOSED : FAILED;
  }
}

wake socket_wait(int descriptor, bool to_send, int64_t deadline, int interrupt) {
  while (true) {
    // poll passes over descriptors below zero.
    struct pollfd wanted[] = {
        {.fd = descriptor, .events = (short)(POLLIN | (to_send ? POLLOUT : 0))},
        {.fd = interrupt, .events = POLLIN},
    };
    int count = poll(wanted, 2, poll_timeout(deadline));
    if (count > 0) return wanted[1].revents != 0 ? INTERRUPTED : READY;
    // It may return before a far deadline, since it counts in milliseconds, in 32 bits.
    if (count == 0 && deadline_has_passed(deadline)) return TIME_UP;
    if (count < 0 && errno != EINTR) return WAIT_FAILED;
  }
}
