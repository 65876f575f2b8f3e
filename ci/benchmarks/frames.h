// The wire protocol, as far as the programs here speak it: frames, requests, answers. See Protos/README.md.
#pragma once

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "measuring.h"

enum { HEADER_BYTES = 10, FRAME_BYTES_MAX = 4 << 20 };
enum { REQUEST = 1, RESPONSE = 2, DATA = 3, WINDOW = 0x80 };
enum { REMOTE_CLOSED = 0x01 };
enum { EXTENSION_WINDOW = 2, CODE_CANCELLED = 1, OUTCOME_CANCELLED = 2 };

#define CONTROL "exclaim.v1.Control"
#define RECORDS "exclaim.v1.Records"

// Some bytes: a frame with its header, or what is inside.
struct bytes {
  uint8_t *start;
  size_t count;
};

// The value of NAME=VALUE among the arguments.
static inline const char *option(int count, char **arguments, const char *name, const char *fallback) {
  size_t length = strlen(name);
  for (int i = 1; i < count; i++)
    if (strncmp(arguments[i], name, length) == 0 && arguments[i][length] == '=')
      return arguments[i] + length + 1;
  return fallback;
}

static inline size_t number_option(int count, char **arguments, const char *name, const char *fallback) {
  return strtoul(option(count, arguments, name, fallback), NULL, 10);
}

static inline uint64_t seconds_option(int count, char **arguments) {
  return (uint64_t)(atof(option(count, arguments, "seconds", "2")) * 1e9);
}

// MARK: Writing

static inline void put32(uint8_t *bytes, uint32_t value) {
  for (int i = 0; i < 4; i++) bytes[i] = (uint8_t)(value >> (24 - 8 * i));
}

static inline void put_header(uint8_t *bytes, size_t length, uint32_t stream, uint8_t type, uint8_t flags) {
  put32(bytes, (uint32_t)length);
  put32(bytes + 4, stream);
  bytes[8] = type;
  bytes[9] = flags;
}

static inline uint8_t *put_varint(uint8_t *end, uint64_t value) {
  for (; value > 0x7f; value >>= 7) *end++ = (uint8_t)(value | 0x80);
  *end++ = (uint8_t)value;
  return end;
}

static inline uint8_t *put_field(uint8_t *end, int field, const void *bytes, size_t length) {
  *end++ = (uint8_t)(field << 3 | 2);
  end = put_varint(end, length);
  memcpy(end, bytes, length);
  return end + length;
}

// The contents of a file, which fits a frame; nothing when there is no path.
static inline struct bytes read_payload(const char *path) {
  if (!path) return (struct bytes){0};
  struct bytes payload = {.start = checked(malloc(FRAME_BYTES_MAX / 2 + 1))};
  FILE *file = fopen(path, "rb");
  if (!file) give_up("cannot read %s", path);
  payload.count = fread(payload.start, 1, FRAME_BYTES_MAX / 2 + 1, file);
  fclose(file);
  if (payload.count > FRAME_BYTES_MAX / 2) give_up("%s: more than %d bytes", path, FRAME_BYTES_MAX / 2);
  return payload;
}

// The first frame of a call. Its caller frees it.
static inline struct bytes request_frame(
    uint32_t stream, const char *service, const char *method, struct bytes payload, uint8_t flags) {
  size_t capacity = HEADER_BYTES + strlen(service) + strlen(method) + payload.count + 32;
  struct bytes frame = {.start = checked(malloc(capacity))};
  uint8_t *end = frame.start + HEADER_BYTES;
  end = put_field(end, 1, service, strlen(service));
  end = put_field(end, 2, method, strlen(method));
  if (payload.count) end = put_field(end, 3, payload.start, payload.count);
  frame.count = (size_t)(end - frame.start);
  put_header(frame.start, frame.count - HEADER_BYTES, stream, REQUEST, flags);
  return frame;
}

static inline void send_all(int socket, const uint8_t *start, size_t count) {
  while (count > 0) {
    ssize_t sent = send(socket, start, count, MSG_NOSIGNAL);
    if (sent < 0) give_up("the server closed the connection: %s", strerror(errno));
    start += sent;
    count -= (size_t)sent;
  }
}

// Begins a call.
static inline void send_request(
    int socket, uint32_t stream, const char *service, const char *method, struct bytes payload,
    uint8_t flags) {
  struct bytes frame = request_frame(stream, service, method, payload, flags);
  send_all(socket, frame.start, frame.count);
  free(frame.start);
}

// MARK: Reading

