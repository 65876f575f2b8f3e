// The physical limit of a unary call: 128 bytes to another process and back over a Unix socket, both
// blocking.
//
//   pingpong SECONDS [CORE CORE]
//
// On one core it is several times as fast as on two, for no other core has to be woken. Without cores given,
// the scheduler chooses, as it does for a server and its clients.
#include <sched.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "measuring.h"

enum { MESSAGE_BYTES = 128 };

static void stay_on(const char *core) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(atoi(core), &cores);
  if (sched_setaffinity(0, sizeof cores, &cores) != 0) give_up("cannot run on core %s", core);
}

static int receive(int socket, char *message) {
  return recv(socket, message, MESSAGE_BYTES, MSG_WAITALL) == MESSAGE_BYTES;
}

static void echo(int socket) {
  char message[MESSAGE_BYTES];
  while (receive(socket, message) && write(socket, message, MESSAGE_BYTES) == MESSAGE_BYTES) {
  }
}

int main(int count, char **arguments) {
  if (count != 2 && count != 4) give_up("usage: pingpong SECONDS [CORE CORE]");
  int sockets[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) != 0) give_up("no socket pair");
  pid_t child = fork();
  if (child < 0) give_up("no second process");
  if (child == 0) {
    close(sockets[0]);
    if (count == 4) stay_on(arguments[3]);
    echo(sockets[1]);
    _exit(0);
  }
  close(sockets[1]);
  if (count == 4) stay_on(arguments[2]);

  struct latencies latencies = {0};
  char message[MESSAGE_BYTES] = {0};
  uint64_t before = now_ns(), end = before + (uint64_t)(atof(arguments[1]) * 1e9);
  while (before < end) {
    if (write(sockets[0], message, MESSAGE_BYTES) != MESSAGE_BYTES || !receive(sockets[0], message))
      give_up("the other process is gone");
    uint64_t after = now_ns();
    latencies_add(&latencies, after - before);
    before = after;
  }
  close(sockets[0]);
  waitpid(child, NULL, 0);
  latencies_print(&latencies);
}
