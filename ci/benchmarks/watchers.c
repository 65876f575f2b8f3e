// How soon those who follow the journal have what was written, and what it costs the server.
//
//   watchers SOCKET SERVER_PID payload=FILE [watchers=N] [seconds=S]
//
// N connections (1000) follow the journal. For S seconds (2) the request in the file is submitted, each time after the
// last follower has what was submitted before. Prints p50_ms and p99_ms, from the submission, its commit included, until
// the last follower has it; commit_p50_ms, until the submission is answered; us_each, how long the server's cores worked
// for each record that reached a follower, the submission included; and kb_each, how much resident memory each
// connection with its watch took; calls is how many submissions there were.
#include <sys/epoll.h>
#include <sys/resource.h>

#include "requests.h"
#include "watching.h"

enum { EVENTS_MAX = 256 };

static void raise_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) give_up("no limit of open files: %s", strerror(errno));
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) give_up("cannot raise it: %s", strerror(errno));
}

static void add(int poller, int socket, size_t number) {
  struct epoll_event event = {.events = EPOLLIN, .data.u64 = number};
  if (epoll_ctl(poller, EPOLL_CTL_ADD, socket, &event) != 0) give_up("epoll: %s", strerror(errno));
}

// Takes what has come; returns how many records. The watch must go on.
static size_t take_records(struct inbox *inbox) {
  uint8_t header[HEADER_BYTES];
  struct bytes message, field;
  size_t records = 0;
  receive(inbox);
  while (take_frame(inbox, header, &message)) {
    if (header[8] == RESPONSE) check_response(message);
    if (header[8] != DATA || header[9] & REMOTE_CLOSED) give_up("a watch ended");
    for (int number; (number = take_field(&message, &field));) records += number == 1;
  }
  return records;
}

int main(int count, char **arguments) {
  if (count < 4) give_up("usage: watchers SOCKET SERVER_PID payload=FILE [watchers=N] [seconds=S]");
  pid_t server = atoi(arguments[2]);
  size_t watchers = number_option(count, arguments, "watchers", "1000");
  struct request request = make_request(RECORDS, "Submit", option(count, arguments, "payload", NULL), NULL);
  struct calls calls = open_calls(connect_to(arguments[1]), 1, request.frame.count);
  raise_limit();

  double resident = resident_kb(server);
  int poller = epoll_create1(0);
  if (poller < 0) give_up("epoll: %s", strerror(errno));
  struct inbox *inboxes = checked(calloc(watchers, sizeof *inboxes));
  for (size_t i = 0; i < watchers; i++) {
    inboxes[i] = open_inbox(connect_to(arguments[1]));
    send_request(inboxes[i].socket, 1, "exclaim.v1.Journal", "Watch", (struct bytes){0}, REMOTE_CLOSED);
    // The first message says that the watch has begun.
    take_records(&inboxes[i]);
    add(poller, inboxes[i].socket, i);
  }
  resident = resident_kb(server) - resident;
  add(poller, calls.inbox.socket, watchers);

  struct latencies latencies = {0}, commits = {0};
  size_t delivered = 0;
  uint64_t worked = worked_ns(server), now = now_ns(), end = now + seconds_option(count, arguments);
  while (now < end) {
    uint64_t before = now;
    queue_request(&calls, &request, before);
    flush_calls(&calls);
    size_t left = watchers, unanswered = 1;
    while (left > 0 || unanswered > 0) {
      struct epoll_event events[EVENTS_MAX];
      int ready = epoll_wait(poller, events, EVENTS_MAX, 30000);
      if (ready <= 0) give_up("%zu followers did not get a record within half a minute", left);
      for (int i = 0; i < ready; i++) {
        if (events[i].data.u64 == watchers) {
          unanswered -= take_answers(&calls, &commits);
          continue;
        }
        size_t records = take_records(&inboxes[events[i].data.u64]);
        if (records > left) give_up("a follower got a record twice");
        left -= records;
        delivered += records;
      }
    }
    now = now_ns();
    latencies_add(&latencies, now - before);
  }
  worked = worked_ns(server) - worked;
  printf("calls %zu\n", latencies.count);
  latencies_print_ms_as("", &latencies);
  latencies_print_ms_as("commit_", &commits);
  printf("us_each %.2f\n", (double)worked / 1e3 / (double)delivered);
  printf("kb_each %.2f\n", resident / (double)watchers);
}
