#define _GNU_SOURCE
#include <errno.h>
#include <sys/socket.h>

#include "CExclaimLinux.h"

int exclaim_read_peer(int socket, struct exclaim_peer *peer) {
  struct ucred credentials;
  socklen_t length = sizeof credentials;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0) return errno;
  peer->uid = credentials.uid;
  peer->gid = credentials.gid;
  length = sizeof peer->groups;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, peer->groups, &length) != 0) return errno;
  peer->group_count = length / sizeof peer->groups[0];
  return 0;
}
