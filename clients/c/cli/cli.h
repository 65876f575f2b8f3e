// What the files of exclaim-c share.
#ifndef CLI_H
#define CLI_H

#include <exclaim.h>
#include <stdio.h>

// How the process ends; the numbers are those of `exclaim`.
enum {
  EXIT_DONE = 0,
  // Nothing matched, or there is no such record.
  EXIT_NEGATIVE = 1,
  EXIT_USAGE = 64,
  EXIT_BAD_INPUT = 65,
  EXIT_NO_SERVER = 69,
  EXIT_BUG = 70,
  EXIT_TRY_AGAIN = 75,
  EXIT_NOT_PERMITTED = 77,
};

// What stands on the command line.
typedef struct options {
  const char *socket;
  int64_t timeout_nanoseconds;
  bool binary, atomic, dry_run, revise, until_now;
  uint32_t limit, revision;
  uint64_t from;
  // What the command is about: a kind, a reference, a file; NULL when nothing is given.
  const char *subject;
} options;

int command_ping(exclaim_connection *connection, const options *options);
int command_list(exclaim_connection *connection, const options *options);
int command_get(exclaim_connection *connection, const options *options);
int command_submit(exclaim_connection *connection, const options *options);
int command_watch(exclaim_connection *connection, const options *options);

// Tells on stderr why a call failed, frees the error, and returns how the process ends.
int fail(exclaim_error *error);
// Whether the user has pressed Ctrl-C.
bool is_interrupted(void);
// Flushes stdout. False, with a status that says so, when it cannot be written.
bool flush_output(int *status);

// -- Text

// A text of a record for a line or a terminal: what would move the cursor, or end the line, is a space.
void print_words(FILE *out, ProtobufCBinaryData text);
// A record on a line: id, key, kind and a few words, with tabs between them.
void print_record_line(const Exclaim__V1__Record *record);
// A message in protobuf's text format.
void print_message(const ProtobufCMessage *message, int depth);

// -- Records in a file: each behind its length, as protobuf's "delimited" messages are

void write_record(FILE *out, const Exclaim__V1__Record *record);
// Reads the next record. NULL at the end, and, with `*problem` set, for what is none.
Exclaim__V1__Record *read_record(FILE *in, const char **problem);

#endif
