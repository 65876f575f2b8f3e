// Connections, and frames in: one place decides which call they are for.
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "internal.h"

// What a connection has room for at first.
enum { IN_BYTES = 65536 };

// How long a call that its caller has dropped may take to tell the server so.
static const int64_t drop_patience = EXCLAIM_NANOSECONDS_PER_SECOND;

exclaim_connection *exclaim_connect(const char *path, exclaim_error **error) {
  error_give(error, NULL);
  exclaim_connection *connection = calloc(1, sizeof *connection);
  uint8_t *in = malloc(IN_BYTES);
  char *owned = path == NULL ? exclaim_default_path() : strdup(path);
  int descriptor = -1;
  if (connection == NULL || in == NULL || owned == NULL) {
    error_give(
        error, error_make(EXCLAIM_RESOURCE_EXHAUSTED, "connecting: there is no memory left on this side"));
  } else {
    descriptor = socket_connect(owned, error);
  }
  if (descriptor < 0) {
    free(owned);
    free(in);
    free(connection);
    return NULL;
  }
  *connection = (exclaim_connection){
      .descriptor = descriptor,
      .interrupt = -1,
      .path = owned,
      .next_id = 1,
      .in = in,
      .in_capacity = IN_BYTES};
  return connection;
}

void exclaim_disconnect(exclaim_connection *connection) {
  if (connection == NULL) return;
  while (connection->streams != NULL) stream_free(connection->streams);
  close(connection->descriptor);
  exclaim_error_free(connection->failure);
  free(connection->path);
  free(connection->in);
  free(connection);
}

bool exclaim_is_usable(const exclaim_connection *connection) {
  return connection->failure == NULL && !connection->is_going_away;
}

void exclaim_set_interrupt(exclaim_connection *connection, int descriptor) {
  connection->interrupt = descriptor < 0 ? -1 : descriptor;
}

void connection_break(exclaim_connection *connection, exclaim_error *why) {
  if (connection->failure == NULL) connection->failure = why;
  else exclaim_error_free(why);
}

static void break_protocol(exclaim_connection *connection, uint32_t stream, const char *what) {
  connection_break(
      connection, error_make(
                      EXCLAIM_INTERNAL, "connection to %s: the server broke the protocol on stream %u: %s",
                      connection->path, stream, what));
}

void connection_break_by_system(exclaim_connection *connection, const char *operation) {
  connection_break(
      connection, error_make(
                      EXCLAIM_UNAVAILABLE, "connection to %s: %s failed: %s; connect again", connection->path,
                      operation, strerror(errno)));
}

// -- Calls

exclaim_stream *connection_find(exclaim_connection *connection, uint32_t id) {
  exclaim_stream *stream = connection->streams;
  while (stream != NULL && stream->id != id) stream = stream->next;
  return stream;
}

static void queue(exclaim_stream *stream, const uint8_t *bytes, size_t n_bytes) {
  exclaim_connection *connection = stream->connection;
  // An empty message costs something too. The first of each stream is always taken, lest those that are not
  // read shut out the one that is.
  size_t cost = sizeof(arrival) + n_bytes;
  if (stream->first != NULL && connection->queued_bytes + cost > EXCLAIM_QUEUE_BYTES_MAX) {
    stream_fail(
        stream,
        error_make(
            EXCLAIM_RESOURCE_EXHAUSTED,
            "stream %u: more than %d bytes wait on this connection to be read; read it sooner, or call"
            " exclaim_hello first, so that the server waits",
            stream->id, EXCLAIM_QUEUE_BYTES_MAX));
    return;
  }
  arrival *came = malloc(cost);
  if (came == NULL) {
    stream_fail(
        stream,
        error_make(
            EXCLAIM_RESOURCE_EXHAUSTED, "stream %u: there is no memory left on this side", stream->id));
    return;
  }
  came->next = NULL;
  came->n_bytes = n_bytes;
  if (n_bytes > 0) memcpy(came->bytes, bytes, n_bytes);
  if (stream->last == NULL) stream->first = came;
  else stream->last->next = came;
  stream->last = came;
  connection->queued_bytes += cost;
}

