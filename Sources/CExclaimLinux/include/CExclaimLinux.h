// What Swift's Glibc overlay does not show of Linux.
#ifndef C_EXCLAIM_LINUX_H
#define C_EXCLAIM_LINUX_H

#include <sys/types.h>

/// Who made the other end of a Unix socket: what the kernel noted when it did.
struct exclaim_peer {
  uid_t uid;
  gid_t gid;
  /// The first of its further groups, and how many of them there are here.
  gid_t groups[256];
  unsigned group_count;
};

/// Reads SO_PEERCRED, which glibc shows only under _GNU_SOURCE, and SO_PEERGROUPS. Returns 0, or an error number:
/// ERANGE when there are more groups than there is room for.
int exclaim_read_peer(int socket, struct exclaim_peer *peer);

/// Lets all other threads go before the calling one, so that long work does not keep the thread that reads all
/// connections from a core.
void exclaim_begin_long_work(void);

/// Ends that. It takes a right that not every account has (RLIMIT_NICE of 20); without it the thread stays behind, and
/// is slower where every core is busy.
void exclaim_end_long_work(void);

#endif
