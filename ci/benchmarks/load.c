// Load for a ttrpc server: the same unary request again and again, a fixed number of calls in flight.
//
//   load SOCKET SERVICE METHOD [payload=FILE] [texts=FILE]
//     [in-flight=N] [connections=K] [seconds=S] [calls=N]
//
// N calls are in flight on each of K connections (1 and 1). It stops after S seconds (2), or after `calls`.
// Where the payload holds 16 or more `#` in a row, a number is put there that stands in no other place of
// this or an earlier run; with `texts`, a file of lines as long as the row of `#`, one of these lines, each
// time from elsewhere in the file. Prints rate, p50_us, p99_us and calls. The first answer that is not OK
// ends the program.
//
// One thread, blocking: requests are cheap enough that the server is always the slower side.
#include <poll.h>

#include "requests.h"

int main(int count, char **arguments) {
  if (count < 4)
    give_up("usage: load SOCKET SERVICE METHOD [payload=FILE] [texts=FILE] "
            "[in-flight=N] [connections=K] [seconds=S] [calls=N]");
  struct request request = make_request(
      arguments[2], arguments[3], option(count, arguments, "payload", NULL),
      option(count, arguments, "texts", NULL));
  size_t in_flight = number_option(count, arguments, "in-flight", "1");
  size_t connection_count = number_option(count, arguments, "connections", "1");
  uint64_t duration = seconds_option(count, arguments);
  size_t calls_max = number_option(count, arguments, "calls", "0");
  if (calls_max) duration = UINT64_MAX / 2;
  if (in_flight == 0 || connection_count == 0) give_up("in-flight and connections must be at least 1");

  struct calls *connections = checked(calloc(connection_count, sizeof *connections));
  struct pollfd *polled = checked(calloc(connection_count, sizeof *polled));
  for (size_t i = 0; i < connection_count; i++) {
    connections[i] = open_calls(connect_to(arguments[1]), in_flight, request.frame.count);
    polled[i] = (struct pollfd){.fd = connections[i].inbox.socket, .events = POLLIN};
  }

  struct latencies latencies = {0};
  uint64_t start = now_ns(), now = start;
  // The first tenth warms both sides up and is not counted.
  uint64_t counted_from = calls_max ? start : start + duration / 10, end = counted_from + duration;
  size_t sent = 0, done = 0, counted = 0;
  for (size_t i = 0; i < connection_count; i++) {
    for (size_t n = 0; n < in_flight && (!calls_max || sent < calls_max); n++, sent++)
      queue_request(&connections[i], &request, now);
    flush_calls(&connections[i]);
  }
  while (done < sent) {
    if (connection_count > 1 && poll(polled, connection_count, -1) < 0) give_up("poll: %s", strerror(errno));
    for (size_t i = 0; i < connection_count; i++) {
      if (connection_count > 1 && !polled[i].revents) continue;
      int counts = now >= counted_from && now < end;
      size_t finished = take_answers(&connections[i], counts ? &latencies : NULL);
      done += finished;
      if (counts) counted += finished;
      now = now_ns();
      for (; finished > 0 && now < end && (!calls_max || sent < calls_max); finished--, sent++)
        queue_request(&connections[i], &request, now);
      flush_calls(&connections[i]);
    }
  }
  uint64_t measured = (now < end ? now : end) - counted_from;
  printf("rate %.0f\n", (double)counted / ((double)measured / 1e9));
  latencies_print(&latencies);
  printf("calls %zu\n", done);
}
