#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "internal.h"

// What the caller of the library holds is the first member.
typedef struct owned_error {
  exclaim_error told;
  char *message;
  exclaim_detail *details;
} owned_error;

// Given where there is no memory to say anything else.
static const owned_error no_memory = {
    .told = {.code = EXCLAIM_RESOURCE_EXHAUSTED, .message = "there is no memory left on this side"}};

static exclaim_error *without_memory(void) { return (exclaim_error *)&no_memory.told; }

const char *exclaim_code_name(exclaim_code code) {
  static const char *const names[] = {
      "OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
      "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
      "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
      "DATA_LOSS", "UNAUTHENTICATED"};
  size_t number = (size_t)code;
  return number < sizeof names / sizeof names[0] ? names[number] : "UNKNOWN";
}

void exclaim_error_free(exclaim_error *error) {
  if (error == NULL || error == &no_memory.told) return;
  owned_error *owned = (owned_error *)error;
  exclaim_free((void *)error->bad_request);
  exclaim_free((void *)error->limit);
  exclaim_free((void *)error->conflict);
  exclaim_free((void *)error->stopped);
  for (size_t i = 0; i < error->n_details; i++) {
    free((void *)error->details[i].type);
    free((void *)error->details[i].bytes);
  }
  free(owned->details);
  free(owned->message);
  free(owned);
}

// Takes the message over.
static owned_error *make(exclaim_code code, char *message) {
  owned_error *error = message == NULL ? NULL : calloc(1, sizeof *error);
  if (error == NULL) {
    free(message);
    return NULL;
  }
  error->message = message;
  error->told.code = code;
  error->told.message = message;
  return error;
}

exclaim_error *error_make(exclaim_code code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *message = NULL;
  int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  if (length >= 0) message = malloc((size_t)length + 1);
  if (message != NULL) {
    va_start(arguments, format);
    vsnprintf(message, (size_t)length + 1, format, arguments);
    va_end(arguments);
  }
  owned_error *error = make(code, message);
  return error == NULL ? without_memory() : &error->told;
}

exclaim_error *error_copy(const exclaim_error *error) {
  return error_make(error->code, "%s", error->message);
}

void error_give(exclaim_error **error, exclaim_error *made) {
  if (error == NULL) exclaim_error_free(made);
  else *error = made;
}

// -- What the server says

// The length of the UTF-8 character at the front, or 0 when there is none.
static size_t character_length(const uint8_t *bytes, size_t n_bytes) {
  uint8_t first = bytes[0];
  if (first < 0x80) return first == 0 ? 0 : 1;
  size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || length > n_bytes) return 0;
  // The second byte shuts out what is longer than it need be, surrogates, and what is beyond U+10FFFF.
  uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (bytes[1] < low || bytes[1] > high) return 0;
  for (size_t i = 2; i < length; i++) {
    if (bytes[i] < 0x80 || bytes[i] > 0xBF) return 0;
  }
  return length;
}

// A C string of any bytes: what is no UTF-8, and U+0000, becomes U+FFFD.
static char *repaired(const uint8_t *bytes, size_t n_bytes) {
  char *text = malloc(n_bytes * 3 + 1);
  if (text == NULL) return NULL;
  size_t end = 0;
  for (size_t at = 0; at < n_bytes;) {
    size_t length = character_length(bytes + at, n_bytes - at);
    memcpy(text + end, length == 0 ? (const void *)"\xEF\xBF\xBD" : bytes + at, length == 0 ? 3 : length);
    end += length == 0 ? 3 : length;
    at += length == 0 ? 1 : length;
  }
  text[end] = '\0';
  return text;
}

// The detail as a message, if it is of this type; only the first of a type is kept apart.
static const void *unpacked(
    const void *first, const ProtobufCMessageDescriptor *type, const exclaim_detail *detail) {
  if (first != NULL || strcmp(detail->type, type->name) != 0) return first;
  return message_decode(type, detail->bytes, detail->n_bytes);
}

// Reads a google.protobuf.Any. Returns false when the bytes are none; without memory the detail is left out.
static bool read_detail(owned_error *error, const uint8_t *bytes, size_t n_bytes) {
  wire_field field, url = {0}, value = {0};
  int got;
  for (size_t at = 0; (got = wire_next(bytes, n_bytes, &at, &field)) > 0;) {
    if (field.number != 1 && field.number != 2) continue;
    if (field.type != WIRE_BYTES) return false;
    *(field.number == 1 ? &url : &value) = field;
  }
  if (got < 0) return false;
  if (error == NULL || error->told.n_details == EXCLAIM_DETAILS_MAX) return true;
  // What stands before the last slash is free to choose.
  for (size_t i = url.n_bytes; i > 0; i--) {
    if (url.bytes[i - 1] != '/') continue;
    url.bytes += i;
    url.n_bytes -= i;
    break;
  }
  if (error->details == NULL) error->details = calloc(EXCLAIM_DETAILS_MAX, sizeof *error->details);
  char *type = repaired(url.bytes, url.n_bytes);
  uint8_t *content = malloc(value.n_bytes + 1);
  if (error->details == NULL || type == NULL || content == NULL) {
    free(type);
    free(content);
    return true;
  }
  if (value.n_bytes > 0) memcpy(content, value.bytes, value.n_bytes);
  exclaim_detail *detail = &error->details[error->told.n_details++];
  *detail = (exclaim_detail){type, content, value.n_bytes};
  exclaim_error *told = &error->told;
  told->details = error->details;
  told->bad_request = unpacked(told->bad_request, &exclaim__v1__bad_request__descriptor, detail);
  told->limit = unpacked(told->limit, &exclaim__v1__limit_exceeded__descriptor, detail);
  told->conflict = unpacked(told->conflict, &exclaim__v1__revision_conflict__descriptor, detail);
  told->stopped = unpacked(told->stopped, &exclaim__v1__call_stopped__descriptor, detail);
  return true;
}

bool error_read_status(const uint8_t *bytes, size_t n_bytes, exclaim_error **made) {
  wire_field field, text = {0};
  int32_t code = 0;
  int got;
  *made = NULL;
  for (size_t at = 0; (got = wire_next(bytes, n_bytes, &at, &field)) > 0;) {
    if (field.number == 1 && field.type != WIRE_VARINT) return false;
    if ((field.number == 2 || field.number == 3) && field.type != WIRE_BYTES) return false;
    if (field.number == 1) code = (int32_t)(uint32_t)field.value;
    if (field.number == 2) text = field;
    if (field.number == 3 && !read_detail(NULL, field.bytes, field.n_bytes)) return false;
  }
  if (got < 0) return false;
  if (code == 0) return true;
  if (code < 0 || code > EXCLAIM_UNAUTHENTICATED) code = EXCLAIM_UNKNOWN;
  owned_error *error = make((exclaim_code)code, repaired(text.bytes, text.n_bytes));
  if (error == NULL) {
    *made = without_memory();
    return true;
  }
  for (size_t at = 0; wire_next(bytes, n_bytes, &at, &field) > 0;) {
    if (field.number == 3) read_detail(error, field.bytes, field.n_bytes);
  }
  *made = &error->told;
  return true;
}
