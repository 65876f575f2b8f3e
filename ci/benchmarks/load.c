// Load for a ttrpc server: the same unary request again and again, a fixed number of calls in flight.
//
//   load SOCKET SERVICE METHOD [payload=FILE] [in-flight=N] [connections=K] [seconds=S] [calls=N]
//
// N calls are in flight on each of K connections (1 and 1). It stops after S seconds (2), or after `calls`.
// Where the payload holds 16 `#` in a row, each request gets a number that no other request of this or an
// earlier run has. Prints rate, p50_us, p99_us and calls. The first answer that is not OK ends the program.
//
// One thread, blocking: requests are cheap enough that the server is always the slower side.
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "measuring.h"

enum { HEADER_BYTES = 10, FRAME_BYTES_MAX = 4 << 20, REQUEST = 1, RESPONSE = 2 };
enum { DIGITS = 16, PLACES_MAX = 8 };

static const char *option(int count, char **arguments, const char *name, const char *fallback) {
  size_t length = strlen(name);
  for (int i = 4; i < count; i++)
    if (strncmp(arguments[i], name, length) == 0 && arguments[i][length] == '=')
      return arguments[i] + length + 1;
  return fallback;
}

// MARK: The request

struct request {
  uint8_t *frame;
  size_t length;
  size_t places[PLACES_MAX];  // where numbers go
  int place_count;
  uint64_t number;
};

static void put32(uint8_t *bytes, uint32_t value) {
  for (int i = 0; i < 4; i++) bytes[i] = (uint8_t)(value >> (24 - 8 * i));
}

