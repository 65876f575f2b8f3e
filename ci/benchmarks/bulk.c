// Bulk submission: the same message again and again as client streams, each of which is one submission.
//
//   bulk SOCKET payload=FILE [messages=N] [in-flight=N] [seconds=S] [calls=N]
//
// The payload is a SubmitRequest with a place for a number in each record, see requests.h; its options hold for
// the whole stream. A stream has N messages (4). N streams (2) are under way, so that one is read while another
// is committed. It stops after S seconds (2), or after `calls`. Prints rate, in records a second; p50_ms and
// p99_ms of a stream; and records. The first answer that is not OK ends the program.
#include "requests.h"

enum { REMOTE_OPEN = 0x02, STREAMS_MAX = 64 };

struct bulk {
  struct inbox inbox;
  struct request first, data;  // the frame that begins a stream, and the others
  uint64_t number;             // the next that goes into a place
  uint8_t *out;
  size_t messages;
  uint64_t sent_at[STREAMS_MAX];
};

static struct request make_data(const char *path) {
  struct bytes payload = read_payload(path);
  struct request data = {.frame = {checked(malloc(HEADER_BYTES + payload.count)), HEADER_BYTES + payload.count}};
  put_header(data.frame.start, payload.count, 1, DATA, 0);
  memcpy(data.frame.start + HEADER_BYTES, payload.start, payload.count);
  find_places(&data);
  return data;
}

static void send_stream(struct bulk *bulk, size_t place) {
  bulk->sent_at[place] = now_ns();
  for (size_t i = 0; i < bulk->messages; i++) {
    struct request *request = i == 0 ? &bulk->first : &bulk->data;
    memcpy(bulk->out, request->frame.start, request->frame.count);
    request->number = bulk->number;
    fill_places(request, bulk->out);
    bulk->number = request->number;
    put32(bulk->out + 4, (uint32_t)(2 * place + 1));
    bulk->out[9] = i + 1 == bulk->messages ? REMOTE_CLOSED : i == 0 ? REMOTE_OPEN : 0;
    send_all(bulk->inbox.socket, bulk->out, request->frame.count);
  }
}

int main(int count, char **arguments) {
  const char *path = option(count, arguments, "payload", NULL);
  if (count < 2 || !path)
    give_up("usage: bulk SOCKET payload=FILE [messages=N] [in-flight=N] [seconds=S] [calls=N]");
  struct bulk bulk = {
      .inbox = open_inbox(connect_to(arguments[1])),
      .first = make_request(RECORDS, "SubmitStream", path, NULL),
      .data = make_data(path),
      .number = microseconds(),
      .messages = number_option(count, arguments, "messages", "4"),
  };
  bulk.out = checked(malloc(bulk.first.frame.count));
  size_t in_flight = number_option(count, arguments, "in-flight", "2");
  size_t calls_max = number_option(count, arguments, "calls", "0");
  if (bulk.messages == 0 || in_flight == 0 || in_flight > STREAMS_MAX)
    give_up("a stream has at least 1 message, and 1 to %d are under way", STREAMS_MAX);
  size_t records_each = bulk.messages * (size_t)bulk.first.place_count;

  struct latencies latencies = {0};
  uint64_t duration = calls_max ? UINT64_MAX / 2 : seconds_option(count, arguments);
  uint64_t start = now_ns(), now = start;
  // The first tenth warms up and is not counted.
  uint64_t counted_from = calls_max ? start : start + duration / 10, end = counted_from + duration;
  size_t sent = 0, done = 0, counted = 0;
  for (; sent < in_flight && (!calls_max || sent < calls_max); sent++) send_stream(&bulk, sent);
  while (done < sent) {
    uint8_t header[HEADER_BYTES];
    struct bytes response;
    next_frame(&bulk.inbox, header, &response);
    now = now_ns();
    if (header[8] != RESPONSE) give_up("the server sent a frame that is no answer");
    check_response(response);
    done++;
    size_t place = get32(header + 4) / 2;
    if (now >= counted_from && now < end) {
      counted++;
      latencies_add(&latencies, now - bulk.sent_at[place]);
    }
    if (now < end && (!calls_max || sent < calls_max)) {
      send_stream(&bulk, place);
      sent++;
    }
  }
  uint64_t measured = (now < end ? now : end) - counted_from;
  printf("rate %.0f\n", (double)(counted * records_each) / ((double)measured / 1e9));
  latencies_print_ms_as("", &latencies);
  printf("records %zu\n", done * records_each);
}
