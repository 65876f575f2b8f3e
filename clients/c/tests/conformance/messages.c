// Messages and proto3's JSON, by the descriptors of protobuf-c. What these leave out is left out here too:
// timestamps, bytes, and JSON names that are not made from the field's; the scenarios use none of them.
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

#include "runner.h"

static void json_name(const char *name, char *out, size_t size) {
  size_t end = 0;
  for (; *name != '\0' && end + 1 < size; name++) {
    bool raised = *name == '_' && name[1] != '\0';
    if (raised) name++;
    out[end++] = raised ? (char)toupper((unsigned char)*name) : *name;
  }
  out[end] = '\0';
}

static const ProtobufCFieldDescriptor *find_field(const ProtobufCMessageDescriptor *type, const char *name) {
  for (unsigned i = 0; i < type->n_fields; i++) {
    char known[128];
    json_name(type->fields[i].name, known, sizeof known);
    if (strcmp(known, name) == 0) return &type->fields[i];
  }
  return NULL;
}

static size_t element_size(ProtobufCType type) {
  switch (type) {
    case PROTOBUF_C_TYPE_BYTES: return sizeof(ProtobufCBinaryData);
    case PROTOBUF_C_TYPE_STRING:
    case PROTOBUF_C_TYPE_MESSAGE: return sizeof(void *);
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
    case PROTOBUF_C_TYPE_DOUBLE: return 8;
    case PROTOBUF_C_TYPE_BOOL: return sizeof(protobuf_c_boolean);
    default: return 4;
  }
}

// -- JSON to messages

static char *set_value(const ProtobufCFieldDescriptor *field, json_object *value, void *place) {
  const char *text = json_object_get_string(value);
  char *end = NULL;
  errno = 0;
  switch (field->type) {
    case PROTOBUF_C_TYPE_MESSAGE: return message_of_json(field->descriptor, value, place);
    case PROTOBUF_C_TYPE_BYTES: {
      if (!json_object_is_type(value, json_type_string)) break;
      size_t count = (size_t)json_object_get_string_len(value);
      ProtobufCBinaryData data = {count, malloc(count + 1)};
      memcpy(data.data, text, count);
      memcpy(place, &data, sizeof data);
      return NULL;
    }
    case PROTOBUF_C_TYPE_BOOL: {
      if (!json_object_is_type(value, json_type_boolean)) break;
      protobuf_c_boolean flag = json_object_get_boolean(value);
      memcpy(place, &flag, sizeof flag);
      return NULL;
    }
    case PROTOBUF_C_TYPE_ENUM: {
      const ProtobufCEnumValue *known = protobuf_c_enum_descriptor_get_value_by_name(field->descriptor, text);
      if (known == NULL) break;
      memcpy(place, &known->value, 4);
      return NULL;
    }
    case PROTOBUF_C_TYPE_INT64: {
      int64_t number = strtoll(text, &end, 10);
      memcpy(place, &number, 8);
      break;
    }
    case PROTOBUF_C_TYPE_UINT64: {
      uint64_t number = strtoull(text, &end, 10);
      memcpy(place, &number, 8);
      break;
    }
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_UINT32: {
      int64_t wide = strtoll(text, &end, 10);
      uint32_t number = (uint32_t)wide;
      if (wide < INT32_MIN || wide > UINT32_MAX) end = NULL;
      memcpy(place, &number, 4);
      break;
    }
    default: break;
  }
  if (end != NULL && end != text && *end == '\0' && errno == 0) return NULL;
  return failed("the field %s cannot be %.200s", field->name, text);
}

static char *set_field(ProtobufCMessage *message, const ProtobufCFieldDescriptor *field, json_object *value) {
  char *place = (char *)message + field->offset;
  if (field->label != PROTOBUF_C_LABEL_REPEATED) {
    if (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) {
      memcpy((char *)message + field->quantifier_offset, &field->id, sizeof field->id);
    }
    return set_value(field, value, place);
  }
  if (!json_object_is_type(value, json_type_array)) return failed("the field %s takes a list", field->name);
  size_t count = json_object_array_length(value), size = element_size(field->type);
  if (count == 0) return NULL;
  char *elements = calloc(count, size);
  memcpy(place, &elements, sizeof elements);
  for (size_t i = 0; i < count; i++) {
    char *why = set_value(field, json_object_array_get_idx(value, i), elements + i * size);
    size_t done = i + 1;
    memcpy((char *)message + field->quantifier_offset, &done, sizeof done);
    if (why != NULL) return why;
  }
  return NULL;
}