static uint32_t get32(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static uint8_t *put_field(uint8_t *end, int field, const void *bytes, size_t length) {
  *end++ = (uint8_t)(field << 3 | 2);
  for (size_t rest = length;; rest >>= 7) {
    *end++ = (uint8_t)((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    if (rest <= 0x7f) break;
  }
  memcpy(end, bytes, length);
  return end + length;
}

static struct request make_request(const char *service, const char *method, const char *payload_path) {
  struct request request = {.frame = checked(malloc(FRAME_BYTES_MAX))};
  uint8_t *end = request.frame + HEADER_BYTES;
  end = put_field(end, 1, service, strlen(service));
  end = put_field(end, 2, method, strlen(method));
  if (payload_path) {
    uint8_t *payload = checked(malloc(FRAME_BYTES_MAX));
    FILE *file = fopen(payload_path, "rb");
    if (!file) give_up("cannot read %s", payload_path);
    size_t length = fread(payload, 1, FRAME_BYTES_MAX / 2, file);
    fclose(file);
    end = put_field(end, 3, payload, length);
    free(payload);
  }
  request.length = (size_t)(end - request.frame);
  put32(request.frame, (uint32_t)(request.length - HEADER_BYTES));
  request.frame[8] = REQUEST;
  request.frame[9] = 0;

  uint8_t *place = request.frame;
  while ((place = memmem(place, (size_t)(end - place), "################", DIGITS))) {
    if (request.place_count == PLACES_MAX) give_up("%s: more than %d numbers", payload_path, PLACES_MAX);
    request.places[request.place_count++] = (size_t)(place - request.frame);
    place += DIGITS;
  }
  struct timespec time;
  // Microseconds have 16 digits, and no server takes a call in each of them.
  clock_gettime(CLOCK_REALTIME, &time);
  request.number = (uint64_t)time.tv_sec * 1000000u + (uint64_t)time.tv_nsec / 1000u;
  return request;
}

static void write_request(struct request *request, uint8_t *frame, uint32_t stream) {
  memcpy(frame, request->frame, request->length);
  put32(frame + 4, stream);
  uint64_t rest = request->number++;
  uint8_t digits[DIGITS];
  for (int i = DIGITS - 1; i >= 0; i--, rest /= 10) digits[i] = (uint8_t)('0' + rest % 10);
  for (int i = 0; i < request->place_count; i++) memcpy(frame + request->places[i], digits, DIGITS);
}

// MARK: The answer

// Gives up unless the envelope is a Response without an error: status=1 {code=1, message=2}, payload=2.
static void check_answer(const uint8_t *bytes, size_t length) {
  const uint8_t *end = bytes + length;
  if (length == 0 || bytes[0] != 0x0a) return;  // no status
  size_t status_bytes = 0;
  int shift = 0;
  for (bytes++; bytes < end; shift += 7) {
    status_bytes |= (size_t)(*bytes & 0x7f) << shift;
    if (*bytes++ < 0x80) break;
  }
  if (status_bytes == 0 || bytes == end || bytes[0] != 0x08 || bytes[1] == 0) return;  // an explicit OK
  if (status_bytes > (size_t)(end - bytes)) status_bytes = (size_t)(end - bytes);
  fprintf(stderr, "the server answered with code %d: ", bytes[1]);
  for (size_t i = 2; i < status_bytes; i++)
    fputc(bytes[i] >= ' ' && bytes[i] < 0x7f ? bytes[i] : ' ', stderr);
  give_up(" ");
}

// MARK: Connections

struct connection {
  int socket;
  uint32_t stream;    // the last id in use
  uint64_t *sent_at;  // by stream id, 0 when not in flight
  size_t slot_mask;
  uint8_t *in, *out;
  size_t in_bytes, out_bytes;
};

static struct connection connect_to(const char *path, size_t in_flight, size_t request_bytes) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) give_up("%s: too long for the path of a socket", path);
  memcpy(address.sun_path, path, strlen(path));
  size_t slots = 64;
  while (slots < in_flight * 4) slots *= 2;
  struct connection connection = {
      .socket = socket(AF_UNIX, SOCK_STREAM, 0),
      .stream = (uint32_t)-1,
      .sent_at = checked(calloc(slots, sizeof(uint64_t))),
      .slot_mask = slots - 1,
      .in = checked(malloc(FRAME_BYTES_MAX + HEADER_BYTES)),
      .out = checked(malloc(in_flight * request_bytes)),
  };
  if (connect(connection.socket, (struct sockaddr *)&address, sizeof address) != 0)
    give_up("%s: %s", path, strerror(errno));
  return connection;
}

static uint64_t *slot(struct connection *connection, uint32_t stream) {
  return &connection->sent_at[(stream >> 1) & connection->slot_mask];
}

static void queue(struct connection *connection, struct request *request, uint64_t now) {
  do connection->stream += 2;
  while (*slot(connection, connection->stream) != 0);
  *slot(connection, connection->stream) = now;
  write_request(request, connection->out + connection->out_bytes, connection->stream);
  connection->out_bytes += request->length;
}

static void flush(struct connection *connection) {
  for (size_t sent = 0; sent < connection->out_bytes;) {
    ssize_t bytes =
        send(connection->socket, connection->out + sent, connection->out_bytes - sent, MSG_NOSIGNAL);
    if (bytes < 0) give_up("the server closed the connection: %s", strerror(errno));
    sent += (size_t)bytes;
  }
  connection->out_bytes = 0;
}

// Takes what has arrived; returns how many calls it finished.
static size_t take_answers(struct connection *connection, struct latencies *latencies) {
  ssize_t bytes = read(
      connection->socket, connection->in + connection->in_bytes,
      FRAME_BYTES_MAX + HEADER_BYTES - connection->in_bytes);
  if (bytes <= 0) give_up("the server closed the connection");
  connection->in_bytes += (size_t)bytes;
  uint64_t now = now_ns();
  size_t done = 0, start = 0;
  while (connection->in_bytes - start >= HEADER_BYTES) {
    const uint8_t *frame = connection->in + start;
    size_t length = get32(frame);
    if (length > FRAME_BYTES_MAX || frame[8] != RESPONSE)
      give_up("the server sent a frame that is no answer");
    if (connection->in_bytes - start - HEADER_BYTES < length) break;
    check_answer(frame + HEADER_BYTES, length);
    uint64_t *sent_at = slot(connection, get32(frame + 4));
    if (*sent_at == 0) give_up("the server answered a call that was not made");
    if (latencies) latencies_add(latencies, now - *sent_at);
    *sent_at = 0;
    done++;
    start += HEADER_BYTES + length;
  }
  connection->in_bytes -= start;
  memmove(connection->in, connection->in + start, connection->in_bytes);
  return done;
}

// MARK: Measuring

int main(int count, char **arguments) {
  if (count < 4)
    give_up("usage: load SOCKET SERVICE METHOD "
            "[payload=FILE] [in-flight=N] [connections=K] [seconds=S] [calls=N]");
  struct request request =
      make_request(arguments[2], arguments[3], option(count, arguments, "payload", NULL));
  size_t in_flight = strtoul(option(count, arguments, "in-flight", "1"), NULL, 10);
  size_t connection_count = strtoul(option(count, arguments, "connections", "1"), NULL, 10);
  uint64_t duration = (uint64_t)(atof(option(count, arguments, "seconds", "2")) * 1e9);
  size_t calls_max = strtoul(option(count, arguments, "calls", "0"), NULL, 10);
  if (calls_max) duration = UINT64_MAX / 2;
  if (in_flight == 0 || connection_count == 0) give_up("in-flight and connections must be at least 1");

  struct connection *connections = checked(calloc(connection_count, sizeof *connections));
  struct pollfd *polled = checked(calloc(connection_count, sizeof *polled));
  for (size_t i = 0; i < connection_count; i++) {
    connections[i] = connect_to(arguments[1], in_flight, request.length);
    polled[i] = (struct pollfd){.fd = connections[i].socket, .events = POLLIN};
  }

  struct latencies latencies = {0};
  uint64_t start = now_ns(), now = start;
  // The first tenth warms both sides up and is not counted.
  uint64_t counted_from = calls_max ? start : start + duration / 10, end = counted_from + duration;
  size_t sent = 0, done = 0, counted = 0;
  for (size_t i = 0; i < connection_count; i++) {
    for (size_t n = 0; n < in_flight && (!calls_max || sent < calls_max); n++, sent++)
      queue(&connections[i], &request, now);
    flush(&connections[i]);
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
        queue(&connections[i], &request, now);
      flush(&connections[i]);
    }
  }
  uint64_t measured = (now < end ? now : end) - counted_from;
  printf("rate %.0f\n", (double)counted / ((double)measured / 1e9));
  latencies_print(&latencies);
  printf("calls %zu\n", done);
}
