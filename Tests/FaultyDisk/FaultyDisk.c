#include "FaultyDisk.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "Image.h"
#include "Random.h"

enum { PLANS_MAX = 16 };

/// What is known of one path.
struct tracked {
  struct tracked *next;
  char *path;
  struct image image;
  /// Whether the name is in its directory for sure. Until then a power loss may leave none.
  bool is_named;
  bool is_deleted;
  /// What had the name before and may have it again after a power loss; NULL when nothing.
  struct image *former;
  int64_t size;
};

struct plan {
  enum faulty_disk_operation operation;
  enum faulty_disk_fault fault;
  uint64_t at;
};

struct faulty_disk {
  struct faulty_disk *next;
  char *prefix;
  uint64_t random;
  struct tracked *files;
  struct plan plans[PLANS_MAX];
  int plan_count;
  uint64_t counts[FAULTY_DISK_OPERATIONS];
  uint64_t faults[FAULTY_DISK_OPERATIONS];
  int64_t room;
  bool has_no_power;
};

/// An open file on a faulty disk; the real VFS's file lies behind it.
struct faulty_file {
  sqlite3_file base;
  sqlite3_file *real;
  struct faulty_disk *disk;
  /// NULL for files that are not kept: temporary ones.
  struct tracked *tracked;
};

// Guards everything here: SQLite calls from the threads of all connections.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct faulty_disk *disks;
static sqlite3_vfs *real_vfs;
static sqlite3_vfs faulty_vfs;

// MARK: Faults

/// Counts an operation, and says what happens at it: -1 for nothing.
static int fault_at(struct faulty_disk *disk, enum faulty_disk_operation operation) {
  disk->counts[operation]++;
  for (int i = 0; i < disk->plan_count; i++) {
    struct plan *plan = &disk->plans[i];
    if (plan->operation != operation || plan->at != disk->counts[operation]) continue;
    disk->faults[operation]++;
    if (plan->fault == FAULTY_DISK_POWER_LOSS) disk->has_no_power = true;
    if (!disk->has_no_power) return plan->fault;
  }
  return disk->has_no_power ? FAULTY_DISK_ERROR : -1;
}

static int64_t bytes_used(struct faulty_disk *disk) {
  int64_t used = 0;
  for (struct tracked *file = disk->files; file; file = file->next) {
    if (!file->is_deleted) used += file->size;
  }
  return used;
}

/// Names that were made are there for sure, and names that were removed are gone.
static void sync_directory(struct faulty_disk *disk) {
  for (struct tracked *file = disk->files; file; file = file->next) {
    file->is_named = !file->is_deleted;
    if (file->former) image_free(file->former);
    free(file->former);
    file->former = NULL;
  }
}

// MARK: The methods of a file

static int file_close(sqlite3_file *base) {
  struct faulty_file *file = (struct faulty_file *)base;
  return file->real->pMethods ? file->real->pMethods->xClose(file->real) : SQLITE_OK;
}

static int file_read(sqlite3_file *base, void *bytes, int count, sqlite3_int64 offset) {
  struct faulty_file *file = (struct faulty_file *)base;
  return file->real->pMethods->xRead(file->real, bytes, count, offset);
}

/// Notes the sectors as they are now, with whatever stood beside the bytes that were written.
static void note_written(struct faulty_file *file, int64_t offset, int64_t count) {
  struct tracked *tracked = file->tracked;
  if (tracked->size < offset + count) tracked->size = offset + count;
  // SQLite writes a page at most, and under the lock one buffer does for all.
  static uint8_t bytes[65536 + 2 * SECTOR_BYTES];
  int64_t first = offset / SECTOR_BYTES, last = (offset + count - 1) / SECTOR_BYTES;
  int length = (int)(last - first + 1) * SECTOR_BYTES;
  memset(bytes, 0, (size_t)length);
  file->real->pMethods->xRead(file->real, bytes, length, first * SECTOR_BYTES);
  for (int64_t sector = first; sector <= last; sector++) {
    image_write(&tracked->image, sector, bytes + (sector - first) * SECTOR_BYTES);
  }
  image_resize(&tracked->image, tracked->size);
}

