// What the tests share: checks that say where they failed, and a server whose every byte is the test's own.
#ifndef TEST_H
#define TEST_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "internal.h"

// Ends the test program when a promise does not hold.
#define CHECK(...)                                                                                   \
  do {                                                                                               \
    if (!(__VA_ARGS__)) {                                                                            \
      fprintf(stderr, "%s:%d: %s: does not hold: %s\n", __FILE__, __LINE__, __func__, #__VA_ARGS__); \
      exit(1);                                                                                       \
    }                                                                                                \
  } while (0)

// Both ends of a connection in one thread: the server's side is written before the client reads.
typedef struct pair {
  char folder[32];
  char path[64];
  int listener;
  int server;
  exclaim_connection *client;
} pair;

static inline pair pair_open(void) {
  pair both = {.folder = "/tmp/exclaim-c-XXXXXX", .listener = socket(AF_UNIX, SOCK_STREAM, 0)};
  CHECK(mkdtemp(both.folder) != NULL);
  snprintf(both.path, sizeof both.path, "%s/socket", both.folder);
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  snprintf(address.sun_path, sizeof address.sun_path, "%s", both.path);
  CHECK(
      bind(both.listener, (struct sockaddr *)&address, sizeof address) == 0 && listen(both.listener, 1) == 0);
  both.client = exclaim_connect(both.path, NULL);
  CHECK(both.client != NULL);
  both.server = accept(both.listener, NULL, NULL);
  CHECK(both.server >= 0);
  return both;
}

static inline void pair_close(pair *both) {
  exclaim_disconnect(both->client);
  if (both->server >= 0) close(both->server);
  close(both->listener);
  unlink(both->path);
  rmdir(both->folder);
}

static inline void say(int descriptor, const void *bytes, size_t n_bytes) {
  const uint8_t *rest = bytes;
  while (n_bytes > 0) {
    ssize_t count = send(descriptor, rest, n_bytes, MSG_NOSIGNAL);
    CHECK(count > 0);
    rest += count;
    n_bytes -= (size_t)count;
  }
}

static inline void say_header(int descriptor, uint32_t stream, uint8_t type, uint8_t flags, size_t length) {
  uint8_t header[FRAME_HEADER_BYTES];
  write_u32(header, (uint32_t)length);
  write_u32(header + 4, stream);
  header[8] = type;
  header[9] = flags;
  say(descriptor, header, sizeof header);
}

static inline void say_frame(
    int descriptor, uint32_t stream, uint8_t type, uint8_t flags, const void *bytes, size_t n_bytes) {
  say_header(descriptor, stream, type, flags, n_bytes);
  say(descriptor, bytes, n_bytes);
}

// The failure with this code and without details, for a stream.
static inline void say_failure(int descriptor, uint32_t stream, uint8_t code) {
  uint8_t envelope[] = {0x0A, 2, 8, code};
  say_frame(descriptor, stream, FRAME_RESPONSE, 0, envelope, sizeof envelope);
}

// The next frame that the client sent; its payload has so many bytes at most.
static inline size_t hear_frame(
    int descriptor, uint32_t *stream, uint8_t *type, uint8_t *payload, size_t room) {
  uint8_t header[FRAME_HEADER_BYTES];
  CHECK(recv(descriptor, header, sizeof header, MSG_WAITALL) == sizeof header);
  size_t length = (size_t)header[1] << 16 | (size_t)header[2] << 8 | header[3];
  CHECK(header[0] == 0 && length <= room);
  CHECK(length == 0 || recv(descriptor, payload, length, MSG_WAITALL) == (ssize_t)length);
  *stream = header[7];
  *type = header[8];
  return length;
}

#endif
