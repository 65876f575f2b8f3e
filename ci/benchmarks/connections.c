// Many idle connections at once: the time until all are accepted and have an answer, and the memory that
// they take.
//
//   connections SOCKET SERVER_PID [connections=N]
//
// Opens N connections (10000) as fast as the server accepts them, calls Control/Health once on each, and
// keeps them open. Whatever fails ends the program, except that the queue of the listening socket is full:
// then it tries again once the server has answered somebody. Prints seconds, from the first connection to
// the last answer; us_each; retries; and kb_each, how much resident memory the server took for each.
#include <poll.h>
#include <sys/epoll.h>
#include <sys/resource.h>

#include "frames.h"
#include "watching.h"

enum { ANSWER_BYTES_MAX = 256, EVENTS_MAX = 256 };

static void raise_limit(size_t connections) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) give_up("no limit of open files: %s", strerror(errno));
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) give_up("cannot raise it: %s", strerror(errno));
  if (limit.rlim_cur < connections + 16)
    give_up("%zu connections need as many open files; the hard limit is %llu: raise it (ulimit -Hn)",
            connections, (unsigned long long)limit.rlim_cur);
}

// Connects and asks; 0 when the server's queue is full.
static int open_connection(int poller, struct sockaddr_un *address, struct bytes request) {
  int connected = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (connected < 0) give_up("no socket: %s", strerror(errno));
  if (connect(connected, (struct sockaddr *)address, sizeof *address) != 0) {
    if (errno != EAGAIN) give_up("%s: %s", address->sun_path, strerror(errno));
    close(connected);
    return 0;
  }
  send_all(connected, request.start, request.count);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = connected};
  if (epoll_ctl(poller, EPOLL_CTL_ADD, connected, &event) != 0) give_up("epoll: %s", strerror(errno));
  return 1;
}

// Takes answers, waiting up to so long for the first; returns how many.
static size_t take_answers(int poller, int wait_ms) {
  struct epoll_event events[EVENTS_MAX];
  int count = epoll_wait(poller, events, EVENTS_MAX, wait_ms);
  if (count < 0) give_up("epoll: %s", strerror(errno));
  for (int i = 0; i < count; i++) {
    uint8_t answer[ANSWER_BYTES_MAX];
    // An answer of this size comes in one piece.
    ssize_t bytes = read(events[i].data.fd, answer, sizeof answer);
    if (bytes < HEADER_BYTES || answer[8] != RESPONSE || (size_t)bytes != HEADER_BYTES + get32(answer))
      give_up("a connection was closed, or had no whole answer");
    check_response((struct bytes){answer + HEADER_BYTES, (size_t)bytes - HEADER_BYTES});
  }
  return (size_t)count;
}

int main(int count, char **arguments) {
  if (count < 3) give_up("usage: connections SOCKET SERVER_PID [connections=N]");
  struct sockaddr_un address = address_of(arguments[1]);
  pid_t server = atoi(arguments[2]);
  size_t wanted = number_option(count, arguments, "connections", "10000");
  raise_limit(wanted);
  struct bytes request = request_frame(1, CONTROL, "Health", (struct bytes){0}, 0);
  int poller = epoll_create1(0);
  if (poller < 0) give_up("epoll: %s", strerror(errno));

  double resident = resident_kb(server);
  size_t opened = 0, answered = 0, retries = 0;
  uint64_t start = now_ns(), last_answer = start;
  while (answered < wanted) {
    int is_full = 0;
    if (opened < wanted && open_connection(poller, &address, request)) opened++;
    else if (opened < wanted) is_full = 1;
    retries += (size_t)is_full;
    size_t more = take_answers(poller, is_full || opened == wanted ? 10 : 0);
    if (more > 0) last_answer = now_ns();
    else if (now_ns() - last_answer > 10000000000u) give_up("no answer within ten seconds");
    answered += more;
  }
  double seconds = (double)(last_answer - start) / 1e9;
  printf("seconds %.3f\n", seconds);
  printf("us_each %.1f\n", seconds * 1e6 / (double)wanted);
  printf("retries %zu\n", retries);
  printf("kb_each %.2f\n", (resident_kb(server) - resident) / (double)wanted);
}
