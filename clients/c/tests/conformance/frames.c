// Bytes, frames and patterns as data. Nothing of the library is used here: it shall not judge itself.
#include <ctype.h>
#include <stdlib.h>

#include "runner.h"

void bytes_append(bytes *all, const void *more, size_t count) {
  if (count == 0) return;
  if (all->capacity - all->count < count) {
    all->capacity = (all->count + count) * 2;
    all->data = realloc(all->data, all->capacity);
    if (all->data == NULL) abort();
  }
  memcpy(all->data + all->count, more, count);
  all->count += count;
}

void bytes_append_varint(bytes *all, uint64_t value) {
  do {
    uint8_t byte = (uint8_t)((value & 0x7F) | (value > 0x7F ? 0x80 : 0));
    bytes_append(all, &byte, 1);
    value >>= 7;
  } while (value > 0);
}

void bytes_append_field(bytes *all, uint32_t number, const void *content, size_t count) {
  bytes_append_varint(all, (uint64_t)number << 3 | 2);
  bytes_append_varint(all, count);
  bytes_append(all, content, count);
}

static void append_number_field(bytes *all, uint32_t number, int64_t value) {
  bytes_append_varint(all, (uint64_t)number << 3);
  bytes_append_varint(all, (uint64_t)value);
}

static void append_u32(bytes *all, uint32_t number) {
  uint8_t four[] = {
      (uint8_t)(number >> 24), (uint8_t)(number >> 16), (uint8_t)(number >> 8), (uint8_t)number};
  bytes_append(all, four, sizeof four);
}

// -- Bytes

static char *read_hexadecimal(const char *digits, bytes *out) {
  int high = -1;
  for (; *digits != '\0'; digits++) {
    if (*digits == ' ') continue;
    if (!isxdigit((unsigned char)*digits)) return failed("\"%s\" is no hexadecimal digit", digits);
    int value = isdigit((unsigned char)*digits) ? *digits - '0' : tolower((unsigned char)*digits) - 'a' + 10;
    if (high < 0) {
      high = value;
      continue;
    }
    uint8_t byte = (uint8_t)(high << 4 | value);
    bytes_append(out, &byte, 1);
    high = -1;
  }
  return high < 0 ? NULL : failed("an odd number of hexadecimal digits");
}

static char *read_part(json_object *part, bytes *out) {
  TRY(check_names(part, "text bytes times varint field"));
  int64_t field = number_member(part, "field", 0);
  if (member(part, "varint") != NULL) {
    int64_t value = number_member(part, "varint", 0);
    if (field > 0) append_number_field(out, (uint32_t)field, value);
    else bytes_append_varint(out, (uint64_t)value);
    return NULL;
  }
  bytes once = {0}, content = {0};
  json_object *text = member(part, "text");
  if (text != NULL)
    bytes_append(&once, json_object_get_string(text), (size_t)json_object_get_string_len(text));
  else if (member(part, "bytes") != NULL) TRY(read_bytes(member(part, "bytes"), &once));
  for (int64_t times = number_member(part, "times", 1); times > 0; times--) {
    bytes_append(&content, once.data, once.count);
  }
  if (field > 0) bytes_append_field(out, (uint32_t)field, content.data, content.count);
  else bytes_append(out, content.data, content.count);
  free(once.data);
  free(content.data);
  return NULL;
}

char *read_bytes(json_object *value, bytes *out) {
  if (value == NULL) return NULL;
  if (json_object_is_type(value, json_type_string))
    return read_hexadecimal(json_object_get_string(value), out);
  if (!json_object_is_type(value, json_type_array)) return read_part(value, out);
  for (size_t i = 0; i < json_object_array_length(value); i++) {
    TRY(read_bytes(json_object_array_get_idx(value, i), out));
  }
  return NULL;
}

// -- Frames

static char *stream_of(json_object *value, const calls *calls, uint32_t *stream) {
  int64_t call = number_member(value, "call", 0);
  *stream = (uint32_t)number_member(value, "stream", 0);
  if (call == 0) return member(value, "stream") == NULL ? failed("a frame without a stream") : NULL;
  if (call < 0 || (size_t)call > calls->count) return failed("call %d was not opened yet", (int)call);
  *stream = calls->ids[call - 1];
  return NULL;
}

static void append_text_field(bytes *all, uint32_t number, const char *text) {
  if (text != NULL) bytes_append_field(all, number, text, strlen(text));
}

