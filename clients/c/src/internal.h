// What the files of the library share.
//
//   error.c       errors, from our side and from a status
//   envelope.c    Request and Response, by hand: protobuf-c would copy each payload twice
//   message.c     protobuf-c's messages, decoded within a budget of memory
//   socket.c      the system calls, and time
//   connection.c  connections, frames in, and which call each belongs to
//   sending.c     frames out
//   call.c        the calls as exclaim.h has them
#ifndef EXCLAIM_INTERNAL_H
#define EXCLAIM_INTERNAL_H

#include "exclaim.h"

// -- Errors

// An error of our own; the text is made as printf does. Never NULL: without memory it is a constant that says
// so.
__attribute__((format(printf, 2, 3), returns_nonnull)) exclaim_error *error_make(
    exclaim_code code, const char *format, ...);
// Another error with code and message alike, without details.
exclaim_error *error_copy(const exclaim_error *error);
// Hands an error over to a caller, who may not want it.
void error_give(exclaim_error **error, exclaim_error *made);
// The error that an encoded google.rpc.Status tells of. NULL in `*made` for one whose code is OK.
//
// Returns false when the bytes are no Status.
bool error_read_status(const uint8_t *bytes, size_t n_bytes, exclaim_error **made);

// -- Protobuf's wire form

// One field: a number, or bytes that lie in those which are read.
typedef struct wire_field {
  uint32_t number;
  uint8_t type;
  uint64_t value;
  const uint8_t *bytes;
  size_t n_bytes;
} wire_field;

enum { WIRE_VARINT = 0, WIRE_BYTES = 2 };

// Reads the field at `*at` and moves it behind. 1 for a field, 0 at the end, -1 when there is none to be
// read.
int wire_next(const uint8_t *bytes, size_t n_bytes, size_t *at, wire_field *field);

// Bytes of the envelope of a request before its payload, which comes last in it.
size_t request_prefix_size(const exclaim_method *method, int64_t timeout_nanoseconds, size_t n_payload);
void request_prefix_write(
    const exclaim_method *method, int64_t timeout_nanoseconds, size_t n_payload, uint8_t *out);

// What a Response says: the error of a call that failed, or where the payload lies.
typedef struct response {
  exclaim_error *failure;
  const uint8_t *payload;
  size_t n_payload;
} response;

// Returns false when the bytes are no Response.
bool response_read(const uint8_t *bytes, size_t n_bytes, response *out);

// -- Messages

// Decodes a message within EXCLAIM_MESSAGE_BYTES_MAX. NULL when the bytes are none of this type, or take
// more.
ProtobufCMessage *message_decode(
    const ProtobufCMessageDescriptor *type, const uint8_t *bytes, size_t n_bytes);

// -- Time

#define DEADLINE_NEVER INT64_MAX

// The instant so far from now; 0 and what is too far to count are never.
int64_t deadline_after(int64_t nanoseconds);
bool deadline_has_passed(int64_t deadline);

// -- Sockets

typedef enum progress { MOVED, WOULD_BLOCK, CLOSED, FAILED } progress;

// A connected socket, or -1 with `*error`.
int socket_connect(const char *path, exclaim_error **error);
// Sends what the kernel takes at once. FAILED leaves the reason in errno.
progress socket_send(int descriptor, const uint8_t *bytes, size_t n_bytes, size_t *moved);
// Receives what is there.
progress socket_receive(int descriptor, uint8_t *bytes, size_t n_bytes, size_t *moved);

typedef enum wake { READY, TIME_UP, INTERRUPTED, WAIT_FAILED } wake;

// Waits until bytes may be received, or also sent, or until `interrupt` is readable; -1 for none.
wake socket_wait(int descriptor, bool to_send, int64_t deadline, int interrupt);

// -- Connections

enum { FRAME_HEADER_BYTES = 10 };

// A message that came and was not taken yet.
typedef struct arrival {
  struct arrival *next;
  size_t n_bytes;
  uint8_t bytes[];
} arrival;

// A call, streaming or not.
struct exclaim_stream {
  exclaim_connection *connection;
  exclaim_stream *next;
  const exclaim_method *method;
  uint32_t id;
  int64_t deadline;
  // Nothing more is taken for it. What has come waits in `first`, then `failure` is told once.
  bool has_ended;
  // The server has ended it: there is nothing to call off.
  bool has_ended_there;
  // The client sends no more.
  bool is_closed;
  arrival *first;
  arrival *last;
  exclaim_error *failure;
  // The server sends no more than this before it is granted more; 0 when windows were not agreed on.
  uint32_t window_bytes;
  // What was taken and not granted again.
  uint64_t ungranted_bytes;
  // The Cancel for it that is under way.
  exclaim_stream *cancel;
};

struct exclaim_connection {
  int descriptor;
  int interrupt;
  char *path;
  exclaim_stream *streams;
  uint32_t next_id;
  uint32_t window_bytes;
  bool is_going_away;
  // Why nothing works any more; NULL while it works.
  exclaim_error *failure;
  // What was received and is no whole frame yet.
  uint8_t *in;
  size_t in_start, in_end, in_capacity;
  // What of an overlong frame is still to come, and to be passed over.
  size_t skip_bytes;
  // What waits for streams that are not read.
  size_t queued_bytes;
  // What was sent since the last look at what came back.
  size_t unheard_bytes;
};

// Notes that a connection is of no use any more, and why: takes the error over.
void connection_break(exclaim_connection *connection, exclaim_error *why);
// The same, where a system call has failed and errno says why.
void connection_break_by_system(exclaim_connection *connection, const char *operation);
// The call on a stream; NULL when none is open there.
exclaim_stream *connection_find(exclaim_connection *connection, uint32_t id);
// Takes in what is there, without waiting.
void connection_receive(exclaim_connection *connection);
// Opens a call and sends its Request. NULL with `*error`.
exclaim_stream *connection_open(
    exclaim_connection *connection, const exclaim_method *method, const ProtobufCMessage *request,
    int64_t timeout_nanoseconds, exclaim_error **error);
// Sends one frame, whose first bytes are left for the header. False with `*error`.
bool connection_send_frame(
    exclaim_connection *connection, uint32_t stream, uint8_t type, uint8_t flags, uint8_t *frame,
    size_t n_frame, int64_t deadline, exclaim_error **error);
// Waits until there is something to take on a stream, or it has ended.
void connection_await(exclaim_connection *connection, exclaim_stream *stream);
// Takes the first message that waits; freed with free().
arrival *stream_take(exclaim_stream *stream);
// Ends a call on this side, for a reason.
void stream_fail(exclaim_stream *stream, exclaim_error *failure);
// Takes a call off its connection and frees it.
void stream_free(exclaim_stream *stream);
// Opens Control/Cancel for a stream. NULL with `*error`.
exclaim_stream *stream_open_cancel(
    exclaim_stream *stream, int64_t timeout_nanoseconds, exclaim_error **error);

enum {
  FRAME_REQUEST = 1,
  FRAME_RESPONSE = 2,
  FRAME_DATA = 3,
  FRAME_WINDOW = 0x80,
  FRAME_GO_AWAY = 0x81,
};

enum { FLAG_REMOTE_CLOSED = 1, FLAG_REMOTE_OPEN = 2, FLAG_NO_DATA = 4 };

void write_u32(uint8_t *out, uint32_t number);

#endif
