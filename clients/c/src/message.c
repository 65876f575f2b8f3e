#include <stdlib.h>

#include "internal.h"

// What a message may still take. Nothing is given back on a free: protobuf-c frees within a decoding only its
// notes.
typedef struct budget {
  size_t bytes;
} budget;

// What malloc adds to each piece, about: small pieces would else cost three times what they count.
static const size_t piece_bytes = 16;

static void *allocate(void *data, size_t n_bytes) {
  budget *left = data;
  if (n_bytes > left->bytes || left->bytes - n_bytes < piece_bytes) return NULL;
  left->bytes -= n_bytes + piece_bytes;
  return malloc(n_bytes);
}

static void release(void *data, void *memory) {
  (void)data;
  free(memory);
}

ProtobufCMessage *message_decode(
    const ProtobufCMessageDescriptor *type, const uint8_t *bytes, size_t n_bytes) {
  budget left = {EXCLAIM_MESSAGE_BYTES_MAX};
  // The memory is malloc's, so that the message can be freed when this allocator is gone, by the system's
  // own.
  ProtobufCAllocator allocator = {allocate, release, &left};
  // protobuf-c tells an empty message from a missing one by its pointer only when it copies; any will do.
  static const uint8_t none;
  return protobuf_c_message_unpack(type, &allocator, n_bytes, n_bytes == 0 ? &none : bytes);
}

void exclaim_free(void *message) {
  if (message != NULL) protobuf_c_message_free_unpacked(message, NULL);
}
