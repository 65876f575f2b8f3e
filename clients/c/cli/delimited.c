#include <stdlib.h>

#include "cli.h"

void write_record(FILE *out, const Exclaim__V1__Record *record) {
  size_t count = protobuf_c_message_get_packed_size(&record->base);
  uint8_t *bytes = malloc(count + 1);
  if (bytes == NULL) abort();
  protobuf_c_message_pack(&record->base, bytes);
  size_t length = count;
  for (; length >= 0x80; length >>= 7) fputc((int)(length & 0x7F) | 0x80, out);
  fputc((int)length, out);
  fwrite(bytes, 1, count, out);
  free(bytes);
}

Exclaim__V1__Record *read_record(FILE *in, const char **problem) {
  uint64_t count = 0;
  int byte;
  for (unsigned shift = 0; (byte = fgetc(in)) != EOF; shift += 7) {
    count |= (uint64_t)(byte & 0x7F) << shift;
    // What does not fit a frame is no record, and four bytes hold the length of all that do.
    if (count > EXCLAIM_FRAME_BYTES_MAX || shift > 21) {
      *problem = "its length is over 4 MiB, so this is no file of records, each behind its length";
      return NULL;
    }
    if (byte < 0x80) break;
    *problem = "the file ends inside it";
  }
  if (byte == EOF) return NULL;
  *problem = NULL;
  uint8_t *bytes = malloc((size_t)count + 1);
  if (bytes == NULL) abort();
  Exclaim__V1__Record *record = NULL;
  if (fread(bytes, 1, (size_t)count, in) != count) *problem = "the file ends inside it";
  else record = exclaim__v1__record__unpack(NULL, (size_t)count, bytes);
  if (record == NULL && *problem == NULL) *problem = "it does not decode as a record";
  free(bytes);
  return record;
}
