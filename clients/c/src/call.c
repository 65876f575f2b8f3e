// The calls as exclaim.h has them.
#include <stdlib.h>

#include "internal.h"

// Why a call cannot be made in this way; NULL when it can.
static exclaim_error *misuse(const exclaim_method *method, const ProtobufCMessage *request, bool streams) {
  const char *what = NULL;
  if (method == NULL)
    return error_make(EXCLAIM_INVALID_ARGUMENT, "a call without a method; exclaim_find_method knew none");
  if (method->client_streams && method->server_streams)
    what = "streams both ways, which this library does not support";
  else if (streams != (method->client_streams || method->server_streams)) {
    what = streams ? "does not stream; call it with exclaim_call" : "streams; open it with exclaim_open";
  } else if (method->client_streams && request != NULL) what = "takes its messages with exclaim_send";
  else if (!method->client_streams && request == NULL) what = "takes a message, and none was given";
  if (what != NULL)
    return error_make(EXCLAIM_INVALID_ARGUMENT, "%s/%s %s", method->service, method->name, what);
  if (request == NULL || request->descriptor == method->request) return NULL;
  return error_make(
      EXCLAIM_INVALID_ARGUMENT, "%s/%s takes a message of type %s, and one of %s was given", method->service,
      method->name, method->request->name, request->descriptor->name);
}

static exclaim_stream *start(
    exclaim_connection *connection, const exclaim_method *method, const ProtobufCMessage *request,
    bool streams, const exclaim_options *options, exclaim_error **error) {
  error_give(error, NULL);
  exclaim_error *wrong = misuse(method, request, streams);
  if (wrong == NULL && connection->is_going_away) {
    wrong = error_make(
        EXCLAIM_UNAVAILABLE, "%s/%s: the server is about to stop and takes no new calls; connect again",
        method->service, method->name);
  }
  if (wrong != NULL) {
    error_give(error, wrong);
    return NULL;
  }
  return connection_open(
      connection, method, request, options == NULL ? 0 : options->timeout_nanoseconds, error);
}

// The failure of a call, for its caller to have.
static void *fail(exclaim_stream *stream, exclaim_error **error) {
  error_give(error, stream->failure);
  stream->failure = NULL;
  return NULL;
}

// Says that there is room for what was taken. Half a window is under way meanwhile: few grants, and no pause.
static void grant(exclaim_stream *stream, size_t n_bytes) {
  if (stream->window_bytes == 0 || stream->has_ended) return;
  stream->ungranted_bytes += n_bytes;
  if (stream->ungranted_bytes == 0 || stream->ungranted_bytes < stream->window_bytes / 2) return;
  uint8_t frame[FRAME_HEADER_BYTES + 4];
  write_u32(frame + FRAME_HEADER_BYTES, (uint32_t)stream->ungranted_bytes);
  stream->ungranted_bytes = 0;
  // Where this fails so does whatever the stream waits for next, which tells.
  connection_send_frame(
      stream->connection, stream->id, FRAME_WINDOW, 0, frame, sizeof frame, stream->deadline, NULL);
}

void *exclaim_next(exclaim_stream *stream, exclaim_error **error) {
  error_give(error, NULL);
  connection_await(stream->connection, stream);
  arrival *came = stream_take(stream);
  if (came == NULL) return fail(stream, error);
  grant(stream, came->n_bytes);
  ProtobufCMessage *message = message_decode(stream->method->response, came->bytes, came->n_bytes);
  free(came);
  if (message != NULL) return message;
  // What follows a message that is lost is not what the caller takes it for.
  if (!stream->has_ended) stream->cancel = stream_open_cancel(stream, 0, NULL);
  while ((came = stream_take(stream)) != NULL) free(came);
  stream_fail(stream, NULL);
  error_give(
      error,
      error_make(
          EXCLAIM_INTERNAL, "%s/%s: the server's answer does not decode as %s within %d bytes of memory",
          stream->method->service, stream->method->name, stream->method->response->name,
          EXCLAIM_MESSAGE_BYTES_MAX));
  return NULL;
}