static inline uint32_t get32(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static inline uint64_t take_varint(const uint8_t **place, const uint8_t *end) {
  uint64_t value = 0;
  for (int shift = 0; *place < end && shift < 64; shift += 7) {
    uint8_t byte = *(*place)++;
    value |= (uint64_t)(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  give_up("the server sent a message that is cut off");
}

// Takes the next field of a message; returns its number, 0 at the end. A field that is no bytes is empty.
static inline int take_field(struct bytes *message, struct bytes *field) {
  const uint8_t *place = message->start, *end = place + message->count;
  if (place == end) return 0;
  uint64_t tag = take_varint(&place, end);
  size_t count = 0;
  switch (tag & 7) {
    case 0: take_varint(&place, end); break;
    case 1: count = 8; break;
    case 2: count = take_varint(&place, end); break;
    case 5: count = 4; break;
    default: give_up("the server sent a message that cannot be read");
  }
  if (count > (size_t)(end - place)) give_up("the server sent a message that is cut off");
  *field = (struct bytes){(uint8_t *)place, (tag & 7) == 2 ? count : 0};
  place += count;
  *message = (struct bytes){(uint8_t *)place, (size_t)(end - place)};
  return (int)(tag >> 3);
}

// The status code of a Response: status=1 {code=1, message=2}, payload=2. The message is for people.
static inline int status_of(struct bytes response, struct bytes *message) {
  struct bytes status, field;
  if (message) *message = (struct bytes){0};
  // Success has no status, or one that says so.
  if (response.count == 0 || response.start[0] != 0x0a || take_field(&response, &status) != 1) return 0;
  if (status.count < 2 || status.start[0] != 0x08) return 0;
  int code = status.start[1];
  for (int number; (number = take_field(&status, &field));)
    if (number == 2 && message) *message = field;
  return code;
}

// Gives up unless a Response is good.
static inline void check_response(struct bytes response) {
  struct bytes message;
  int code = status_of(response, &message);
  if (code) give_up("the server answered with code %d: %.*s", code, (int)message.count, message.start);
}

// The payload of a good Response.
static inline struct bytes payload_of(struct bytes response) {
  struct bytes field;
  check_response(response);
  for (int number; (number = take_field(&response, &field));)
    if (number == 2) return field;
  return (struct bytes){0};
}

// MARK: Sockets

static inline struct sockaddr_un address_of(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) give_up("%s: too long for the path of a socket", path);
  memcpy(address.sun_path, path, strlen(path));
  return address;
}

// A socket that is connected. What it waits for longer than half a minute fails.
static inline int connect_to(const char *path) {
  struct sockaddr_un address = address_of(path);
  int connected = socket(AF_UNIX, SOCK_STREAM, 0);
  if (connected < 0 || connect(connected, (struct sockaddr *)&address, sizeof address) != 0)
    give_up("%s: %s", path, strerror(errno));
  struct timeval patience = {.tv_sec = 30};
  setsockopt(connected, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  return connected;
}

// What has arrived at a socket, and what of it was taken.
struct inbox {
  int socket;
  uint8_t *bytes;
  size_t begin, end;
};

static inline struct inbox open_inbox(int socket) {
  return (struct inbox){.socket = socket, .bytes = checked(malloc(FRAME_BYTES_MAX + HEADER_BYTES))};
}

static inline void close_inbox(struct inbox *inbox) {
  close(inbox->socket);
  free(inbox->bytes);
}

// Waits for bytes and adds them.
static inline void receive(struct inbox *inbox) {
  memmove(inbox->bytes, inbox->bytes + inbox->begin, inbox->end - inbox->begin);
  inbox->end -= inbox->begin;
  inbox->begin = 0;
  ssize_t count =
      read(inbox->socket, inbox->bytes + inbox->end, FRAME_BYTES_MAX + HEADER_BYTES - inbox->end);
  if (count < 0 && errno == EAGAIN) give_up("the server was silent for half a minute");
  if (count <= 0) give_up("the server closed the connection");
  inbox->end += (size_t)count;
}

// Takes a frame that has arrived whole; 0 when there is none. It lasts until `receive`.
static inline int take_frame(struct inbox *inbox, uint8_t header[HEADER_BYTES], struct bytes *payload) {
  size_t count = inbox->end - inbox->begin;
  if (count < HEADER_BYTES) return 0;
  const uint8_t *start = inbox->bytes + inbox->begin;
  size_t length = get32(start);
  if (length > FRAME_BYTES_MAX) give_up("the server sent a frame that is too long");
  if (count - HEADER_BYTES < length) return 0;
  memcpy(header, start, HEADER_BYTES);
  *payload = (struct bytes){(uint8_t *)start + HEADER_BYTES, length};
  inbox->begin += HEADER_BYTES + length;
  return 1;
}

// Waits for the next frame.
static inline void next_frame(struct inbox *inbox, uint8_t header[HEADER_BYTES], struct bytes *payload) {
  while (!take_frame(inbox, header, payload)) receive(inbox);
}

// Makes a unary call while no other is open; returns the payload of its answer.
static inline struct bytes call(
    struct inbox *inbox, uint32_t stream, const char *service, const char *method, struct bytes payload) {
  uint8_t header[HEADER_BYTES];
  struct bytes response;
  send_request(inbox->socket, stream, service, method, payload, 0);
  next_frame(inbox, header, &response);
  if (header[8] != RESPONSE || get32(header + 4) != stream) give_up("the server did not answer %s", method);
  return payload_of(response);
}
