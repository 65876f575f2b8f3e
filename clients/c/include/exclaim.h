// libexclaim: a client of Exclaim in C, on libprotobuf-c alone.
//
// A connection carries any number of calls at once. It blocks, and belongs to one thread: no two threads may
// use a connection, or its streams, at the same time. Several connections in several threads are fine: the
// library keeps nothing between them. No call raises SIGPIPE, and no server can make the library read or
// write outside its memory, or hold more of it than the limits below say.
//
// The methods of the server stand in exclaim_methods.h, each as a function with its own types, on top of the
// few functions here. Messages are protobuf-c's structs. Texts in them are ProtobufCBinaryData, a pointer and
// a length, since they may hold U+0000; print them with "%.*s", make them with exclaim_text.
//
// Failures: a function that can fail takes `exclaim_error **error`. On failure it puts a new error there,
// which the caller frees with exclaim_error_free; otherwise it puts NULL there. Who does not want it passes
// NULL.
#ifndef EXCLAIM_H
#define EXCLAIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <protobuf-c/protobuf-c.h>

#include "exclaim/v1/analysis.pb-c.h"
#include "exclaim/v1/connection.pb-c.h"
#include "exclaim/v1/control.pb-c.h"
#include "exclaim/v1/error.pb-c.h"
#include "exclaim/v1/journal.pb-c.h"
#include "exclaim/v1/records.pb-c.h"

