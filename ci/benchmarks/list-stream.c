// How fast a long list comes as a stream, and what it costs the server.
//
//   list-stream SOCKET SERVER_PID [payload=FILE] [records=N] [seconds=S]
//
// One ListStream after the other for S seconds (2); one before them warms up and is not counted. Each must
// have N records, when N is given. Prints rate, in records a second; p50_ms and p99_ms of a whole stream;
// and growth_mb, how much resident memory the server took at most while the counted ones ran.
#include "frames.h"
#include "watching.h"

static size_t count_records(struct bytes page) {
  struct bytes field;
  size_t records = 0;
  for (int number; (number = take_field(&page, &field));) records += number == 1;
  return records;
}

// Reads one list to its end; returns how many records it had.
static size_t read_list(struct inbox *inbox, struct bytes payload, pid_t server, double *resident_max) {
  uint8_t header[HEADER_BYTES];
  struct bytes page;
  size_t records = 0, pages = 0;
  send_request(inbox->socket, 1, RECORDS, "ListStream", payload, REMOTE_CLOSED);
  for (;;) {
    next_frame(inbox, header, &page);
    if (header[8] == RESPONSE) check_response(page);
    if (header[8] != DATA) give_up("the server sent a frame that is no part of a list");
    if (header[9] & REMOTE_CLOSED) return records;
    records += count_records(page);
    if (pages++ % 16 != 0) continue;
    double resident = resident_kb(server);
    if (resident > *resident_max) *resident_max = resident;
  }
}

int main(int count, char **arguments) {
  if (count < 3) give_up("usage: list-stream SOCKET SERVER_PID [payload=FILE] [records=N] [seconds=S]");
  struct inbox inbox = open_inbox(connect_to(arguments[1]));
  pid_t server = atoi(arguments[2]);
  struct bytes payload = read_payload(option(count, arguments, "payload", NULL));
  size_t expected = number_option(count, arguments, "records", "0");

  double resident_max = 0;
  read_list(&inbox, payload, server, &resident_max);
  double resident = resident_max = resident_kb(server);
  struct latencies latencies = {0};
  size_t records = 0;
  uint64_t begin = now_ns(), now = begin, end = begin + seconds_option(count, arguments);
  do {
    uint64_t before = now;
    size_t got = read_list(&inbox, payload, server, &resident_max);
    if (expected && got != expected) give_up("a list had %zu records, not %zu", got, expected);
    records += got;
    now = now_ns();
    latencies_add(&latencies, now - before);
  } while (now < end);
  printf("rate %.0f\n", (double)records / ((double)(now - begin) / 1e9));
  latencies_print_ms_as("", &latencies);
  printf("growth_mb %.2f\n", (resident_max - resident) / 1024);
}
