// A disk that fails as told, between SQLite and the real one.
//
//     SQLite ──▶ faulty disk ──▶ the system's files      what reads see: the page cache
//                    │
//                    └─▶ what is on the disk for sure, and each write since    what a power loss leaves
//
// It is an SQLite VFS over the default one. Files whose path begins with the prefix of an armed disk pass through
// it; all others are opened by the real VFS itself, so that tests beside this one notice nothing. Shared memory
// (-shm) is not kept across a power loss, as on any disk.
#ifndef FAULTY_DISK_H
#define FAULTY_DISK_H

#include <stdbool.h>
#include <stdint.h>

/// What SQLite asks of a disk.
enum faulty_disk_operation {
  FAULTY_DISK_WRITE,
  FAULTY_DISK_SYNC,
  FAULTY_DISK_TRUNCATE,
  FAULTY_DISK_OPEN,
  FAULTY_DISK_LOCK,
  FAULTY_DISK_OPERATIONS,
};

/// What happens at an operation.
enum faulty_disk_fault {
  /// It fails, and nothing of it is done. A failed sync loses what was written since the last one: reads go on to
  /// see it, each sector is on the disk or not, and no later sync brings it there.
  FAULTY_DISK_ERROR,
  /// A write that stops in its middle.
  FAULTY_DISK_SHORT,
  /// The power goes before the operation: it and all after it fail, and the disk stays as it was.
  FAULTY_DISK_POWER_LOSS,
};

struct faulty_disk;

/// Makes this VFS the default one. Call it before the first database is opened; may be called again.
/// Returns 0, or SQLite's error code.
int faulty_disk_register(void);

/// Arms a disk for all files whose path begins with the prefix. Whatever such a file holds when it is opened first is
/// on the disk for sure. All chances follow from the seed.
struct faulty_disk *faulty_disk_arm(const char *prefix, uint64_t seed);

/// Lets go of a disk. No file on it may be open.
void faulty_disk_disarm(struct faulty_disk *disk);

/// Plans a fault for the nth such operation from now, 1 being the next. Up to 16 may be planned.
void faulty_disk_plan(
  struct faulty_disk *disk, enum faulty_disk_operation operation, uint64_t nth, enum faulty_disk_fault fault);

/// How many such operations there were.
uint64_t faulty_disk_count(struct faulty_disk *disk, enum faulty_disk_operation operation);

/// How many planned faults have happened, of an operation.
uint64_t faulty_disk_faults(struct faulty_disk *disk, enum faulty_disk_operation operation);

/// Gives all files together that much room; negative means without limit. A write beyond it stops where the room ends.
void faulty_disk_set_room(struct faulty_disk *disk, int64_t bytes);

/// Bytes of all files together.
int64_t faulty_disk_used(struct faulty_disk *disk);

/// Cuts the power now, if that has not happened yet.
void faulty_disk_cut_power(struct faulty_disk *disk);

/// Whether the power is gone.
bool faulty_disk_has_no_power(struct faulty_disk *disk);

/// Writes the files as the disk could have them after the power was lost into a directory that is there. What was
/// synced is there for sure; each file has any of the sizes that it had since, and each sector of 512 bytes is there in
/// any of the versions that it had, but for those that a cut took away. May be called again with other seeds. Returns 0 or
/// an error number.
int faulty_disk_salvage(struct faulty_disk *disk, uint64_t seed, const char *directory);

#endif
