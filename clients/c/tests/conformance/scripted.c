// Tests/Conformance/client: a server that plays the part of a case, in a thread of its own, and the library.
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "runner.h"

// -- The server

typedef struct server {
  int listener, descriptor;
  json_object *steps;
  calls calls;
  char *failure;
} server;

static bool receive_all(int descriptor, uint8_t *out, size_t count) {
  while (count > 0) {
    ssize_t got = recv(descriptor, out, count, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    out += got;
    count -= (size_t)got;
  }
  return true;
}

static char *send_all(int descriptor, const uint8_t *all, size_t count, size_t piece) {
  while (count > 0) {
    ssize_t sent = send(descriptor, all, count < piece ? count : piece, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return failed("the client closed the connection before all was sent");
    all += sent;
    count -= (size_t)sent;
  }
  return NULL;
}

static uint32_t read_u32(const uint8_t *four) {
  return (uint32_t)four[0] << 24 | (uint32_t)four[1] << 16 | (uint32_t)four[2] << 8 | four[3];
}

static char *receive_frame(server *self, frame *out) {
  uint8_t header[10];
  if (!receive_all(self->descriptor, header, sizeof header)) return failed("no frame came");
  size_t count = read_u32(header);
  *out = (frame){.stream = read_u32(header + 4), .type = header[8], .flags = header[9]};
  if (count > EXCLAIM_FRAME_BYTES_MAX) return failed("a frame of %zu bytes came", count);
  out->payload = (bytes){malloc(count + 1), count, count + 1};
  return receive_all(self->descriptor, out->payload.data, count) ? NULL : failed("a frame came in part");
}

// Says UNIMPLEMENTED to a Hello or Cancel that the case does not expect, as a plain ttrpc server does.
static char *decline(server *self, uint32_t stream) {
  uint8_t answer[] = {0, 0, 0, 4, 0, 0, 0, 0, 2, 0, 0x0A, 2, 8, 12};
  answer[4] = (uint8_t)(stream >> 24);
  answer[5] = (uint8_t)(stream >> 16);
  answer[6] = (uint8_t)(stream >> 8);
  answer[7] = (uint8_t)stream;
  return send_all(self->descriptor, answer, sizeof answer, sizeof answer);
}

// Whether a request is for a method of Control that clients may call unasked.
static bool is_unasked(const frame *came, json_object *pattern) {
  char *service = field_text(&came->payload, 1), *method = field_text(&came->payload, 2);
  const char *expected = text_member(member(pattern, "request"), "method");
  bool unasked = strcmp(service, "exclaim.v1.Control") == 0 &&
                 (strcmp(method, "Hello") == 0 || strcmp(method, "Cancel") == 0) &&
                 (expected == NULL || strcmp(expected, method) != 0);
  free(service);
  free(method);
  return unasked;
}

static char *expect(server *self, json_object *pattern) {
  while (true) {
    frame came;
    char *why = receive_frame(self, &came);
    bool counts = true;
    if (why == NULL && came.type == 1) {
      if (came.stream % 2 == 0) why = failed("a request on the even stream %u", came.stream);
      else if (is_unasked(&came, pattern)) {
        counts = false;
        why = decline(self, came.stream);
      } else if (self->calls.count == sizeof self->calls.ids / sizeof self->calls.ids[0]) {
        why = failed("more calls than a case has");
      } else self->calls.ids[self->calls.count++] = came.stream;
    }
    if (why == NULL && counts) why = match_frame(pattern, &self->calls, &came);
    free(came.payload.data);
    if (why != NULL || counts) return why;
  }
}

static char *serve_step(server *self, json_object *step, bool *closed) {
  TRY(check_names(step, "receive send cutEvery close"));
  json_object *patterns = member(step, "receive"), *frames = member(step, "send");
  if (patterns == NULL && frames == NULL) *closed = true;
  for (size_t i = 0; patterns != NULL && i < json_object_array_length(patterns); i++) {
    char *why = expect(self, json_object_array_get_idx(patterns, i));
    if (why == NULL) continue;
    char *placed = failed("receive[%zu]: %s", i, why);
    free(why);
    return placed;
  }
  bytes out = {0};
  for (size_t i = 0; frames != NULL && i < json_object_array_length(frames); i++) {
    TRY(read_frame(json_object_array_get_idx(frames, i), &self->calls, &out));
  }
  char *why =
      send_all(self->descriptor, out.data, out.count, (size_t)number_member(step, "cutEvery", INT32_MAX));
  free(out.data);
  return why;
}

static void *serve(void *context) {
  server *self = context;
  self->descriptor = accept(self->listener, NULL, NULL);
  // So that a client that sends too little fails the case instead of hanging it.
  struct timeval patience = {.tv_sec = 20};
  setsockopt(self->descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  bool closed = false;
  for (size_t i = 0; self->failure == NULL && i < json_object_array_length(self->steps); i++) {
    char *why = serve_step(self, json_object_array_get_idx(self->steps, i), &closed);
    if (why != NULL) self->failure = failed("server, step %zu: %s", i, why);
    free(why);
  }
  uint8_t byte;
  while (!closed && self->failure == NULL && recv(self->descriptor, &byte, 1, 0) > 0) continue;
  close(self->descriptor);
  return NULL;
}

// -- The client

typedef struct client {
  exclaim_connection *connection;
  struct {
    char name[16];
    exclaim_stream *stream;
  } streams[8];
  size_t n_streams;
} client;

// A text of `pieces` must all stand in the message of an error.
static char *match_error(json_object *expected, const exclaim_error *error) {
  TRY(check_names(expected, "codes messageContains details"));
  json_object *codes = member(expected, "codes"), *words = member(expected, "messageContains");
  json_object *details = member(expected, "details");
  bool right = codes == NULL;
  for (size_t i = 0; codes != NULL && i < json_object_array_length(codes); i++) {
    const char *name = json_object_get_string(json_object_array_get_idx(codes, i));
    if (strcmp(name, exclaim_code_name(error->code)) == 0) right = true;
  }
  for (size_t i = 0; words != NULL && i < json_object_array_length(words); i++) {
    if (!strstr(error->message, json_object_get_string(json_object_array_get_idx(words, i)))) right = false;
  }
  for (size_t i = 0; details != NULL && i < json_object_array_length(details); i++) {
    json_object *detail = json_object_array_get_idx(details, i);
    TRY(check_names(detail, "type bytes"));
    bytes content = {0};
    TRY(read_bytes(member(detail, "bytes"), &content));
    bool found = false;
    for (size_t at = 0; at < error->n_details; at++) {
      const exclaim_detail *came = &error->details[at];
      found =
          found || (strcmp(came->type, text_member(detail, "type")) == 0 && came->n_bytes == content.count &&
                    (content.count == 0 || memcmp(came->bytes, content.data, content.count) == 0));
    }
    free(content.data);
    if (!found) right = false;
  }
  if (right) return NULL;
  return failed(
      "%s was expected, and %s: %s with %zu details came", json_object_to_json_string(expected),
      exclaim_code_name(error->code), error->message, error->n_details);
}

static char *match_message(json_object *expected, const ProtobufCMessage *message) {
  bytes wanted = {0};
  TRY(read_bytes(expected, &wanted));
  size_t count = protobuf_c_message_get_packed_size(message);
  uint8_t *packed = malloc(count + 1);
  protobuf_c_message_pack(message, packed);
  bool same = count == wanted.count && (count == 0 || memcmp(packed, wanted.data, count) == 0);
  free(packed);
  free(wanted.data);
  if (same) return NULL;
  return failed("a message of %zu bytes came that is not the expected one of %zu", count, wanted.count);
}

// Takes over what came: a message, an error, or, if neither, the end.
static char *match(json_object *expected, ProtobufCMessage *message, exclaim_error *error) {
  char *why = check_names(expected, "message end error");
  if (why == NULL) {
    if (error != NULL && member(expected, "error") != NULL)
      why = match_error(member(expected, "error"), error);
    else if (message != NULL && member(expected, "message") != NULL) {
      why = match_message(member(expected, "message"), message);
    } else if (error != NULL || message != NULL || member(expected, "end") == NULL) {
      why = failed(
          "%.200s was expected, and %s came", json_object_to_json_string(expected),
          error != NULL     ? error->message
          : message != NULL ? "a message"
                            : "the end");
    }
  }
  exclaim_free(message);
  exclaim_error_free(error);
  return why;
}

static char *stream_named(client *self, json_object *step, const char *verb, exclaim_stream **stream) {
  const char *name = text_member(step, verb);
  for (size_t i = 0; i < self->n_streams; i++) {
    if (strcmp(self->streams[i].name, name) != 0) continue;
    *stream = self->streams[i].stream;
    return NULL;
  }
  return failed("no stream is named %s", name);
}

static char *add_stream(client *self, json_object *step, exclaim_stream *stream, exclaim_error *error) {
  if (stream == NULL) {
    char *why = failed("the stream did not open: %s", error->message);
    exclaim_error_free(error);
    return why;
  }
  if (self->n_streams == sizeof self->streams / sizeof self->streams[0])
    return failed("more streams than a case has");
  const char *name = text_member(step, "as");
  snprintf(self->streams[self->n_streams].name, sizeof self->streams[0].name, "%s", name == NULL ? "" : name);
  self->streams[self->n_streams++].stream = stream;
  return NULL;
}

static char *decoded(const ProtobufCMessageDescriptor *type, json_object *payload, ProtobufCMessage **out) {
  bytes content = {0};
  TRY(read_bytes(payload, &content));
  *out = protobuf_c_message_unpack(
      type, NULL, content.count, content.count == 0 ? (uint8_t[]){0} : content.data);
  free(content.data);
  return *out == NULL ? failed("the payload is no %s", type->name) : NULL;
}

static char *client_step(client *self, json_object *step) {
  TRY(check_names(
      step, "unary serverStream clientStream as payload timeoutNano next send finish gives hello"));
  const exclaim_method *method;
  exclaim_error *error = NULL;
  exclaim_stream *stream = NULL;
  ProtobufCMessage *message;
  json_object *gives = member(step, "gives"), *payload = member(step, "payload");
  if (text_member(step, "unary") != NULL) {
    TRY(find_method(text_member(step, "unary"), &method));
    TRY(decoded(method->request, payload, &message));
    exclaim_options options = {number_member(step, "timeoutNano", 0)};
    ProtobufCMessage *answer = exclaim_call(self->connection, method, message, &options, &error);
    exclaim_free(message);
    return match(gives, answer, error);
  }
  if (text_member(step, "serverStream") != NULL) {
    TRY(find_method(text_member(step, "serverStream"), &method));
    TRY(decoded(method->request, payload, &message));
    stream = exclaim_open(self->connection, method, message, NULL, &error);
    exclaim_free(message);
    return add_stream(self, step, stream, error);
  }
  if (text_member(step, "clientStream") != NULL) {
    TRY(find_method(text_member(step, "clientStream"), &method));
    stream = exclaim_open(self->connection, method, NULL, NULL, &error);
    return add_stream(self, step, stream, error);
  }
  if (text_member(step, "next") != NULL) {
    TRY(stream_named(self, step, "next", &stream));
    message = exclaim_next(stream, &error);
    return match(gives, message, error);
  }
  if (text_member(step, "finish") != NULL) {
    TRY(stream_named(self, step, "finish", &stream));
    message = exclaim_finish(stream, &error);
    return match(gives, message, error);
  }
  bool done;
  if (text_member(step, "send") != NULL) {
    TRY(stream_named(self, step, "send", &stream));
    TRY(decoded(&exclaim__v1__submit_request__descriptor, payload, &message));
    done = exclaim_send(stream, message, &error);
    exclaim_free(message);
  } else {
    int64_t window = number_member(member(step, "hello"), "windowBytes", 0);
    done = exclaim_hello(self->connection, "conformance", (uint32_t)window, NULL, &error);
  }
  char *why = done ? NULL : failed("it failed: %s", error->message);
  exclaim_error_free(error);
  return why;
}

static char *play(const char *path, json_object *steps) {
  client self = {0};
  exclaim_error *error;
  self.connection = exclaim_connect(path, &error);
  if (self.connection == NULL) {
    char *why = failed("%s", error->message);
    exclaim_error_free(error);
    return why;
  }
  char *placed = NULL;
  for (size_t i = 0; placed == NULL && i < json_object_array_length(steps); i++) {
    char *why = client_step(&self, json_object_array_get_idx(steps, i));
    if (why != NULL) placed = failed("client, step %zu: %s", i, why);
    free(why);
  }
  // One half of them closed by hand, the others by the connection: both must free all.
  for (size_t i = 0; i < self.n_streams; i += 2) exclaim_close(self.streams[i].stream);
  exclaim_disconnect(self.connection);
  return placed;
}

char *run_scripted(json_object *one, void *context) {
  (void)context;
  TRY(check_names(one, "name rule requires client server"));
  char folder[] = "/tmp/exclaim-c-XXXXXX";
  if (mkdtemp(folder) == NULL) return failed("no folder under /tmp: %s", strerror(errno));
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  snprintf(address.sun_path, sizeof address.sun_path, "%s/socket", folder);
  server self = {.steps = member(one, "server"), .listener = socket(AF_UNIX, SOCK_STREAM, 0)};
  pthread_t thread;
  bool ready = bind(self.listener, (struct sockaddr *)&address, sizeof address) == 0 &&
               listen(self.listener, 1) == 0 && pthread_create(&thread, NULL, serve, &self) == 0;
  char *why =
      ready ? play(address.sun_path, member(one, "client")) : failed("no server: %s", strerror(errno));
  if (ready) pthread_join(thread, NULL);
  close(self.listener);
  unlink(address.sun_path);
  rmdir(folder);
  if (self.failure == NULL) return why;
  char *both = failed("%s%s%s", self.failure, why == NULL ? "" : "; ", why == NULL ? "" : why);
  free(self.failure);
  free(why);
  return both;
}