char *message_of_json(const ProtobufCMessageDescriptor *type, json_object *value, ProtobufCMessage **out) {
  *out = calloc(1, type->sizeof_message);
  protobuf_c_message_init(type, *out);
  if (!json_object_is_type(value, json_type_object)) return failed("%s takes an object", type->name);
  json_object_object_foreach(value, name, inner) {
    const ProtobufCFieldDescriptor *field = find_field(type, name);
    if (field == NULL) return failed("%s has no field %s", type->name, name);
    TRY(set_field(*out, field, inner));
  }
  return NULL;
}

// -- Messages to JSON

static json_object *json_of_value(const ProtobufCFieldDescriptor *field, const void *place) {
  char digits[32];
  switch (field->type) {
    case PROTOBUF_C_TYPE_MESSAGE: {
      const ProtobufCMessage *inner;
      memcpy(&inner, place, sizeof inner);
      return json_of_message(inner);
    }
    case PROTOBUF_C_TYPE_BYTES: {
      ProtobufCBinaryData data;
      memcpy(&data, place, sizeof data);
      return json_object_new_string_len(data.len == 0 ? "" : (const char *)data.data, (int)data.len);
    }
    case PROTOBUF_C_TYPE_BOOL: {
      protobuf_c_boolean flag;
      memcpy(&flag, place, sizeof flag);
      return json_object_new_boolean(flag);
    }
    case PROTOBUF_C_TYPE_ENUM: {
      int32_t number;
      memcpy(&number, place, 4);
      const ProtobufCEnumValue *known = protobuf_c_enum_descriptor_get_value(field->descriptor, number);
      return known == NULL ? json_object_new_int(number) : json_object_new_string(known->name);
    }
    case PROTOBUF_C_TYPE_INT64: {
      int64_t number;
      memcpy(&number, place, 8);
      snprintf(digits, sizeof digits, "%lld", (long long)number);
      return json_object_new_string(digits);
    }
    case PROTOBUF_C_TYPE_UINT64: {
      uint64_t number;
      memcpy(&number, place, 8);
      snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
      return json_object_new_string(digits);
    }
    case PROTOBUF_C_TYPE_UINT32: {
      uint32_t number;
      memcpy(&number, place, 4);
      return json_object_new_int64(number);
    }
    case PROTOBUF_C_TYPE_DOUBLE: {
      double number;
      memcpy(&number, place, 8);
      return json_object_new_double(number);
    }
    default: {
      int32_t number;
      memcpy(&number, place, 4);
      return json_object_new_int(number);
    }
  }
}

// Whether a field that knows no absence has its default.
static bool is_default(const ProtobufCFieldDescriptor *field, const void *place) {
  static const char zeros[8];
  ProtobufCBinaryData data;
  if (field->type != PROTOBUF_C_TYPE_BYTES) return memcmp(place, zeros, element_size(field->type)) == 0;
  memcpy(&data, place, sizeof data);
  return data.len == 0;
}

json_object *json_of_message(const ProtobufCMessage *message) {
  json_object *out = json_object_new_object();
  for (unsigned i = 0; i < message->descriptor->n_fields; i++) {
    const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
    const char *place = (const char *)message + field->offset;
    char name[128];
    json_name(field->name, name, sizeof name);
    if (field->label == PROTOBUF_C_LABEL_REPEATED) {
      size_t count;
      const char *elements;
      memcpy(&count, (const char *)message + field->quantifier_offset, sizeof count);
      memcpy(&elements, place, sizeof elements);
      if (count == 0) continue;
      json_object *list = json_object_new_array();
      for (size_t at = 0; at < count; at++) {
        json_object_array_add(list, json_of_value(field, elements + at * element_size(field->type)));
      }
      json_object_object_add(out, name, list);
      continue;
    }
    uint32_t chosen = 0;
    bool has_presence = field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF;
    if (has_presence) memcpy(&chosen, (const char *)message + field->quantifier_offset, sizeof chosen);
    if (has_presence ? chosen == field->id : !is_default(field, place)) {
      json_object_object_add(out, name, json_of_value(field, place));
    }
  }
  return out;
}