void *exclaim_call(
    exclaim_connection *connection, const exclaim_method *method, const ProtobufCMessage *request,
    const exclaim_options *options, exclaim_error **error) {
  exclaim_stream *stream = start(connection, method, request, false, options, error);
  if (stream == NULL) return NULL;
  void *answer = exclaim_next(stream, error);
  stream_free(stream);
  return answer;
}

exclaim_stream *exclaim_open(
    exclaim_connection *connection, const exclaim_method *method, const ProtobufCMessage *request,
    const exclaim_options *options, exclaim_error **error) {
  return start(connection, method, request, true, options, error);
}

void *exclaim_finish(exclaim_stream *stream, exclaim_error **error) {
  error_give(error, NULL);
  if (stream->is_closed) {
    error_give(
        error, error_make(
                   EXCLAIM_INVALID_ARGUMENT, "%s/%s: it was finished before, or the client sends no messages",
                   stream->method->service, stream->method->name));
    return NULL;
  }
  stream->is_closed = true;
  uint8_t frame[FRAME_HEADER_BYTES];
  bool sent =
      stream->has_ended || connection_send_frame(
                               stream->connection, stream->id, FRAME_DATA, FLAG_REMOTE_CLOSED | FLAG_NO_DATA,
                               frame, sizeof frame, stream->deadline, error);
  return sent ? exclaim_next(stream, error) : NULL;
}

// -- Beyond plain ttrpc

exclaim_stream *stream_open_cancel(
    exclaim_stream *stream, int64_t timeout_nanoseconds, exclaim_error **error) {
  Exclaim__V1__CancelRequest request = EXCLAIM__V1__CANCEL_REQUEST__INIT;
  request.stream = stream->id;
  return connection_open(
      stream->connection, &exclaim_method_control_cancel, &request.base, timeout_nanoseconds, error);
}

Exclaim__V1__CancelOutcome exclaim_cancel(exclaim_stream *stream, exclaim_error **error) {
  error_give(error, NULL);
  if (stream->has_ended) return EXCLAIM__V1__CANCEL_OUTCOME__CANCEL_OUTCOME_NOT_OPEN;
  exclaim_stream *cancel = stream_open_cancel(stream, 0, error);
  if (cancel == NULL) return EXCLAIM__V1__CANCEL_OUTCOME__CANCEL_OUTCOME_UNSPECIFIED;
  Exclaim__V1__CancelResponse *answer = exclaim_next(cancel, error);
  stream_free(cancel);
  if (answer == NULL) return EXCLAIM__V1__CANCEL_OUTCOME__CANCEL_OUTCOME_UNSPECIFIED;
  Exclaim__V1__CancelOutcome outcome = answer->outcome;
  exclaim_free(answer);
  return outcome;
}

bool exclaim_hello(
    exclaim_connection *connection, const char *client, uint32_t window_bytes, const exclaim_options *options,
    exclaim_error **error) {
  Exclaim__V1__Extension extensions[] = {
      EXCLAIM__V1__EXTENSION__EXTENSION_CANCEL, EXCLAIM__V1__EXTENSION__EXTENSION_WINDOW,
      EXCLAIM__V1__EXTENSION__EXTENSION_GO_AWAY};
  Exclaim__V1__HelloRequest request = EXCLAIM__V1__HELLO_REQUEST__INIT;
  request.client = exclaim_text(client);
  request.n_extensions = sizeof extensions / sizeof extensions[0];
  request.extensions = extensions;
  request.window_bytes = window_bytes;
  exclaim_error *failure;
  Exclaim__V1__HelloResponse *answer = exclaim_control_hello(connection, &request, options, &failure);
  if (answer == NULL && failure->code != EXCLAIM_UNIMPLEMENTED) {
    error_give(error, failure);
    return false;
  }
  error_give(error, NULL);
  exclaim_error_free(failure);
  for (size_t i = 0; answer != NULL && i < answer->n_extensions; i++) {
    if (answer->extensions[i] == EXCLAIM__V1__EXTENSION__EXTENSION_WINDOW) {
      connection->window_bytes = answer->window_bytes;
    }
  }
  exclaim_free(answer);
  return true;
}
