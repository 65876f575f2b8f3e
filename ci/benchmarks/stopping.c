// How long a server goes on with a list that nobody wants any more.
//
//   stopping SOCKET SERVER_PID PAYLOAD cancel|disconnect [times=N]
//
// PAYLOAD is a ListRequest whose filter matches nothing, so that the server scans the whole ledger. The
// scan is stopped N times (20), between its beginning and its middle: by Control/Cancel, or by closing the
// connection.
//
// Prints scan_ms, how long the scan takes when it is left alone; p50_ms and p99_ms, from the stop to Cancel's
// answer, or until Control/Stats on another connection shows the call no more; and work_p99_ms, how long the
// server's cores worked within 100 ms of the stop: whatever it answers, it must not go on.
#include "frames.h"
#include "watching.h"

enum { CALLS_STREAM = 1, LIST_STREAM = 3, STOP_STREAM = 5, WATCH_NS = 100000000 };

struct setting {
  const char *path;
  pid_t server;
  struct bytes request;
  struct inbox observer;
};

static void wait_ns(uint64_t ns) {
  struct timespec time = {.tv_sec = (time_t)(ns / 1000000000), .tv_nsec = (long)(ns % 1000000000)};
  while (nanosleep(&time, &time) != 0) {
  }
}

static struct inbox begin_scan(struct setting *setting) {
  struct inbox inbox = open_inbox(connect_to(setting->path));
  send_request(inbox.socket, LIST_STREAM, RECORDS, "ListStream", setting->request, REMOTE_CLOSED);
  return inbox;
}

static uint64_t time_scan(struct setting *setting) {
  uint8_t header[HEADER_BYTES];
  struct bytes payload;
  struct inbox inbox = begin_scan(setting);
  uint64_t start = now_ns();
  next_frame(&inbox, header, &payload);
  if (header[8] == RESPONSE) check_response(payload);
  if (!(header[9] & REMOTE_CLOSED)) give_up("the filter matches a record");
  close_inbox(&inbox);
  return now_ns() - start;
}

// Waits for Cancel's answer; false when the scan had ended before.
static int cancel(struct inbox *scan) {
  uint8_t request[] = {0x08, LIST_STREAM}, header[HEADER_BYTES];
  struct bytes payload, field;
  int scan_was_cancelled = 0;
  send_request(scan->socket, STOP_STREAM, CONTROL, "Cancel", (struct bytes){request, sizeof request}, 0);
  for (;;) {
    next_frame(scan, header, &payload);
    if (get32(header + 4) != LIST_STREAM) break;
    scan_was_cancelled = header[8] == RESPONSE && status_of(payload, NULL) == CODE_CANCELLED;
  }
  field = payload_of(payload);
  int says_so = field.count == 2 && field.start[1] == OUTCOME_CANCELLED;
  if (says_so != scan_was_cancelled) give_up("Cancel's answer and the end of its call do not agree");
  return says_so;
}

// Whether a ListStream is open, of any connection.
static int is_scanning(struct inbox *observer) {
  uint8_t with_calls[] = {0x08, 1};
  struct bytes field, stats = call(
      observer, CALLS_STREAM, CONTROL, "Stats", (struct bytes){with_calls, sizeof with_calls});
  for (int number; (number = take_field(&stats, &field));)
    if (number == 4 && memmem(field.start, field.count, "ListStream", strlen("ListStream"))) return 1;
  return 0;
}

static void disconnect(struct inbox *scan, struct inbox *observer) {
  close(scan->socket);
  while (is_scanning(observer)) {
  }
}

int main(int count, char **arguments) {
  if (count < 5) give_up("usage: stopping SOCKET SERVER_PID PAYLOAD cancel|disconnect [times=N]");
  struct setting setting = {
      .path = arguments[1],
      .server = atoi(arguments[2]),
      .request = read_payload(arguments[3]),
      .observer = open_inbox(connect_to(arguments[1])),
  };
  int disconnects = strcmp(arguments[4], "disconnect") == 0;
  size_t times = number_option(count, arguments, "times", "20"), late = 0;
  time_scan(&setting);
  uint64_t scan_ns = time_scan(&setting);

  struct latencies latencies = {0}, work = {0};
  for (size_t i = 0; i < times; i++) {
    struct inbox scan = begin_scan(&setting);
    wait_ns(scan_ns / 2 * (2 * i + 1) / (2 * times));
    int in_time = !disconnects || is_scanning(&setting.observer);
    uint64_t worked = worked_ns(setting.server), start = now_ns();
    if (disconnects) disconnect(&scan, &setting.observer);
    else in_time = cancel(&scan);
    uint64_t elapsed = now_ns() - start;
    if (elapsed < WATCH_NS) wait_ns(WATCH_NS - elapsed);
    if (in_time) {
      latencies_add(&latencies, elapsed);
      latencies_add(&work, worked_ns(setting.server) - worked);
    } else {
      late++;
    }
    if (!disconnects) close(scan.socket);
    free(scan.bytes);
  }
  if (late * 2 > times)
    give_up("a scan of %.1f ms is too short to be stopped: use a larger ledger", (double)scan_ns / 1e6);
  printf("scan_ms %.1f\n", (double)scan_ns / 1e6);
  latencies_print_ms_as("", &latencies);
  latencies_print_ms_as("work_", &work);
}
