#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

#include "CExclaimLinux.h"

// The kernel writes a struct ucred where Swift reads a struct exclaim_peer_credentials.
_Static_assert(sizeof(struct exclaim_peer_credentials) == sizeof(struct ucred), "size of struct ucred");
_Static_assert(offsetof(struct exclaim_peer_credentials, pid) == offsetof(struct ucred, pid), "pid");
_Static_assert(offsetof(struct exclaim_peer_credentials, uid) == offsetof(struct ucred, uid), "uid");
_Static_assert(offsetof(struct exclaim_peer_credentials, gid) == offsetof(struct ucred, gid), "gid");