static int file_write(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 offset) {
  struct faulty_file *file = (struct faulty_file *)base;
  if (!file->tracked) return file->real->pMethods->xWrite(file->real, bytes, count, offset);
  pthread_mutex_lock(&lock);
  struct faulty_disk *disk = file->disk;
  int code = SQLITE_OK, written = count;
  switch (fault_at(disk, FAULTY_DISK_WRITE)) {
    case FAULTY_DISK_ERROR:
      code = SQLITE_IOERR_WRITE;
      written = 0;
      break;
    case FAULTY_DISK_SHORT:
      code = SQLITE_IOERR_WRITE;
      written = (int)(next_random(&disk->random) % (uint64_t)count);
      break;
    default: {
      int64_t growth = offset + count - file->tracked->size;
      int64_t left = disk->room < 0 ? INT64_MAX : disk->room - bytes_used(disk);
      if (growth > 0 && growth > left) {
        code = SQLITE_FULL;
        written = (int)(count - growth + (left > 0 ? left : 0));
        if (written < 0) written = 0;
      }
    }
  }
  if (written > 0) {
    int result = file->real->pMethods->xWrite(file->real, bytes, written, offset);
    if (result == SQLITE_OK) note_written(file, offset, written);
    if (code == SQLITE_OK) code = result;
  }
  pthread_mutex_unlock(&lock);
  return code;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
  struct faulty_file *file = (struct faulty_file *)base;
  if (!file->tracked) return file->real->pMethods->xTruncate(file->real, size);
  pthread_mutex_lock(&lock);
  int code = SQLITE_IOERR_TRUNCATE;
  if (fault_at(file->disk, FAULTY_DISK_TRUNCATE) < 0) {
    code = file->real->pMethods->xTruncate(file->real, size);
    if (code == SQLITE_OK) {
      file->tracked->size = size;
      image_resize(&file->tracked->image, size);
    }
  }
  pthread_mutex_unlock(&lock);
  return code;
}

/// Nothing reaches the real disk: what would be on it stands in the image.
static int file_sync(sqlite3_file *base, int flags) {
  struct faulty_file *file = (struct faulty_file *)base;
  (void)flags;
  if (!file->tracked) return SQLITE_OK;
  pthread_mutex_lock(&lock);
  int code = SQLITE_OK;
  struct faulty_disk *disk = file->disk;
  if (fault_at(disk, FAULTY_DISK_SYNC) >= 0) {
    code = SQLITE_IOERR_FSYNC;
    if (!disk->has_no_power) image_lose(&file->tracked->image, next_random(&disk->random));
  } else {
    image_sync(&file->tracked->image);
    // SQLite's own VFS syncs the directory as well at the first sync of a file that it made.
    if (!file->tracked->is_named) sync_directory(disk);
  }
  pthread_mutex_unlock(&lock);
  return code;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size) {
  struct faulty_file *file = (struct faulty_file *)base;
  return file->real->pMethods->xFileSize(file->real, size);
}

static int lock_fault(struct faulty_file *file) {
  pthread_mutex_lock(&lock);
  // Locks are not on the disk: they hold without power.
  bool had_power = !file->disk->has_no_power;
  int fault = fault_at(file->disk, FAULTY_DISK_LOCK);
  bool fails = fault >= 0 && had_power;
  pthread_mutex_unlock(&lock);
  return fails ? SQLITE_IOERR_LOCK : SQLITE_OK;
}

static int file_lock(sqlite3_file *base, int level) {
  struct faulty_file *file = (struct faulty_file *)base;
  int code = lock_fault(file);
  return code ? code : file->real->pMethods->xLock(file->real, level);
}

static int file_unlock(sqlite3_file *base, int level) {
  struct faulty_file *file = (struct faulty_file *)base;
  return file->real->pMethods->xUnlock(file->real, level);
}

static int file_check_reserved_lock(sqlite3_file *base, int *result) {
  struct faulty_file *file = (struct faulty_file *)base;
  return file->real->pMethods->xCheckReservedLock(file->real, result);
}

static int file_control(sqlite3_file *base, int operation, void *argument) {
  struct faulty_file *file = (struct faulty_file *)base;
  // Growing a file by asking is left to writes, which are seen.
  if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_OK;
  return file->real->pMethods->xFileControl(file->real, operation, argument);
}

static int file_sector_size(sqlite3_file *base) {
  struct faulty_file *file = (struct faulty_file *)base;
  return file->real->pMethods->xSectorSize(file->real);
}

