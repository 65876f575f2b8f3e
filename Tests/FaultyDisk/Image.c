#include "Image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "Random.h"

static const uint8_t zeros[SECTOR_BYTES];

void image_init(struct image *image) {
  memset(image, 0, sizeof *image);
  image->sizes = calloc(1, sizeof *image->sizes);
  image->size_count = 1;
}

static void forget_versions(struct sector *sector) {
  while (sector->since) {
    struct version *next = sector->since->next;
    free(sector->since);
    sector->since = next;
  }
}

void image_free(struct image *image) {
  for (int64_t i = 0; i < image->sector_count; i++) forget_versions(&image->sectors[i]);
  free(image->sectors);
  free(image->sizes);
}

static const struct size *last_size(const struct image *image) { return &image->sizes[image->size_count - 1]; }

static void add_version(struct image *image, int64_t number, const uint8_t *bytes, bool is_cut) {
  if (number >= image->sector_count) {
    int64_t count = number + 1 > 2 * image->sector_count ? number + 1 : 2 * image->sector_count;
    image->sectors = realloc(image->sectors, (size_t)count * sizeof *image->sectors);
    memset(image->sectors + image->sector_count, 0, (size_t)(count - image->sector_count) * sizeof *image->sectors);
    image->sector_count = count;
  }
  struct version **end = &image->sectors[number].since;
  while (*end) end = &(*end)->next;
  *end = calloc(1, sizeof **end);
  (*end)->cuts = last_size(image)->cuts + is_cut;
  (*end)->is_cut = is_cut;
  memcpy((*end)->bytes, bytes, SECTOR_BYTES);
}

void image_write(struct image *image, int64_t sector, const uint8_t *bytes) {
  add_version(image, sector, bytes, false);
}

void image_resize(struct image *image, int64_t bytes) {
  struct size size = *last_size(image);
  if (bytes == size.bytes) return;
  for (int64_t i = (bytes + SECTOR_BYTES - 1) / SECTOR_BYTES; i * SECTOR_BYTES < size.bytes; i++) {
    add_version(image, i, zeros, true);
  }
  if (bytes < size.bytes) size.cuts++;
  size.bytes = bytes;
  image->sizes = realloc(image->sizes, (size_t)(image->size_count + 1) * sizeof *image->sizes);
  image->sizes[image->size_count++] = size;
}

void image_sync(struct image *image) {
  for (int64_t i = 0; i < image->sector_count; i++) {
    struct sector *sector = &image->sectors[i];
    for (struct version *version = sector->since; version; version = version->next) {
      memcpy(sector->synced, version->bytes, SECTOR_BYTES);
    }
    forget_versions(sector);
  }
  image->sizes[0] = *last_size(image);
  image->size_count = 1;
}

// MARK: Chances

/// How likely a write is on the disk, in 256ths: none, all, few, half or most, so that each of them is tried often.
static unsigned likelihood(uint64_t *random) {
  static const unsigned likelihoods[] = {0, 256, 16, 128, 240};
  return likelihoods[next_random(random) % 5];
}

/// Which of the versions of something is on the disk: 0 is the one that is there for sure, `last` the latest.
static int64_t chosen(int64_t last, unsigned likelihood, uint64_t *random) {
  if ((next_random(random) & 255) < likelihood) return last;
  return likelihood == 0 ? 0 : (int64_t)(next_random(random) % (uint64_t)(last + 1));
}

static const struct size *any_size(const struct image *image, unsigned likelihood, uint64_t *random) {
  return &image->sizes[chosen(image->size_count - 1, likelihood, random)];
}

/// Any version of a sector that goes with a size: none from before its last cut, and none from after the next one.
static const uint8_t *any_bytes(
  const struct sector *sector, const struct size *size, unsigned likelihood, uint64_t *random) {
  const uint8_t *oldest = sector->synced;
  struct version *first = sector->since;
  for (struct version *version = first; version && version->cuts <= size->cuts; version = version->next) {
    if (!version->is_cut) continue;
    oldest = version->bytes;
    first = version->next;
  }
  int64_t last = 0;
  for (struct version *version = first; version && version->cuts <= size->cuts; version = version->next) last++;
  const uint8_t *bytes = oldest;
  if (last == 0) return bytes;
  for (int64_t i = chosen(last, likelihood, random); i > 0; i--) {
    bytes = first->bytes;
    first = first->next;
  }
  return bytes;
}

void image_lose(struct image *image, uint64_t seed) {
  unsigned chance = likelihood(&seed);
  struct size kept = *any_size(image, chance, &seed), seen = *last_size(image);
  for (int64_t i = 0; i < image->sector_count; i++) {
    struct sector *sector = &image->sectors[i];
    if (!sector->since) continue;
    memmove(sector->synced, any_bytes(sector, &kept, chance, &seed), SECTOR_BYTES);
    forget_versions(sector);
  }
  // What reads see stays as it is: the file's size is noted again, as one that is not on the disk.
  image->sizes[0] = kept;
  image->size_count = 1;
  image_resize(image, seen.bytes);
}

int image_salvage(const struct image *image, uint64_t seed, const char *path) {
  unsigned chance = likelihood(&seed);
  const struct size *size = any_size(image, chance, &seed);
  int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return errno;
  int result = 0;
  for (int64_t i = 0; i < image->sector_count && i * SECTOR_BYTES < size->bytes && result == 0; i++) {
    const uint8_t *bytes = any_bytes(&image->sectors[i], size, chance, &seed);
    if (pwrite(descriptor, bytes, SECTOR_BYTES, i * SECTOR_BYTES) != SECTOR_BYTES) result = errno ? errno : EIO;
  }
  if (result == 0 && ftruncate(descriptor, size->bytes) != 0) result = errno;
  close(descriptor);
  return result;
}