static char *read_request(json_object *value, bytes *out) {
  TRY(check_names(value, "stream call flags service method payload timeoutNano then envelope"));
  append_text_field(out, 1, text_member(value, "service"));
  append_text_field(out, 2, text_member(value, "method"));
  bytes payload = {0};
  TRY(read_bytes(member(value, "payload"), &payload));
  if (payload.count > 0) bytes_append_field(out, 3, payload.data, payload.count);
  free(payload.data);
  return NULL;
}

static char *read_response(json_object *value, bytes *out) {
  TRY(check_names(value, "stream call flags code message details payload then envelope"));
  bytes status = {0}, payload = {0};
  if (member(value, "code") != NULL) {
    append_number_field(&status, 1, (int32_t)number_member(value, "code", 0));
    append_text_field(&status, 2, text_member(value, "message"));
    json_object *details = member(value, "details");
    for (size_t i = 0; details != NULL && i < json_object_array_length(details); i++) {
      json_object *detail = json_object_array_get_idx(details, i);
      TRY(check_names(detail, "type bytes"));
      char url[256];
      snprintf(url, sizeof url, "type.googleapis.com/%s", text_member(detail, "type"));
      bytes any = {0}, content = {0};
      append_text_field(&any, 1, url);
      TRY(read_bytes(member(detail, "bytes"), &content));
      bytes_append_field(&any, 2, content.data, content.count);
      bytes_append_field(&status, 3, any.data, any.count);
      free(any.data);
      free(content.data);
    }
    bytes_append_field(out, 1, status.data, status.count);
  }
  TRY(read_bytes(member(value, "payload"), &payload));
  if (payload.count > 0) bytes_append_field(out, 2, payload.data, payload.count);
  free(status.data);
  free(payload.data);
  return NULL;
}

// The one member of an object that names a kind of frame.
static char *kind_of(json_object *value, const char *kinds, const char **kind, json_object **content) {
  TRY(check_names(value, kinds));
  if (json_object_object_length(value) != 1) return failed("one of %s is expected", kinds);
  json_object_object_foreach(value, name, inner) {
    *kind = name;
    *content = inner;
  }
  return NULL;
}

char *read_frame(json_object *value, const calls *calls, bytes *out) {
  const char *kind = "";
  json_object *content = NULL;
  TRY(kind_of(value, "request response data window frame raw", &kind, &content));
  if (strcmp(kind, "raw") == 0) return read_bytes(content, out);
  bytes payload = {0};
  uint8_t type = 3;
  json_object *envelope = member(content, "envelope");
  if (strcmp(kind, "request") == 0) {
    type = 1;
    TRY(envelope == NULL ? read_request(content, &payload) : read_bytes(envelope, &payload));
  } else if (strcmp(kind, "response") == 0) {
    type = 2;
    TRY(envelope == NULL ? read_response(content, &payload) : read_bytes(envelope, &payload));
  } else {
    bool any = strcmp(kind, "frame") == 0;
    if (!any && strcmp(kind, "data") != 0) return failed("a server sends no %s", kind);
    TRY(check_names(content, any ? "type stream call flags payload length" : "stream call flags payload"));
    if (any) type = (uint8_t)number_member(content, "type", 0);
    TRY(read_bytes(member(content, "payload"), &payload));
  }
  TRY(read_bytes(member(content, "then"), &payload));
  uint32_t stream;
  TRY(stream_of(content, calls, &stream));
  append_u32(out, (uint32_t)number_member(content, "length", (int64_t)payload.count));
  append_u32(out, stream);
  uint8_t last[] = {type, (uint8_t)number_member(content, "flags", 0)};
  bytes_append(out, last, sizeof last);
  bytes_append(out, payload.data, payload.count);
  free(payload.data);
  return NULL;
}

// -- Patterns

// One field of a message; its bytes lie in those of the message.
typedef struct field {
  uint32_t number;
  const uint8_t *whole, *content;
  size_t n_whole, n_content;
} field;

