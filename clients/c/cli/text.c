// Records for people, by the descriptors of their messages: a field that is new is shown too.
#include <inttypes.h>

#include "cli.h"

void print_words(FILE *out, ProtobufCBinaryData text) {
  for (size_t i = 0; i < text.len; i++) {
    uint8_t byte = text.data[i];
    // U+0080 to U+009F are controls as well; in UTF-8 they begin with C2.
    bool is_long_control = byte == 0xC2 && i + 1 < text.len && text.data[i + 1] < 0xA0;
    if (is_long_control) i++;
    fputc(byte < 0x20 || byte == 0x7F || is_long_control ? ' ' : byte, out);
  }
}

static const void *place_of(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field) {
  return (const char *)message + field->offset;
}

// Whether a field says something.
static bool is_set(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field) {
  const char *start = (const char *)message;
  if (field->label == PROTOBUF_C_LABEL_REPEATED)
    return *(const size_t *)(start + field->quantifier_offset) > 0;
  if (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) {
    return *(const uint32_t *)(start + field->quantifier_offset) == field->id;
  }
  const void *place = place_of(message, field);
  switch (field->type) {
    case PROTOBUF_C_TYPE_MESSAGE: return *(ProtobufCMessage *const *)place != NULL;
    case PROTOBUF_C_TYPE_BYTES: return ((const ProtobufCBinaryData *)place)->len > 0;
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_UINT64: return *(const uint64_t *)place != 0;
    case PROTOBUF_C_TYPE_DOUBLE: return *(const double *)place != 0;
    default: return *(const uint32_t *)place != 0;
  }
}

// -- One line

// A field of this name that says something; NULL when there is none.
static const void *find(const ProtobufCMessage *message, const char *name) {
  const ProtobufCFieldDescriptor *field =
      message == NULL ? NULL : protobuf_c_message_descriptor_get_field_by_name(message->descriptor, name);
  return field == NULL || !is_set(message, field) ? NULL : place_of(message, field);
}

static ProtobufCBinaryData text_of(const ProtobufCMessage *message, const char *name) {
  const ProtobufCBinaryData *text = find(message, name);
  return text == NULL ? (ProtobufCBinaryData){0} : *text;
}

static const ProtobufCMessage *message_of(const ProtobufCMessage *message, const char *name) {
  ProtobufCMessage *const *inner = find(message, name);
  return inner == NULL ? NULL : *inner;
}

// The words by which a reader knows a record: a name, a number as it was said, a reason.
static void print_label(const ProtobufCMessage *content) {
  ProtobufCBinaryData speaker = text_of(message_of(content, "speaker"), "actor");
  ProtobufCBinaryData other = text_of(content, "to_claim");
  const ProtobufCBinaryData words[] = {
      text_of(content, "name"),
      text_of(content, "title"),
      text_of(message_of(content, "quantity"), "words"),
      text_of(content, "proposition"),
      text_of(content, "from_claim"),
      text_of(content, "claim")};
  size_t i = 0;
  while (i + 1 < sizeof words / sizeof words[0] && words[i].len == 0) i++;
  print_words(stdout, speaker);
  if (speaker.len > 0 && words[i].len > 0) fputs(": ", stdout);
  print_words(stdout, words[i]);
  if (other.len > 0) fputs(" to ", stdout);
  print_words(stdout, other);
}

void print_record_line(const Exclaim__V1__Record *record) {
  const ProtobufCMessage *content = NULL;
  const char *kind = "";
  for (unsigned i = 0; i < record->base.descriptor->n_fields; i++) {
    const ProtobufCFieldDescriptor *field = &record->base.descriptor->fields[i];
    // The content is the one field of a record that stands for others.
    if (!(field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) || !is_set(&record->base, field)) continue;
    content = *(ProtobufCMessage *const *)place_of(&record->base, field);
    kind = field->name;
  }
  print_words(stdout, record->id);
  putchar('\t');
  print_words(stdout, text_of(content, "key"));
  printf("\t%s\t", kind);
  if (content != NULL) print_label(content);
  if (record->state == EXCLAIM__V1__RECORD_STATE__RECORD_STATE_RETRACTED) fputs(" (retracted)", stdout);
  if (record->state == EXCLAIM__V1__RECORD_STATE__RECORD_STATE_REDACTED) fputs("(redacted)", stdout);
  putchar('\n');
}

// -- All of a message

static void print_quoted(ProtobufCBinaryData text) {
  putchar('"');
  for (size_t i = 0; i < text.len; i++) {
    uint8_t byte = text.data[i];
    bool is_long_control = byte == 0xC2 && i + 1 < text.len && text.data[i + 1] < 0xA0;
    if (byte == '\n') fputs("\\n", stdout);
    else if (byte == '"' || byte == '\\') printf("\\%c", byte);
    else if (is_long_control) printf("\\302\\%03o", text.data[++i]);
    else if (byte < 0x20 || byte == 0x7F) printf("\\%03o", byte);
    else putchar(byte);
  }
  putchar('"');
}

static size_t size_of(ProtobufCType type) {
  switch (type) {
    case PROTOBUF_C_TYPE_BYTES: return sizeof(ProtobufCBinaryData);
    case PROTOBUF_C_TYPE_MESSAGE: return sizeof(ProtobufCMessage *);
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_DOUBLE: return 8;
    default: return 4;
  }
}

static void print_value(const ProtobufCFieldDescriptor *field, const void *place, int depth) {
  printf("%*s%s", depth * 2, "", field->name);
  switch (field->type) {
    case PROTOBUF_C_TYPE_MESSAGE:
      puts(" {");
      print_message(*(ProtobufCMessage *const *)place, depth + 1);
      printf("%*s}", depth * 2, "");
      break;
    case PROTOBUF_C_TYPE_BYTES:
      fputs(": ", stdout);
      print_quoted(*(const ProtobufCBinaryData *)place);
      break;
    case PROTOBUF_C_TYPE_ENUM: {
      int number = *(const int *)place;
      const ProtobufCEnumValue *value = protobuf_c_enum_descriptor_get_value(field->descriptor, number);
      if (value == NULL) printf(": %d", number);
      else printf(": %s", value->name);
      break;
    }
    case PROTOBUF_C_TYPE_BOOL: printf(": %s", *(const protobuf_c_boolean *)place ? "true" : "false"); break;
    case PROTOBUF_C_TYPE_INT64: printf(": %" PRId64, *(const int64_t *)place); break;
    case PROTOBUF_C_TYPE_UINT64: printf(": %" PRIu64, *(const uint64_t *)place); break;
    case PROTOBUF_C_TYPE_UINT32: printf(": %" PRIu32, *(const uint32_t *)place); break;
    case PROTOBUF_C_TYPE_DOUBLE: printf(": %.17g", *(const double *)place); break;
    default: printf(": %" PRId32, *(const int32_t *)place); break;
  }
  putchar('\n');
}

void print_message(const ProtobufCMessage *message, int depth) {
  for (unsigned i = 0; i < message->descriptor->n_fields; i++) {
    const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
    if (!is_set(message, field)) continue;
    const void *place = place_of(message, field);
    if (field->label != PROTOBUF_C_LABEL_REPEATED) {
      print_value(field, place, depth);
      continue;
    }
    size_t count = *(const size_t *)((const char *)message + field->quantifier_offset);
    const char *elements = *(char *const *)place;
    for (size_t at = 0; at < count; at++) print_value(field, elements + at * size_of(field->type), depth);
  }
}
