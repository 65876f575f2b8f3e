// Frames out.
#include <errno.h>
#include <stdlib.h>

#include "internal.h"

// How much is sent before a look at what came back, lest a refused stream be sent to its end.
enum { UNHEARD_BYTES_MAX = 65536 };

// How long a server that takes nothing more may go on to say why.
#define LAST_WORDS_NANOSECONDS EXCLAIM_NANOSECONDS_PER_SECOND

// Waits until the server takes more, or says something. A frame that was sent in part cannot be taken back:
// where that takes too long, or is not wanted any more, the connection is of no use.
static bool wait_to_send(exclaim_connection *connection, int64_t deadline) {
  bool is_over = deadline_has_passed(deadline);
  wake came = is_over ? TIME_UP : socket_wait(connection->descriptor, true, deadline, connection->interrupt);
  if (came == READY) return true;
  if (came == WAIT_FAILED) {
    connection_break_by_system(connection, "poll");
    return false;
  }
  bool is_late = came == TIME_UP;
  exclaim_code code = is_late ? EXCLAIM_DEADLINE_EXCEEDED : EXCLAIM_CANCELLED;
  const char *what = is_late ? "the server took no more data in time" : "stopped while the server took none";
  connection_break(
      connection, error_make(code, "connection to %s: %s; connect again", connection->path, what));
  return false;
}

// The server has closed the connection, and has perhaps said why: takes in what it said, for the calls to
// tell.
static void hear_out(exclaim_connection *connection) {
  int64_t patience = deadline_after(LAST_WORDS_NANOSECONDS);
  while (connection->failure == NULL) {
    bool is_ready =
        !deadline_has_passed(patience) && socket_wait(connection->descriptor, false, patience, -1) == READY;
    errno = EPIPE;
    if (is_ready) connection_receive(connection);
    else connection_break_by_system(connection, "send");
  }
}

bool connection_send_frame(
    exclaim_connection *connection, uint32_t stream, uint8_t type, uint8_t flags, uint8_t *frame,
    size_t n_frame, int64_t deadline, exclaim_error **error) {
  write_u32(frame, (uint32_t)(n_frame - FRAME_HEADER_BYTES));
  write_u32(frame + 4, stream);
  frame[8] = type;
  frame[9] = flags;
  for (size_t sent = 0; sent < n_frame && connection->failure == NULL;) {
    size_t moved;
    switch (socket_send(connection->descriptor, frame + sent, n_frame - sent, &moved)) {
      case MOVED: sent += moved; break;
      case WOULD_BLOCK:
        // The server may wait for us to take its answers before it takes more.
        if (wait_to_send(connection, deadline)) connection_receive(connection);
        break;
      case CLOSED: hear_out(connection); return true;
      case FAILED: connection_break_by_system(connection, "send"); break;
    }
  }
  if (connection->failure != NULL) {
    error_give(error, error_copy(connection->failure));
    return false;
  }
  connection->unheard_bytes += n_frame;
  if (connection->unheard_bytes > UNHEARD_BYTES_MAX) {
    connection->unheard_bytes = 0;
    connection_receive(connection);
  }
  return true;
}

static exclaim_error *too_long(const exclaim_method *method, size_t n_payload) {
  return error_make(
      EXCLAIM_RESOURCE_EXHAUSTED,
      "%s/%s: a message of %zu bytes does not fit a frame, whose limit is %d; send less at a time",
      method->service, method->name, n_payload, EXCLAIM_FRAME_BYTES_MAX);
}

