// What Swift's Glibc overlay does not show of Linux.
#ifndef C_EXCLAIM_LINUX_H
#define C_EXCLAIM_LINUX_H

#include <sys/types.h>

/// Who made the other end of a Unix socket, as SO_PEERCRED tells: the layout of the kernel's `struct ucred`,
/// which glibc shows only under _GNU_SOURCE.
struct exclaim_peer_credentials {
  pid_t pid;
  uid_t uid;
  gid_t gid;
};

#endif
