// What a disk has of one file: what was synced, and each write since.
#ifndef FAULTY_DISK_IMAGE_H
#define FAULTY_DISK_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

enum { SECTOR_BYTES = 512 };

/// One version of a sector.
struct version {
  struct version *next;
  /// How often the file had been cut when it was written.
  int64_t cuts;
  /// Zeros, where the file was cut.
  bool is_cut;
  uint8_t bytes[SECTOR_BYTES];
};

/// One size of a file.
struct size {
  int64_t bytes;
  /// How often the file had been cut by then.
  int64_t cuts;
};

/// A sector, as it is on the disk for sure and as it became since, the oldest version first.
struct sector {
  uint8_t synced[SECTOR_BYTES];
  struct version *since;
};

struct image {
  struct sector *sectors;
  int64_t sector_count;
  /// Sizes: the one that is on the disk for sure, then each that the file has had since.
  struct size *sizes;
  int64_t size_count;
};

/// An empty file.
void image_init(struct image *image);
void image_free(struct image *image);

/// Notes a sector as it has become.
void image_write(struct image *image, int64_t sector, const uint8_t *bytes);
/// Notes the file's size. What is cut off reads as zeros, should the file grow again.
void image_resize(struct image *image, int64_t size);
/// Everything reaches the disk.
void image_sync(struct image *image);
/// The file gets any of the sizes that it had, and each sector reaches the disk in any of the versions that it had;
/// all others are forgotten. A cut is kept whole or not at all: with it goes all that was written after it.
void image_lose(struct image *image, uint64_t seed);
/// Writes a file as `image_lose` would leave it. Returns 0 or an error number.
int image_salvage(const struct image *image, uint64_t seed, const char *path);

#endif