exclaim_stream *connection_open(
    exclaim_connection *connection, const exclaim_method *method, const ProtobufCMessage *request,
    int64_t timeout_nanoseconds, exclaim_error **error) {
  int64_t deadline = deadline_after(timeout_nanoseconds);
  exclaim_error *refused = connection->failure == NULL ? NULL : error_copy(connection->failure);
  size_t n_payload = request == NULL ? 0 : protobuf_c_message_get_packed_size(request);
  size_t n_prefix = FRAME_HEADER_BYTES + request_prefix_size(method, timeout_nanoseconds, n_payload);
  size_t n_frame = n_prefix + n_payload;
  if (refused == NULL && n_frame - FRAME_HEADER_BYTES > EXCLAIM_FRAME_BYTES_MAX)
    refused = too_long(method, n_payload);
  exclaim_stream *stream = refused == NULL ? calloc(1, sizeof *stream) : NULL;
  uint8_t *frame = refused == NULL ? malloc(n_frame) : NULL;
  if (refused == NULL && (stream == NULL || frame == NULL)) {
    refused = error_make(
        EXCLAIM_RESOURCE_EXHAUSTED, "%s/%s: there is no memory left on this side", method->service,
        method->name);
  }
  if (refused == NULL) {
    request_prefix_write(method, timeout_nanoseconds, n_payload, frame + FRAME_HEADER_BYTES);
    if (n_payload > 0) protobuf_c_message_pack(request, frame + n_prefix);
  }
  // The server is not asked for what nobody waits for any more: it might do it.
  if (refused == NULL && deadline_has_passed(deadline)) {
    refused = error_make(
        EXCLAIM_DEADLINE_EXCEEDED, "%s/%s: the time was up before the call was sent; nothing was done",
        method->service, method->name);
  }
  if (refused != NULL) {
    free(stream);
    free(frame);
    error_give(error, refused);
    return NULL;
  }
  while (connection_find(connection, connection->next_id) != NULL) connection->next_id += 2;
  *stream = (exclaim_stream){
      .connection = connection,
      .next = connection->streams,
      .method = method,
      .id = connection->next_id,
      .deadline = deadline,
      .is_closed = !method->client_streams,
      .window_bytes = method->server_streams ? connection->window_bytes : 0};
  connection->next_id += 2;
  connection->streams = stream;
  // Without FLAG_NO_DATA a server may take the empty payload for a first message.
  uint8_t flags = method->client_streams   ? FLAG_REMOTE_OPEN | FLAG_NO_DATA
                  : method->server_streams ? FLAG_REMOTE_CLOSED
                                           : 0;
  bool sent = connection_send_frame(
      connection, stream->id, FRAME_REQUEST, flags, frame, n_frame, stream->deadline, error);
  free(frame);
  if (sent) return stream;
  stream_free(stream);
  return NULL;
}

bool exclaim_send(exclaim_stream *stream, const ProtobufCMessage *message, exclaim_error **error) {
  error_give(error, NULL);
  const exclaim_method *method = stream->method;
  exclaim_error *refused = NULL;
  if (message == NULL || message->descriptor != method->request || stream->is_closed) {
    refused = error_make(
        EXCLAIM_INVALID_ARGUMENT, "%s/%s: %s", method->service, method->name,
        stream->is_closed ? "its stream of messages was finished, or the client sends none"
                          : "the message is not of the type that it takes");
  }
  if (refused == NULL && stream->has_ended) return true;
  size_t n_payload = refused == NULL ? protobuf_c_message_get_packed_size(message) : 0;
  if (n_payload > EXCLAIM_FRAME_BYTES_MAX) refused = too_long(method, n_payload);
  uint8_t *frame = refused == NULL ? malloc(FRAME_HEADER_BYTES + n_payload) : NULL;
  if (refused == NULL && frame == NULL) {
    refused = error_make(
        EXCLAIM_RESOURCE_EXHAUSTED, "%s/%s: there is no memory left on this side", method->service,
        method->name);
  }
  if (refused != NULL) {
    error_give(error, refused);
    return false;
  }
  protobuf_c_message_pack(message, frame + FRAME_HEADER_BYTES);
  bool sent = connection_send_frame(
      stream->connection, stream->id, FRAME_DATA, 0, frame, FRAME_HEADER_BYTES + n_payload, stream->deadline,
      error);
  free(frame);
  return sent;
}