#ifdef __cplusplus
extern "C" {
#endif

#define EXCLAIM_API __attribute__((visibility("default")))

// Major, minor and patch of this library.
#define EXCLAIM_VERSION "0.1.0"

// The longest payload of a frame in either direction, in bytes: a figure of the protocol. A longer request
// fails with EXCLAIM_RESOURCE_EXHAUSTED and is not sent; a longer answer fails its call with the same code.
#define EXCLAIM_FRAME_BYTES_MAX 4194304

// The memory that one decoded message may take, in bytes; a field of two bytes on the wire can cost a
// hundred. A call whose answer takes more fails with EXCLAIM_INTERNAL.
#define EXCLAIM_MESSAGE_BYTES_MAX 67108864

// What may wait on one connection for streams that are not read, in bytes; the first message of each stream
// is always taken. The stream that passes it fails with EXCLAIM_RESOURCE_EXHAUSTED; with exclaim_hello a
// server never comes near.
#define EXCLAIM_QUEUE_BYTES_MAX 67108864

// The details of one error that are kept; the server sends one or two.
#define EXCLAIM_DETAILS_MAX 16

// The longest path of a Unix socket, in bytes without the zero at its end: a figure of Linux.
#define EXCLAIM_PATH_BYTES_MAX 107

// -- Errors

// How a call ended, by the numbers of gRPC. Protos/README.md says what to do about each.
typedef enum exclaim_code {
  EXCLAIM_OK = 0,
  EXCLAIM_CANCELLED = 1,
  // Nobody knows better; also every number outside 0 to 16.
  EXCLAIM_UNKNOWN = 2,
  // The message can never be right: `problems` names the fields.
  EXCLAIM_INVALID_ARGUMENT = 3,
  // The time was up; a write may have been made or not, so repeat it with the same key.
  EXCLAIM_DEADLINE_EXCEEDED = 4,
  EXCLAIM_NOT_FOUND = 5,
  // The key stands for other content.
  EXCLAIM_ALREADY_EXISTS = 6,
  EXCLAIM_PERMISSION_DENIED = 7,
  // A limit: `limit` names it.
  EXCLAIM_RESOURCE_EXHAUSTED = 8,
  // The message is right, the state is not: read again, then decide.
  EXCLAIM_FAILED_PRECONDITION = 9,
  EXCLAIM_ABORTED = 10,
  EXCLAIM_OUT_OF_RANGE = 11,
  EXCLAIM_UNIMPLEMENTED = 12,
  // A fault of the server, or of this library.
  EXCLAIM_INTERNAL = 13,
  // Not now, or the connection is gone: connect again and repeat it with the same key.
  EXCLAIM_UNAVAILABLE = 14,
  EXCLAIM_DATA_LOSS = 15,
  EXCLAIM_UNAUTHENTICATED = 16
} exclaim_code;

// The name of a code as gRPC writes it: "NOT_FOUND". Never NULL; the text is constant.
EXCLAIM_API const char *exclaim_code_name(exclaim_code code);

// One detail of an error, as it came.
typedef struct exclaim_detail {
  // Full name of its type: "exclaim.v1.BadRequest".
  const char *type;
  // The encoded message.
  const uint8_t *bytes;
  size_t n_bytes;
} exclaim_detail;

// Why something failed. All of it belongs to the error and lives as long.
typedef struct exclaim_error {
  exclaim_code code;
  // What failed, on what, and what to do next; UTF-8, never NULL. What came as no UTF-8 reads as U+FFFD.
  const char *message;
  // Every wrong field, where the server refused a message for that; else NULL.
  const Exclaim__V1__BadRequest *bad_request;
  // The limit that was met, where the server named one; else NULL.
  const Exclaim__V1__LimitExceeded *limit;
  // What both sides changed, where a revision was not made from the latest one; else NULL.
  const Exclaim__V1__RevisionConflict *conflict;
  // What became of the write of a call that was stopped, where the server said it; else NULL.
  const Exclaim__V1__CallStopped *stopped;
  // All details as they came, those above included.
  size_t n_details;
  const exclaim_detail *details;
} exclaim_error;

// Frees an error; NULL is fine.
EXCLAIM_API void exclaim_error_free(exclaim_error *error);

// -- Connections

// A connection to a server.
typedef struct exclaim_connection exclaim_connection;

// Where the server's socket is when nobody says: $EXCLAIM_SOCKET, else $XDG_RUNTIME_DIR/exclaim/exclaim.sock,
// else
// ~/.local/state/exclaim/exclaim.sock.
//
// Returns a string to be freed with free(), or NULL when there is no memory. Reads the environment and,
// without $HOME, the account database: not while another thread changes the environment.
EXCLAIM_API char *exclaim_default_path(void);

// Connects to the server at `path`; NULL takes exclaim_default_path.
//
// Waits up to 5 seconds while the server is too busy to take the connection. Starts no server.
// Fails with UNAVAILABLE (nobody listens there), PERMISSION_DENIED (the socket is somebody else's),
// DEADLINE_EXCEEDED (it did not take the connection in time), INVALID_ARGUMENT (the path is too long) or
// INTERNAL (the system refused). The result is closed with exclaim_disconnect.
EXCLAIM_API exclaim_connection *exclaim_connect(const char *path, exclaim_error **error);

// Closes a connection and frees it with all streams that are still open on it: they may not be used any more.
// The server stops their work; a write that was already being committed is finished. NULL is fine.
EXCLAIM_API void exclaim_disconnect(exclaim_connection *connection);

// Whether calls can still be made. After a failure of the connection itself, and once the server has said
// that it is about to stop, every new call fails with UNAVAILABLE: connect again.
EXCLAIM_API bool exclaim_is_usable(const exclaim_connection *connection);

// Lets a descriptor stop the call that is waited for: when it becomes readable, that call is called off on
// the server, once, and ends with CANCELLED, or with its answer where that came first. A descriptor below 0
// takes that back.
//
// Meant for a pipe that a signal handler writes to, or a signalfd. The descriptor stays the caller's; nothing
// is read from it. After it has stopped a call it is not looked at again until it is set again.
EXCLAIM_API void exclaim_set_interrupt(exclaim_connection *connection, int descriptor);

// -- Calls

// What a caller says about a call besides its message. NULL, or all zero, means nothing.
typedef struct exclaim_options {
  // How long the caller will wait, streams included to their end, in nanoseconds; 0 means for ever, less
  // means that the time is over already.
  int64_t timeout_nanoseconds;
} exclaim_options;

#define EXCLAIM_NANOSECONDS_PER_SECOND INT64_C(1000000000)

// A method of a service, and the types it goes with. exclaim_methods.h has those of Exclaim.
typedef struct exclaim_method {
  // Full name of the service: "exclaim.v1.Records".
  const char *service;
  // Name of the method: "Get".
  const char *name;
  // Whether the client sends a stream, and whether the server does. Both at once is not supported.
  bool client_streams;
  bool server_streams;
  const ProtobufCMessageDescriptor *request;
  const ProtobufCMessageDescriptor *response;
} exclaim_method;

// The method with this path, "exclaim.v1.Records/Get"; NULL when there is none.
EXCLAIM_API const exclaim_method *exclaim_find_method(const char *path);

// Agrees with the server on what goes beyond plain ttrpc, for the calls that follow: streamed answers come no
// faster than they are read, so that one that is not read holds up no other, and the server says when it is
// about to stop.
//
// `client` is the name and version of the program, for the server's log. `window_bytes` of each streamed
// answer may be under way; 0 takes the server's default. A plain ttrpc server knows no such call: that is no
// failure.
EXCLAIM_API bool exclaim_hello(
    exclaim_connection *connection, const char *client, uint32_t window_bytes, const exclaim_options *options,
    exclaim_error **error);

// Calls a method that takes one message and answers with one, and waits for the answer.
//
// Returns the answer, to be freed with exclaim_free, or NULL on failure.
EXCLAIM_API void *exclaim_call(
    exclaim_connection *connection, const exclaim_method *method, const ProtobufCMessage *request,
    const exclaim_options *options, exclaim_error **error);

// Frees a message that came from exclaim_call, exclaim_next or exclaim_finish, with all in it; NULL is fine.
EXCLAIM_API void exclaim_free(void *message);

// A call that streams.
typedef struct exclaim_stream exclaim_stream;

// Opens a streaming call. `request` is the one message of a method whose server streams, and NULL for one
// whose client streams.
//
// Returns the stream, to be closed with exclaim_close, or NULL on failure.
EXCLAIM_API exclaim_stream *exclaim_open(
    exclaim_connection *connection, const exclaim_method *method, const ProtobufCMessage *request,
    const exclaim_options *options, exclaim_error **error);

// Waits for the next message of a server's stream.
//
// Returns the message, to be freed with exclaim_free. NULL means the end when `*error` is NULL, and else a
// failure, which is told once; after either there is only the end. So `error` should not be NULL here.
EXCLAIM_API void *exclaim_next(exclaim_stream *stream, exclaim_error **error);

// Sends a message on a client's stream. When the server has ended the call already the message is dropped and
// that is no failure: exclaim_finish tells what the server said.
EXCLAIM_API bool exclaim_send(exclaim_stream *stream, const ProtobufCMessage *message, exclaim_error **error);

// Says that no more messages follow on a client's stream, and waits for the answer.
//
// Returns the answer, to be freed with exclaim_free, or NULL on failure. The stream must be closed all the
// same.
EXCLAIM_API void *exclaim_finish(exclaim_stream *stream, exclaim_error **error);

// Calls a stream off on the server, and waits for what became of it. The stream then ends with CANCELLED,
// after the messages that came before; with COMMITTING its own answer will still come.
//
// Returns …UNSPECIFIED on failure, and …NOT_OPEN, without asking, when the call has ended already.
EXCLAIM_API Exclaim__V1__CancelOutcome exclaim_cancel(exclaim_stream *stream, exclaim_error **error);

// Frees a stream. One that has not ended is called off on the server, without waiting for its answer. NULL is
// fine.
EXCLAIM_API void exclaim_close(exclaim_stream *stream);

// A text for a field of a message: borrows `text`, which must live as long as the message is used.
static inline ProtobufCBinaryData exclaim_text(const char *text) {
  ProtobufCBinaryData data = {text == NULL ? 0 : strlen(text), (uint8_t *)text};
  return data;
}

#ifdef __cplusplus
}
#endif

#include "exclaim_methods.h"

#endif