/// Sectors are written whole or not at all, and neighbours are left alone. Nothing else is promised: no order of
/// writes, no size before its data, no batches.
static int file_device_characteristics(sqlite3_file *base) {
  (void)base;
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int file_shm_map(sqlite3_file *base, int region, int bytes, int extend, void volatile **address) {
  struct faulty_file *file = (struct faulty_file *)base;
  return file->real->pMethods->xShmMap(file->real, region, bytes, extend, address);
}

static int file_shm_lock(sqlite3_file *base, int offset, int count, int flags) {
  struct faulty_file *file = (struct faulty_file *)base;
  if (flags & SQLITE_SHM_LOCK) {
    int code = lock_fault(file);
    if (code) return code;
  }
  return file->real->pMethods->xShmLock(file->real, offset, count, flags);
}

static void file_shm_barrier(sqlite3_file *base) {
  struct faulty_file *file = (struct faulty_file *)base;
  file->real->pMethods->xShmBarrier(file->real);
}

static int file_shm_unmap(sqlite3_file *base, int remove) {
  struct faulty_file *file = (struct faulty_file *)base;
  return file->real->pMethods->xShmUnmap(file->real, remove);
}

static int file_fetch(sqlite3_file *base, sqlite3_int64 offset, int count, void **bytes) {
  struct faulty_file *file = (struct faulty_file *)base;
  return file->real->pMethods->xFetch(file->real, offset, count, bytes);
}

static int file_unfetch(sqlite3_file *base, sqlite3_int64 offset, void *bytes) {
  struct faulty_file *file = (struct faulty_file *)base;
  return file->real->pMethods->xUnfetch(file->real, offset, bytes);
}

static const sqlite3_io_methods file_methods = {
  .iVersion = 3,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_device_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
  .xFetch = file_fetch,
  .xUnfetch = file_unfetch,
};

// MARK: The methods of the VFS

/// The disk on which a path is; NULL for none. Under the lock.
static struct faulty_disk *disk_of(const char *path) {
  for (struct faulty_disk *disk = disks; path && disk; disk = disk->next) {
    if (strncmp(path, disk->prefix, strlen(disk->prefix)) == 0) return disk;
  }
  return NULL;
}

static struct tracked *find(struct faulty_disk *disk, const char *path) {
  for (struct tracked *file = disk->files; file; file = file->next) {
    if (strcmp(file->path, path) == 0) return file;
  }
  return NULL;
}

/// Notes a file that was just opened. What it holds already, if nobody saw that being written, is on the disk.
static struct tracked *track(struct faulty_disk *disk, const char *path, sqlite3_file *real, bool was_there) {
  struct tracked *file = find(disk, path);
  if (file && !file->is_deleted) return file;
  if (!file) {
    file = calloc(1, sizeof *file);
    file->path = strdup(path);
    file->next = disk->files;
    disk->files = file;
  } else if (file->is_named) {
    // The name is used again: until the directory is synced, a power loss may bring back what had it before.
    file->former = malloc(sizeof *file->former);
    *file->former = file->image;
  } else {
    image_free(&file->image);
  }
  image_init(&file->image);
  file->is_deleted = false;
  file->is_named = was_there;
  sqlite3_int64 size = 0;
  real->pMethods->xFileSize(real, &size);
  file->size = size;
  for (int64_t sector = 0; sector * SECTOR_BYTES < size; sector++) {
    uint8_t bytes[SECTOR_BYTES] = {0};
    real->pMethods->xRead(real, bytes, SECTOR_BYTES, sector * SECTOR_BYTES);
    image_write(&file->image, sector, bytes);
  }
  image_resize(&file->image, size);
  image_sync(&file->image);
  return file;
}

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *flags_out) {
  (void)vfs;
  pthread_mutex_lock(&lock);
  struct faulty_disk *disk = disk_of(path);
  bool fails = disk && fault_at(disk, FAULTY_DISK_OPEN) >= 0;
  pthread_mutex_unlock(&lock);
  // SQLite gives room for the larger of the two: the real VFS may have it all.
  if (!disk) return real_vfs->xOpen(real_vfs, path, base, flags, flags_out);
  struct faulty_file *file = (struct faulty_file *)base;
  memset(file, 0, sizeof *file);
  if (fails) return SQLITE_CANTOPEN;
  file->real = (sqlite3_file *)(file + 1);
  file->disk = disk;
  struct stat info;
  bool was_there = stat(path, &info) == 0;
  int code = real_vfs->xOpen(real_vfs, path, file->real, flags, flags_out);
  if (code != SQLITE_OK) {
    // SQLite closes what has methods, even when opening it failed.
    if (file->real->pMethods) base->pMethods = &file_methods;
    return code;
  }
  base->pMethods = &file_methods;
  if (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) {
    pthread_mutex_lock(&lock);
    file->tracked = track(disk, path, file->real, was_there);
    pthread_mutex_unlock(&lock);
  }
  return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int syncs_directory) {
  (void)vfs;
  pthread_mutex_lock(&lock);
  struct faulty_disk *disk = disk_of(path);
  int code = SQLITE_OK;
  if (disk && disk->has_no_power) {
    code = SQLITE_IOERR_DELETE;
  } else {
    code = real_vfs->xDelete(real_vfs, path, 0);
    struct tracked *file = disk ? find(disk, path) : NULL;
    if (file && code == SQLITE_OK) {
      file->is_deleted = true;
      // Until the directory is synced the name may come back, and what had it.
      if (syncs_directory) sync_directory(disk);
    }
  }
  pthread_mutex_unlock(&lock);
  return code;
}

static int vfs_access(sqlite3_vfs *vfs, const char *path, int flags, int *result) {
  (void)vfs;
  return real_vfs->xAccess(real_vfs, path, flags, result);
}

