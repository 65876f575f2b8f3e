#include "internal.h"

// -- Reading

static bool read_varint(const uint8_t *bytes, size_t n_bytes, size_t *at, uint64_t *value) {
  *value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (*at == n_bytes) return false;
    uint8_t byte = bytes[(*at)++];
    *value |= (uint64_t)(byte & 0x7F) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

int wire_next(const uint8_t *bytes, size_t n_bytes, size_t *at, wire_field *field) {
  if (*at == n_bytes) return 0;
  uint64_t tag;
  if (!read_varint(bytes, n_bytes, at, &tag) || tag >> 3 == 0 || tag > UINT32_MAX) return -1;
  *field = (wire_field){.number = (uint32_t)(tag >> 3), .type = tag & 7};
  uint64_t length;
  switch (field->type) {
    case WIRE_VARINT: return read_varint(bytes, n_bytes, at, &field->value) ? 1 : -1;
    case 1: length = 8; break;
    case WIRE_BYTES:
      if (!read_varint(bytes, n_bytes, at, &length)) return -1;
      break;
    case 5: length = 4; break;
    // Groups, and what nobody has given a meaning.
    default: return -1;
  }
  if (length > n_bytes - *at) return -1;
  field->bytes = bytes + *at;
  field->n_bytes = (size_t)length;
  *at += (size_t)length;
  return 1;
}

bool response_read(const uint8_t *bytes, size_t n_bytes, response *out) {
  *out = (response){0};
  wire_field field;
  int got;
  for (size_t at = 0; (got = wire_next(bytes, n_bytes, &at, &field)) > 0;) {
    if (field.number != 1 && field.number != 2) continue;
    if (field.type != WIRE_BYTES) break;
    if (field.number == 2) {
      out->payload = field.bytes;
      out->n_payload = field.n_bytes;
      continue;
    }
    // Of two statuses the last that tells of a failure counts.
    exclaim_error *failure;
    if (!error_read_status(field.bytes, field.n_bytes, &failure)) break;
    if (failure == NULL) continue;
    exclaim_error_free(out->failure);
    out->failure = failure;
  }
  if (got == 0) return true;
  exclaim_error_free(out->failure);
  out->failure = NULL;
  return false;
}

// -- Writing

void write_u32(uint8_t *out, uint32_t number) {
  out[0] = (uint8_t)(number >> 24);
  out[1] = (uint8_t)(number >> 16);
  out[2] = (uint8_t)(number >> 8);
  out[3] = (uint8_t)number;
}

static size_t varint_size(uint64_t value) {
  size_t size = 1;
  for (; value >= 0x80; value >>= 7) size++;
  return size;
}

static uint8_t *write_varint(uint8_t *out, uint64_t value) {
  for (; value >= 0x80; value >>= 7) *out++ = (uint8_t)(value | 0x80);
  *out++ = (uint8_t)value;
  return out;
}

static uint8_t *write_text(uint8_t *out, uint8_t tag, const char *text) {
  size_t length = strlen(text);
  *out++ = tag;
  out = write_varint(out, length);
  memcpy(out, text, length);
  return out + length;
}

size_t request_prefix_size(const exclaim_method *method, int64_t timeout_nanoseconds, size_t n_payload) {
  size_t service = strlen(method->service), name = strlen(method->name);
  size_t size = 1 + varint_size(service) + service + 1 + varint_size(name) + name;
  if (timeout_nanoseconds != 0) size += 1 + varint_size((uint64_t)timeout_nanoseconds);
  if (n_payload > 0) size += 1 + varint_size(n_payload);
  return size;
}

// Field 4 before field 3, so that the payload is the end of the frame and is packed straight into it.
void request_prefix_write(
    const exclaim_method *method, int64_t timeout_nanoseconds, size_t n_payload, uint8_t *out) {
  out = write_text(out, 1 << 3 | WIRE_BYTES, method->service);
  out = write_text(out, 2 << 3 | WIRE_BYTES, method->name);
  if (timeout_nanoseconds != 0) {
    *out++ = 4 << 3 | WIRE_VARINT;
    out = write_varint(out, (uint64_t)timeout_nanoseconds);
  }
  if (n_payload > 0) {
    *out++ = 3 << 3 | WIRE_BYTES;
    write_varint(out, n_payload);
  }
}