arrival *stream_take(exclaim_stream *stream) {
  arrival *came = stream->first;
  if (came == NULL) return NULL;
  stream->first = came->next;
  if (stream->first == NULL) stream->last = NULL;
  stream->connection->queued_bytes -= sizeof *came + came->n_bytes;
  return came;
}

void stream_fail(exclaim_stream *stream, exclaim_error *failure) {
  stream->has_ended = true;
  exclaim_error_free(stream->failure);
  stream->failure = failure;
}

void stream_free(exclaim_stream *stream) {
  exclaim_stream **place = &stream->connection->streams;
  while (*place != stream) place = &(*place)->next;
  *place = stream->next;
  if (stream->cancel != NULL) stream_free(stream->cancel);
  for (arrival *came; (came = stream_take(stream)) != NULL;) free(came);
  exclaim_error_free(stream->failure);
  free(stream);
}

void exclaim_close(exclaim_stream *stream) {
  if (stream == NULL) return;
  // The answer comes for a stream that nobody knows by then, and is passed over.
  if (!stream->has_ended_there && stream->cancel == NULL) {
    stream->cancel = stream_open_cancel(stream, drop_patience, NULL);
  }
  stream_free(stream);
}

// -- Frames in

// Takes in one whole frame.
static void receive_frame(
    exclaim_connection *connection, uint32_t id, uint8_t type, uint8_t flags, const uint8_t *payload,
    size_t n_payload) {
  if (type == FRAME_GO_AWAY) connection->is_going_away = true;
  if (type != FRAME_RESPONSE && type != FRAME_DATA) return;
  exclaim_stream *stream = connection_find(connection, id);
  if (stream == NULL || stream->has_ended) return;
  if (type == FRAME_DATA) {
    if (!stream->method->server_streams) {
      break_protocol(connection, id, "a Data frame came where the method answers with one Response");
      return;
    }
    if (!(flags & FLAG_NO_DATA)) queue(stream, payload, n_payload);
    if (flags & FLAG_REMOTE_CLOSED) stream->has_ended = stream->has_ended_there = true;
    return;
  }
  response said;
  if (!response_read(payload, n_payload, &said)) {
    break_protocol(connection, id, "a Response came that does not decode");
    return;
  }
  stream->has_ended = stream->has_ended_there = true;
  if (said.failure != NULL) stream_fail(stream, said.failure);
  // A server may end a stream with a Response too; what it holds, if anything, is the last message.
  else if (!stream->method->server_streams || said.n_payload > 0) queue(stream, said.payload, said.n_payload);
}

// Takes in the header of a frame over the limit: the call it belongs to has failed.
static void receive_overlong(exclaim_connection *connection, uint32_t id, uint8_t type, size_t length) {
  exclaim_stream *stream =
      type == FRAME_RESPONSE || type == FRAME_DATA ? connection_find(connection, id) : NULL;
  if (stream == NULL || stream->has_ended) return;
  stream_fail(
      stream, error_make(
                  EXCLAIM_RESOURCE_EXHAUSTED,
                  "%s/%s: the answer's frame of %zu bytes is over the limit of %d; ask for less at a time",
                  stream->method->service, stream->method->name, length, EXCLAIM_FRAME_BYTES_MAX));
}