static int vfs_full_pathname(sqlite3_vfs *vfs, const char *path, int count, char *full) {
  (void)vfs;
  return real_vfs->xFullPathname(real_vfs, path, count, full);
}

int faulty_disk_register(void) {
  pthread_mutex_lock(&lock);
  int code = SQLITE_OK;
  if (!real_vfs) {
    real_vfs = sqlite3_vfs_find(NULL);
    // Everything that has nothing to do with files is the real one's.
    faulty_vfs = *real_vfs;
    faulty_vfs.zName = "faulty-disk";
    faulty_vfs.pNext = NULL;
    faulty_vfs.szOsFile = (int)sizeof(struct faulty_file) + real_vfs->szOsFile;
    faulty_vfs.xOpen = vfs_open;
    faulty_vfs.xDelete = vfs_delete;
    faulty_vfs.xAccess = vfs_access;
    faulty_vfs.xFullPathname = vfs_full_pathname;
    code = sqlite3_vfs_register(&faulty_vfs, 1);
  }
  pthread_mutex_unlock(&lock);
  return code;
}

// MARK: Disks

struct faulty_disk *faulty_disk_arm(const char *prefix, uint64_t seed) {
  struct faulty_disk *disk = calloc(1, sizeof *disk);
  disk->prefix = strdup(prefix);
  disk->random = seed;
  disk->room = -1;
  pthread_mutex_lock(&lock);
  disk->next = disks;
  disks = disk;
  pthread_mutex_unlock(&lock);
  return disk;
}

void faulty_disk_disarm(struct faulty_disk *disk) {
  pthread_mutex_lock(&lock);
  struct faulty_disk **place = &disks;
  while (*place != disk) place = &(*place)->next;
  *place = disk->next;
  pthread_mutex_unlock(&lock);
  while (disk->files) {
    struct tracked *file = disk->files;
    disk->files = file->next;
    image_free(&file->image);
    if (file->former) image_free(file->former);
    free(file->former);
    free(file->path);
    free(file);
  }
  free(disk->prefix);
  free(disk);
}

void faulty_disk_plan(
  struct faulty_disk *disk, enum faulty_disk_operation operation, uint64_t nth, enum faulty_disk_fault fault) {
  pthread_mutex_lock(&lock);
  if (disk->plan_count == PLANS_MAX) abort();
  disk->plans[disk->plan_count++] = (struct plan){operation, fault, disk->counts[operation] + nth};
  pthread_mutex_unlock(&lock);
}

uint64_t faulty_disk_count(struct faulty_disk *disk, enum faulty_disk_operation operation) {
  pthread_mutex_lock(&lock);
  uint64_t count = disk->counts[operation];
  pthread_mutex_unlock(&lock);
  return count;
}

uint64_t faulty_disk_faults(struct faulty_disk *disk, enum faulty_disk_operation operation) {
  pthread_mutex_lock(&lock);
  uint64_t count = disk->faults[operation];
  pthread_mutex_unlock(&lock);
  return count;
}

void faulty_disk_set_room(struct faulty_disk *disk, int64_t bytes) {
  pthread_mutex_lock(&lock);
  disk->room = bytes;
  pthread_mutex_unlock(&lock);
}

int64_t faulty_disk_used(struct faulty_disk *disk) {
  pthread_mutex_lock(&lock);
  int64_t used = bytes_used(disk);
  pthread_mutex_unlock(&lock);
  return used;
}

void faulty_disk_cut_power(struct faulty_disk *disk) {
  pthread_mutex_lock(&lock);
  disk->has_no_power = true;
  pthread_mutex_unlock(&lock);
}

bool faulty_disk_has_no_power(struct faulty_disk *disk) {
  pthread_mutex_lock(&lock);
  bool has_no_power = disk->has_no_power;
  pthread_mutex_unlock(&lock);
  return has_no_power;
}

/// The image that has a name after a power loss; NULL when there is no such file.
static const struct image *survivor(const struct tracked *file, uint64_t *random) {
  bool coin = next_random(random) & 1;
  if (file->is_named) return file->is_deleted && coin ? NULL : &file->image;
  return file->is_deleted || coin ? file->former : &file->image;
}

int faulty_disk_salvage(struct faulty_disk *disk, uint64_t seed, const char *directory) {
  pthread_mutex_lock(&lock);
  int result = 0;
  for (struct tracked *file = disk->files; file && result == 0; file = file->next) {
    const struct image *image = survivor(file, &seed);
    if (!image) continue;
    const char *slash = strrchr(file->path, '/');
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, slash ? slash + 1 : file->path);
    result = image_salvage(image, next_random(&seed), path);
  }
  pthread_mutex_unlock(&lock);
  return result;
}
