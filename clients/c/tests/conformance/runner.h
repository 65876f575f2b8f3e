// The runner of the conformance suite: Tests/Conformance/client against a server that plays a script, and
// Tests/Conformance/scenarios against a real one. Whatever can go wrong gives a text to be freed, and NULL
// when it went well.
#ifndef RUNNER_H
#define RUNNER_H

#include <exclaim.h>
#include <stdio.h>
#include <json.h>

// A text made as printf does.
__attribute__((format(printf, 1, 2))) char *failed(const char *format, ...);

// Leaves the function with the failure of an expression, if it has one.
#define TRY(expression)            \
  do {                             \
    char *why_ = (expression);     \
    if (why_ != NULL) return why_; \
  } while (0)

// Runs the cases of every file of a folder. Prints those that failed, and the counts. Returns the exit
// status.
int run_folder(const char *folder, char *(*run)(json_object *one, void *context), void *context);

// Whether all members of an object have names that are known: a misspelt expectation would expect nothing.
char *check_names(json_object *object, const char *known);
// A member; NULL when it is not there.
json_object *member(json_object *object, const char *name);
// A member that is a text; NULL when it is not there or none.
const char *text_member(json_object *object, const char *name);
int64_t number_member(json_object *object, const char *name, int64_t otherwise);
// The method of a path, with or without the package.
char *find_method(const char *path, const exclaim_method **method);

// -- Bytes, frames and patterns of frames, as Tests/Conformance/wire/README.md has them

typedef struct bytes {
  uint8_t *data;
  size_t count, capacity;
} bytes;

void bytes_append(bytes *all, const void *more, size_t count);
void bytes_append_varint(bytes *all, uint64_t value);
// Appends a field of a message, of the wire type 2.
void bytes_append_field(bytes *all, uint32_t number, const void *content, size_t count);

// The streams of the calls that came, in their order.
typedef struct calls {
  uint32_t ids[64];
  size_t count;
} calls;

typedef struct frame {
  uint32_t stream;
  uint8_t type, flags;
  bytes payload;
} frame;

// Appends the bytes that a piece of JSON describes.
char *read_bytes(json_object *value, bytes *out);
// Appends a frame that a case sends.
char *read_frame(json_object *value, const calls *calls, bytes *out);
// Holds a received frame against a pattern.
char *match_frame(json_object *pattern, const calls *calls, const frame *came);
// The content of the last field of a number, of the wire type 2, as a text to be freed; empty when there is
// none.
char *field_text(const bytes *message, uint32_t number);

// -- Messages and JSON, by the descriptors of protobuf-c

// Makes a message of JSON; freed with exclaim_free.
char *message_of_json(const ProtobufCMessageDescriptor *type, json_object *value, ProtobufCMessage **out);
// The JSON of a message, without what is not set.
json_object *json_of_message(const ProtobufCMessage *message);

char *run_scripted(json_object *one, void *context);
// The context is the path of the server's socket.
char *run_scenario(json_object *one, void *context);

#endif