static uint32_t read_u32(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

// Cuts whole frames out of what was received, as long as there are any.
static void cut_frames(exclaim_connection *connection) {
  while (connection->failure == NULL) {
    const uint8_t *bytes = connection->in + connection->in_start;
    size_t count = connection->in_end - connection->in_start;
    if (connection->skip_bytes > 0) {
      size_t skipped = count < connection->skip_bytes ? count : connection->skip_bytes;
      connection->skip_bytes -= skipped;
      connection->in_start += skipped;
      if (connection->skip_bytes > 0) return;
      continue;
    }
    if (count < FRAME_HEADER_BYTES) return;
    size_t length = read_u32(bytes);
    uint32_t id = read_u32(bytes + 4);
    uint8_t type = bytes[8], flags = bytes[9];
    if (bytes[0] != 0) {
      break_protocol(
          connection, id,
          "a frame of 16 MiB or more is announced, which none can have; the peer does not speak ttrpc");
      return;
    }
    if (length > EXCLAIM_FRAME_BYTES_MAX) {
      connection->in_start += FRAME_HEADER_BYTES;
      connection->skip_bytes = length;
      receive_overlong(connection, id, type, length);
      continue;
    }
    if (count - FRAME_HEADER_BYTES < length) return;
    connection->in_start += FRAME_HEADER_BYTES + length;
    receive_frame(connection, id, type, flags, bytes + FRAME_HEADER_BYTES, length);
  }
}

// Makes room for the rest of the frame that has begun.
static bool make_room(exclaim_connection *connection) {
  size_t count = connection->in_end - connection->in_start;
  if (connection->in_start > 0) memmove(connection->in, connection->in + connection->in_start, count);
  connection->in_start = 0;
  connection->in_end = count;
  size_t wanted = IN_BYTES;
  if (count >= FRAME_HEADER_BYTES && connection->skip_bytes == 0) {
    size_t frame = FRAME_HEADER_BYTES + (size_t)read_u32(connection->in);
    if (frame > wanted) wanted = frame;
  }
  if (wanted == connection->in_capacity) return true;
  // Back to the usual size after a long frame.
  if (wanted < connection->in_capacity && count > wanted) return true;
  uint8_t *moved = realloc(connection->in, wanted);
  if (moved == NULL) return wanted < connection->in_capacity;
  connection->in = moved;
  connection->in_capacity = wanted;
  return true;
}

void connection_receive(exclaim_connection *connection) {
  if (connection->failure != NULL) return;
  if (!make_room(connection)) {
    connection_break(
        connection,
        error_make(EXCLAIM_RESOURCE_EXHAUSTED, "an answer: there is no memory left on this side"));
    return;
  }
  size_t moved;
  progress did = socket_receive(
      connection->descriptor, connection->in + connection->in_end,
      connection->in_capacity - connection->in_end, &moved);
  switch (did) {
    case MOVED:
      connection->in_end += moved;
      cut_frames(connection);
      break;
    case WOULD_BLOCK: break;
    case CLOSED:
      connection_break(
          connection,
          error_make(
              EXCLAIM_UNAVAILABLE,
              "connection to %s: the server closed it; a write that was under way may have been made or not,"
              " so connect again and repeat it with the same key",
              connection->path));
      break;
    case FAILED: connection_break_by_system(connection, "recv"); break;
  }
}

static exclaim_error *late(const exclaim_stream *stream) {
  return error_make(
      EXCLAIM_DEADLINE_EXCEEDED,
      "%s/%s: the time was up before the answer came; a write may have been made or not, so repeat it with the"
      " same key, or give it more time",
      stream->method->service, stream->method->name);
}

void connection_await(exclaim_connection *connection, exclaim_stream *stream) {
  while (stream->first == NULL && !stream->has_ended) {
    if (stream->cancel != NULL && stream->cancel->failure != NULL) {
      stream_fail(
          stream, error_make(
                      EXCLAIM_CANCELLED,
                      "the server cannot call off a call (%s); it stops when this connection closes",
                      exclaim_code_name(stream->cancel->failure->code)));
      return;
    }
    if (connection->failure != NULL) {
      stream_fail(stream, error_copy(connection->failure));
      return;
    }
    switch (socket_wait(connection->descriptor, false, stream->deadline, connection->interrupt)) {
      case READY:
        connection_receive(connection);
        // A server that always has something to say is not waited for longer than others.
        if (!stream->has_ended && deadline_has_passed(stream->deadline)) stream_fail(stream, late(stream));
        break;
      case TIME_UP: stream_fail(stream, late(stream)); return;
      case INTERRUPTED:
        connection->interrupt = -1;
        if (stream->cancel == NULL) stream->cancel = stream_open_cancel(stream, 0, NULL);
        break;
      case WAIT_FAILED: connection_break_by_system(connection, "poll"); break;
    }
  }
}