static bool next_varint(const bytes *message, size_t *at, uint64_t *value) {
  *value = 0;
  for (unsigned shift = 0; shift < 64 && *at < message->count; shift += 7) {
    uint8_t byte = message->data[(*at)++];
    *value |= (uint64_t)(byte & 0x7F) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

// 1 for a field, 0 at the end, -1 for none.
static int next_field(const bytes *message, size_t *at, field *out) {
  if (*at == message->count) return 0;
  size_t start = *at;
  uint64_t tag, length = 0, value;
  if (!next_varint(message, at, &tag)) return -1;
  unsigned type = tag & 7;
  if (type == 0 && !next_varint(message, at, &value)) return -1;
  if (type == 2 && !next_varint(message, at, &length)) return -1;
  if (type == 1) length = 8;
  if (type == 5) length = 4;
  if (type == 3 || type == 4 || type > 5 || length > message->count - *at) return -1;
  *out = (field){(uint32_t)(tag >> 3), message->data + start, message->data + *at, 0, (size_t)length};
  *at += (size_t)length;
  out->n_whole = *at - start;
  return 1;
}

// The last field of a number; none has the number 0.
static field last_field(const bytes *message, uint32_t number) {
  field found = {0}, one;
  for (size_t at = 0; next_field(message, &at, &one) > 0;) {
    if (one.number == number) found = one;
  }
  return found;
}

char *field_text(const bytes *message, uint32_t number) {
  field found = last_field(message, number);
  return strndup(found.number == 0 ? "" : (const char *)found.content, found.n_content);
}

static char *match_message(json_object *pattern, const bytes *message) {
  json_object *whole = member(pattern, "payload"), *fields = member(pattern, "fields");
  json_object *lacks = member(pattern, "lacks");
  if (whole != NULL) {
    bytes expected = {0};
    TRY(read_bytes(whole, &expected));
    bool same = expected.count == message->count &&
                (expected.count == 0 || memcmp(expected.data, message->data, expected.count) == 0);
    free(expected.data);
    if (!same) return failed("its message of %zu bytes is not the expected one", message->count);
  }
  for (size_t i = 0; fields != NULL && i < json_object_array_length(fields); i++) {
    bytes expected = {0};
    TRY(read_bytes(json_object_array_get_idx(fields, i), &expected));
    bool found = false;
    field one;
    for (size_t at = 0; !found && next_field(message, &at, &one) > 0;) {
      found = one.n_whole == expected.count && memcmp(one.whole, expected.data, expected.count) == 0;
    }
    free(expected.data);
    if (!found) return failed("its message lacks the field fields[%zu]", i);
  }
  for (size_t i = 0; lacks != NULL && i < json_object_array_length(lacks); i++) {
    uint32_t number = (uint32_t)json_object_get_int64(json_object_array_get_idx(lacks, i));
    if (last_field(message, number).number != 0) return failed("its message has the field %u", number);
  }
  return NULL;
}

static char *match_request(json_object *pattern, const bytes *envelope) {
  field one;
  int got;
  for (size_t at = 0; (got = next_field(envelope, &at, &one)) > 0;) continue;
  if (got < 0) return failed("its envelope does not decode");
  const char *names[] = {"service", "method"};
  for (uint32_t i = 0; i < 2; i++) {
    char *came = field_text(envelope, i + 1);
    const char *expected = text_member(pattern, names[i]);
    char *why =
        expected != NULL && strcmp(came, expected) == 0
            ? NULL
            : failed("its %s is \"%s\" and not \"%s\"", names[i], came, expected == NULL ? "" : expected);
    free(came);
    if (why != NULL) return why;
  }
  json_object *timeout = member(pattern, "hasTimeout");
  if (timeout != NULL && json_object_get_boolean(timeout) != (last_field(envelope, 4).number != 0)) {
    return failed("it has a deadline, or has none, against what is expected");
  }
  field payload = last_field(envelope, 3);
  bytes message = {(uint8_t *)payload.content, payload.n_content, 0};
  return match_message(pattern, &message);
}

char *match_frame(json_object *pattern, const calls *calls, const frame *came) {
  const char *kind = "";
  json_object *expected = NULL;
  TRY(kind_of(pattern, "request data frame", &kind, &expected));
  bool is_request = strcmp(kind, "request") == 0;
  TRY(check_names(expected, "type stream call flags payload fields lacks service method hasTimeout"));
  int64_t type = is_request ? 1 : strcmp(kind, "data") == 0 ? 3 : number_member(expected, "type", -1);
  uint32_t stream;
  TRY(stream_of(expected, calls, &stream));
  char *place = came->type == type && came->stream == stream
                    ? NULL
                    : failed(
                          "type %u on stream %u came; type %d on stream %u was expected", came->type,
                          came->stream, (int)type, stream);
  if (place != NULL) return place;
  json_object *flags = member(expected, "flags");
  bool right =
      !json_object_is_type(flags, json_type_array) && number_member(expected, "flags", 0) == came->flags;
  for (size_t i = 0; json_object_is_type(flags, json_type_array) && i < json_object_array_length(flags);
       i++) {
    if (json_object_get_int64(json_object_array_get_idx(flags, i)) == came->flags) right = true;
  }
  if (!right) return failed("its flags are 0x%02x", came->flags);
  return is_request ? match_request(expected, &came->payload) : match_message(expected, &came->payload);
}
