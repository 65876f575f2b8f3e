// TOML for Swift: the values of a file, one after the other, each with the line it stands on. The reading is done
// by toml++, whose headers are compiled into this target (Debian: libtomlplusplus-dev).
#ifndef C_EXCLAIM_TOML_H
#define C_EXCLAIM_TOML_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What a value is; the numbers are read on the Swift side.
enum exclaim_toml_kind {
  EXCLAIM_TOML_TABLE = 1,
  EXCLAIM_TOML_ARRAY = 2,
  EXCLAIM_TOML_STRING = 3,
  EXCLAIM_TOML_INTEGER = 4,
  EXCLAIM_TOML_BOOLEAN = 5,
  EXCLAIM_TOML_FLOAT = 6,
  EXCLAIM_TOML_TIME = 7
};

// A value. The pointers hold during the visit alone.
struct exclaim_toml_value {
  enum exclaim_toml_kind kind;
  // How many tables and arrays it stands in, the file itself not counted.
  uint32_t depth;
  // From 1: where its key stands, or the value itself in an array.
  uint32_t line;
  // UTF-8, which may hold U+0000; NULL in an array.
  const char *key;
  size_t key_byte_count;
  // UTF-8 of a string; NULL for the other kinds.
  const char *text;
  size_t text_byte_count;
  // Of an integer; of a boolean 0 or 1.
  int64_t integer;
};

typedef void (*exclaim_toml_visit)(void *context, const struct exclaim_toml_value *value);

// Visits every value of a file of TOML 1.0, a table or array before what is in it; keys come in the order of their
// bytes. Nothing is visited when the file has a mistake.
//
// Returns 0, or the line of the first mistake, and says what it is in `mistake`, which is cut to
// `mistake_byte_count` bytes and ends with a zero.
uint32_t exclaim_toml_read(
    const char *bytes, size_t byte_count, void *context, exclaim_toml_visit visit,
    char *mistake, size_t mistake_byte_count);

#ifdef __cplusplus
}
#endif

#endif
