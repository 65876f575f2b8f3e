// How much a long list that is read at 1 kB/s slows other calls, and what it costs the server.
//
//   slow-reader SOCKET SERVER_PID SERVICE METHOD [payload=FILE] [texts=FILE] [hello=FILE]
//     [in-flight=N] [seconds=S]
//
// N calls (16) of the method are in flight while, every other turn, a ListStream of the whole ledger is
// open. Without `hello` the list has a connection of its own, and is read 100 bytes at a time. With
// `hello`, a HelloRequest that asks for windows, the list shares the connection of the calls, everything is
// read, and 100 bytes of credit are granted at a time. Two turns of each kind, S/2 seconds long; a list is
// opened at the start of its turn.
//
// Prints without_p50_us, without_p99_us, with_p50_us, with_p99_us; growth_mb, how much resident memory the
// server took at most from the start of a list on; and list_kb, what came of the list in one turn.
#include "requests.h"
#include "watching.h"

enum { TURNS = 4, BITE_BYTES = 100, BITE_NS = 100000000 };
// An id that the calls do not reach.
enum { LIST_STREAM = 0x7fffffff };

struct setting {
  const char *path;
  pid_t server;
  struct request request;
  struct bytes hello;
  size_t in_flight;
  uint64_t turn_ns;
};

struct turn {
  struct latencies latencies;
  double growth_kb, list_kb;
};

// Asks for windows, and gives up unless the server agrees.
static void negotiate(struct calls *calls, struct bytes hello) {
  struct bytes response = call(&calls->inbox, 1, CONTROL, "Hello", hello), field;
  for (int number; (number = take_field(&response, &field));)
    if (number == 2 && memchr(field.start, EXTENSION_WINDOW, field.count)) return;
  give_up("the server has no windows");
}

// Reads or grants a little more of the list.
static void take_a_bite(struct calls *calls, int list, struct turn *turn) {
  if (calls->streamed) {
    uint8_t frame[HEADER_BYTES + 4];
    put_header(frame, 4, LIST_STREAM, WINDOW, 0);
    put32(frame + HEADER_BYTES, BITE_BYTES);
    send_all(calls->inbox.socket, frame, sizeof frame);
  } else {
    uint8_t bite[BITE_BYTES];
    ssize_t count = recv(list, bite, sizeof bite, MSG_DONTWAIT);
    if (count == 0) give_up("the server closed the connection of the list");
    if (count > 0) turn->list_kb += (double)count / 1e3;
  }
}

static int open_list(struct setting *setting, struct calls *calls) {
  struct bytes all = {0};
  int list = calls->inbox.socket;
  if (setting->hello.count) calls->streamed = LIST_STREAM;
  else list = connect_to(setting->path);
  send_request(list, LIST_STREAM, RECORDS, "ListStream", all, REMOTE_CLOSED);
  return list;
}

static void take_turn(struct setting *setting, int with_list, struct turn *turn) {
  size_t in_flight = setting->in_flight, sent = in_flight, done = 0;
  struct calls calls = open_calls(connect_to(setting->path), in_flight, setting->request.frame.count);
  if (setting->hello.count) negotiate(&calls, setting->hello);
  double resident = resident_kb(setting->server);
  int list = with_list ? open_list(setting, &calls) : -1;
  uint64_t now = now_ns(), end = now + setting->turn_ns, next_bite = now + BITE_NS;
  for (size_t i = 0; i < in_flight; i++) queue_request(&calls, &setting->request, now);
  flush_calls(&calls);
  while (done < sent) {
    size_t finished = take_answers(&calls, &turn->latencies);
    done += finished;
    now = now_ns();
    for (; finished > 0 && now < end; finished--, sent++) queue_request(&calls, &setting->request, now);
    flush_calls(&calls);
    if (now < next_bite) continue;
    next_bite += BITE_NS;
    if (!with_list) continue;
    take_a_bite(&calls, list, turn);
    double growth = resident_kb(setting->server) - resident;
    if (growth > turn->growth_kb) turn->growth_kb = growth;
  }
  turn->list_kb += (double)calls.streamed_bytes / 1e3;
  if (with_list && list != calls.inbox.socket) close(list);
  close_calls(&calls);
}

int main(int count, char **arguments) {
  if (count < 5)
    give_up("usage: slow-reader SOCKET SERVER_PID SERVICE METHOD "
            "[payload=FILE] [texts=FILE] [hello=FILE] [in-flight=N] [seconds=S]");
  struct setting setting = {
      .path = arguments[1],
      .server = atoi(arguments[2]),
      .request = make_request(
          arguments[3], arguments[4], option(count, arguments, "payload", NULL),
          option(count, arguments, "texts", NULL)),
      .hello = read_payload(option(count, arguments, "hello", NULL)),
      .in_flight = number_option(count, arguments, "in-flight", "16"),
      .turn_ns = seconds_option(count, arguments) / 2,
  };
  struct turn kinds[2] = {0};
  for (int i = 0; i < TURNS; i++) take_turn(&setting, i % 2, &kinds[i % 2]);
  if (kinds[1].list_kb == 0) give_up("nothing came of the list: give it more time");

  latencies_print_as("without_", &kinds[0].latencies);
  latencies_print_as("with_", &kinds[1].latencies);
  printf("growth_mb %.2f\n", kinds[1].growth_kb / 1024);
  printf("list_kb %.0f\n", kinds[1].list_kb / (TURNS / 2));
}
