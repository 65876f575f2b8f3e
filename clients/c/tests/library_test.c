// Promises of the library that no case of Tests/Conformance/client tells: limits at N and N + 1, a server
// that says anything at all, what is called off, and what is misused.
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>

#include "test.h"

static const Exclaim__V1__HealthRequest health = EXCLAIM__V1__HEALTH_REQUEST__INIT;
static const Exclaim__V1__ListRequest list = EXCLAIM__V1__LIST_REQUEST__INIT;

static void expect(exclaim_error *error, exclaim_code code) {
  if (error == NULL || error->code != code) {
    fprintf(
        stderr, "%s was expected, and this came: %s\n", exclaim_code_name(code),
        error ? error->message : "none");
    exit(1);
  }
  exclaim_error_free(error);
}

// -- Where the server is

static void the_socket_is_where_the_environment_says(void) {
  const struct {
    const char *socket, *runtime, *home, *path;
  } cases[] = {
      {"/a/socket", "/run/user/1", "/home/a", "/a/socket"},
      {"", "/run/user/1", "/home/a", "/run/user/1/exclaim/exclaim.sock"},
      {NULL, "run", "/home/a", "/home/a/.local/state/exclaim/exclaim.sock"},
      {NULL, "", "/home/a", "/home/a/.local/state/exclaim/exclaim.sock"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const char *names[] = {"EXCLAIM_SOCKET", "XDG_RUNTIME_DIR", "HOME"};
    const char *values[] = {cases[i].socket, cases[i].runtime, cases[i].home};
    for (int at = 0; at < 3; at++) {
      if (values[at] == NULL) unsetenv(names[at]);
      else setenv(names[at], values[at], 1);
    }
    char *path = exclaim_default_path();
    CHECK(strcmp(path, cases[i].path) == 0);
    free(path);
  }
  unsetenv("HOME");
  char *path = exclaim_default_path();
  CHECK(strstr(path, "/.local/state/exclaim/exclaim.sock") != NULL);
  free(path);
}

static void a_connection_that_cannot_be_made_says_why(void) {
  exclaim_error *error;
  CHECK(exclaim_connect("/nowhere/at/all", &error) == NULL);
  expect(error, EXCLAIM_UNAVAILABLE);
  CHECK(exclaim_connect("/dev/null", &error) == NULL);
  expect(error, EXCLAIM_UNAVAILABLE);
  char path[EXCLAIM_PATH_BYTES_MAX + 2];
  memset(path, 'a', sizeof path);
  path[EXCLAIM_PATH_BYTES_MAX + 1] = '\0';
  CHECK(exclaim_connect(path, &error) == NULL);
  expect(error, EXCLAIM_INVALID_ARGUMENT);
  path[EXCLAIM_PATH_BYTES_MAX] = '\0';
  CHECK(exclaim_connect(path, &error) == NULL);
  expect(error, EXCLAIM_UNAVAILABLE);
  CHECK(exclaim_connect(path, NULL) == NULL);
}

// -- What a server says

static void a_response_that_is_cut_off_is_none(void) {
  // A status with code 5, a text, a detail of 20 bytes and one byte of an unknown field; then a payload.
  static const uint8_t whole[] =
      "\x0A\x23\x08\x05\x12\x03"
      "off"
      "\x1A\x18\x0A\x11"
      "x/exclaim.v1.Some"
      "\x12\x03"
      "abc"
      "\x20\x01"
      "\x12\x02"
      "pq";
  size_t n_whole = sizeof whole - 1, parsed = 0;
  for (size_t count = 0; count <= n_whole; count++) {
    // In memory of just its size, so that valgrind sees a read behind it.
    uint8_t *bytes = malloc(count + 1);
    uint8_t *exact = realloc(bytes, count == 0 ? 1 : count);
    memcpy(exact, whole, count);
    response said;
    if (response_read(exact, count, &said)) parsed++;
    exclaim_error_free(said.failure);
    free(exact);
  }
  // Nothing, the status without what follows it, and all.
  CHECK(parsed == 3);
}

static void what_is_no_utf8_is_repaired(void) {
  static const uint8_t status[] =
      "\x08\x05\x12\x10"
      "a\0b\xFF\xED\xA0\x80\xF0\x9F\x98\x80\xC3\xA9\xE2\x82!";
  exclaim_error *error;
  CHECK(error_read_status(status, sizeof status - 1, &error));
#define LOST "\xEF\xBF\xBD"
  CHECK(
      strcmp(error->message, "a" LOST "b" LOST LOST LOST LOST "\xF0\x9F\x98\x80\xC3\xA9" LOST LOST "!") == 0);
  CHECK(error->code == EXCLAIM_NOT_FOUND && error->n_details == 0 && error->bad_request == NULL);
  exclaim_error_free(error);
}

static void details_are_kept_up_to_a_number(void) {
  uint8_t status[2 + 2 * (EXCLAIM_DETAILS_MAX + 1)] = {8, 5};
  for (int count = EXCLAIM_DETAILS_MAX; count <= EXCLAIM_DETAILS_MAX + 1; count++) {
    for (int i = 0; i < count; i++) memcpy(status + 2 + 2 * i, "\x1A\x00", 2);
    exclaim_error *error;
    CHECK(error_read_status(status, (size_t)(2 + 2 * count), &error));
    CHECK(error->n_details == EXCLAIM_DETAILS_MAX);
    exclaim_error_free(error);
  }
}

static void wrong_fields_are_named(void) {
  static const uint8_t envelope[] =
      "\x0A\x3B\x08\x03\x12\x03"
      "bad"
      "\x1A\x32\x0A\x29"
      "type.googleapis.com/exclaim.v1.BadRequest"
      "\x12\x05\x0A\x03\x12\x01k";
  pair both = pair_open();
  say_frame(both.server, 1, FRAME_RESPONSE, 0, envelope, sizeof envelope - 1);
  exclaim_error *error;
  CHECK(exclaim_control_health(both.client, &health, NULL, &error) == NULL);
  CHECK(error->n_details == 1 && strcmp(error->details[0].type, "exclaim.v1.BadRequest") == 0);
  CHECK(error->bad_request != NULL && error->bad_request->n_problems == 1);
  CHECK(error->bad_request->problems[0]->field.len == 1 && error->limit == NULL);
  expect(error, EXCLAIM_INVALID_ARGUMENT);
  pair_close(&both);
}

// Any bytes lead to an answer, an end or a failure, and to nothing else.
static void a_server_may_say_anything(void) {
  const char *given = getenv("EXCLAIM_TEST_SEED");
  unsigned seed = given == NULL ? (unsigned)time(NULL) : (unsigned)strtoul(given, NULL, 10);
  printf("a server may say anything: EXCLAIM_TEST_SEED=%u\n", seed);
  static const uint8_t sensible[] =
      "\0\0\0\x05\0\0\0\x01\x02\0\x12\x03\x12\x01z"          // a Response with a message
      "\0\0\0\x06\0\0\0\x03\x03\0\x0A\x04\x0A\x02id"         // Data with a record
      "\0\0\0\x02\0\0\0\x03\x80\0ab\0\0\0\0\0\0\0\0\x81\x04" // WINDOW, GO_AWAY
      "\0\0\0\x0A\0\0\0\x03\x02\0\x0A\x08\x08\x05\x12\x04"
      "gone"; // a failure
  for (unsigned turn = 0; turn < 400; turn++) {
    uint8_t bytes[sizeof sensible - 1];
    memcpy(bytes, sensible, sizeof bytes);
    for (int changes = rand_r(&seed) % 6; changes > 0; changes--) {
      size_t at = (unsigned)rand_r(&seed) % sizeof bytes;
      // Small numbers more often than others: they pass for lengths, tags and streams.
      bytes[at] = (uint8_t)((unsigned)rand_r(&seed) % (rand_r(&seed) % 2 == 0 ? 8 : 256));
    }
    pair both = pair_open();
    say(both.server, bytes, (unsigned)rand_r(&seed) % (sizeof bytes + 1));
    shutdown(both.server, SHUT_WR);
    exclaim_error *error;
    Exclaim__V1__HealthResponse *answer = exclaim_control_health(both.client, &health, NULL, &error);
    CHECK((answer == NULL) != (error == NULL));
    exclaim_free(answer);
    exclaim_error_free(error);
    exclaim_stream *stream = exclaim_records_list_stream(both.client, &list, NULL, &error);
    CHECK((stream == NULL) != (error == NULL));
    exclaim_error_free(error);
    for (Exclaim__V1__ListResponse *page; stream != NULL;) {
      page = exclaim_records_list_stream_next(stream, &error);
      exclaim_error_free(error);
      exclaim_free(page);
      if (page == NULL) break;
    }
    exclaim_close(stream);
    pair_close(&both);
  }
}

static void a_message_that_takes_much_memory_is_refused(void) {
  // Two bytes a record: 4 MiB of them would take hundreds of megabytes.
  size_t count = EXCLAIM_FRAME_BYTES_MAX;
  uint8_t *bytes = malloc(count);
  for (size_t i = 0; i < count; i++) bytes[i] = i % 2 == 0 ? 0x0A : 0;
  CHECK(message_decode(&exclaim__v1__list_response__descriptor, bytes, count) == NULL);
  // A part of it is fine.
  ProtobufCMessage *message = message_decode(&exclaim__v1__list_response__descriptor, bytes, count / 32);
  CHECK(message != NULL);
  exclaim_free(message);
  free(bytes);
}

// -- Limits

typedef struct burst {
  int descriptor;
  size_t n_bytes;
  int frames;
} burst;

static void *say_burst(void *context) {
  const burst *all = context;
  uint8_t *bytes = calloc(1, all->n_bytes);
  // A known field that holds all of it: next_cursor, with a length of four bytes.
  size_t length = all->n_bytes - 5;
  bytes[0] = 0x12;
  for (int i = 0; i < 4; i++) bytes[1 + i] = (uint8_t)((length >> (7 * i) & 0x7F) | (i < 3 ? 0x80 : 0));
  for (int i = 0; i < all->frames; i++) say_frame(all->descriptor, 1, FRAME_DATA, 0, bytes, all->n_bytes);
  say_frame(all->descriptor, 3, FRAME_RESPONSE, 0, NULL, 0);
  say_frame(all->descriptor, 1, FRAME_DATA, FLAG_REMOTE_CLOSED | FLAG_NO_DATA, NULL, 0);
  free(bytes);
  return NULL;
}

static void a_stream_that_is_not_read_may_hold_so_much(void) {
  enum { FRAMES = 32 };
  for (size_t over = 0; over < 2; over++) {
    pair both = pair_open();
    burst all = {both.server, EXCLAIM_QUEUE_BYTES_MAX / FRAMES - sizeof(arrival) + over, FRAMES};
    pthread_t thread;
    exclaim_error *error;
    exclaim_stream *stream = exclaim_records_list_stream(both.client, &list, NULL, &error);
    CHECK(pthread_create(&thread, NULL, say_burst, &all) == 0);
    Exclaim__V1__HealthResponse *answer = exclaim_control_health(both.client, &health, NULL, &error);
    CHECK(answer != NULL);
    exclaim_free(answer);
    int pages = 0;
    for (Exclaim__V1__ListResponse *page; (page = exclaim_records_list_stream_next(stream, &error)) != NULL;
         pages++) {
      exclaim_free(page);
    }
    CHECK(pages == FRAMES - (int)over);
    if (over == 0) CHECK(error == NULL);
    else expect(error, EXCLAIM_RESOURCE_EXHAUSTED);
    pthread_join(thread, NULL);
    exclaim_close(stream);
    pair_close(&both);
  }
}

static void *swallow(void *context) {
  uint8_t bytes[65536];
  while (recv(*(int *)context, bytes, sizeof bytes, 0) > 0) continue;
  return NULL;
}

static void a_request_may_fill_a_frame(void) {
  pair both = pair_open();
  pthread_t thread;
  CHECK(pthread_create(&thread, NULL, swallow, &both.server) == 0);
  const exclaim_method *method = &exclaim_method_records_get;
  // Around the text: the envelope, and tag and length of the text.
  size_t text = EXCLAIM_FRAME_BYTES_MAX - request_prefix_size(method, 0, EXCLAIM_FRAME_BYTES_MAX) - 5;
  Exclaim__V1__GetRequest request = EXCLAIM__V1__GET_REQUEST__INIT;
  exclaim_error *error;
  request.id.data = calloc(1, text + 1);
  request.id.len = text + 1;
  CHECK(exclaim_records_get(both.client, &request, NULL, &error) == NULL);
  CHECK(strstr(error->message, "does not fit") != NULL);
  expect(error, EXCLAIM_RESOURCE_EXHAUSTED);
  CHECK(exclaim_is_usable(both.client));
  request.id.len = text;
  say_failure(both.server, 1, EXCLAIM_NOT_FOUND);
  CHECK(exclaim_records_get(both.client, &request, NULL, &error) == NULL);
  expect(error, EXCLAIM_NOT_FOUND);
  free(request.id.data);
  shutdown(both.server, SHUT_RDWR);
  pthread_join(thread, NULL);
  pair_close(&both);
}

// -- Stopping

static void a_call_without_time_is_not_sent(void) {
  pair both = pair_open();
  exclaim_error *error;
  for (int64_t time = -1; time <= 1; time += 2) {
    CHECK(exclaim_control_health(both.client, &health, &(exclaim_options){time}, &error) == NULL);
    expect(error, EXCLAIM_DEADLINE_EXCEEDED);
  }
  uint8_t byte;
  CHECK(recv(both.server, &byte, 1, MSG_DONTWAIT) < 0);
  pair_close(&both);
}

// Says one frame again and again until nobody listens.
typedef struct babble {
  int descriptor;
  uint32_t stream;
} babble;

static void *say_again(void *context) {
  const babble *what = context;
  // Many at a time, so that there is always one to be taken.
  static uint8_t frames[10000 * FRAME_HEADER_BYTES];
  for (size_t i = 0; i < sizeof frames; i += FRAME_HEADER_BYTES) {
    frames[i + 7] = (uint8_t)what->stream;
    frames[i + 8] = FRAME_DATA;
  }
  while (send(what->descriptor, frames, sizeof frames, MSG_NOSIGNAL) > 0) continue;
  return NULL;
}

static void a_server_that_never_stops_talking_is_not_waited_for_longer(void) {
  exclaim_options brief = {.timeout_nanoseconds = EXCLAIM_NANOSECONDS_PER_SECOND / 10};
  exclaim_error *error;
  pthread_t thread;
  // About a call that nobody made; about one that streams; while it takes nothing of a long request.
  for (uint32_t turn = 0; turn < 3; turn++) {
    pair both = pair_open();
    babble what = {both.server, turn == 1 ? 1 : 99};
    CHECK(pthread_create(&thread, NULL, say_again, &what) == 0);
    exclaim_stream *stream = NULL;
    if (turn == 0) {
      CHECK(exclaim_control_health(both.client, &health, &brief, &error) == NULL);
    } else if (turn == 1) {
      stream = exclaim_records_list_stream(both.client, &list, &brief, &error);
      for (void *page; (page = exclaim_records_list_stream_next(stream, &error)) != NULL;) exclaim_free(page);
    } else {
      Exclaim__V1__GetRequest request = EXCLAIM__V1__GET_REQUEST__INIT;
      request.id = (ProtobufCBinaryData){4000000, calloc(1, 4000000)};
      CHECK(exclaim_records_get(both.client, &request, &brief, &error) == NULL);
      free(request.id.data);
      CHECK(!exclaim_is_usable(both.client));
    }
    expect(error, EXCLAIM_DEADLINE_EXCEEDED);
    shutdown(both.server, SHUT_RDWR);
    pthread_join(thread, NULL);
    exclaim_close(stream);
    pair_close(&both);
  }
}

static void when_the_time_is_up_no_more_is_looked_for(void) {
  pair both = pair_open();
  exclaim_options brief = {.timeout_nanoseconds = EXCLAIM_NANOSECONDS_PER_SECOND / 20};
  exclaim_error *error;
  exclaim_stream *stream = exclaim_records_list_stream(both.client, &list, &brief, &error);
  CHECK(stream != NULL);
  // A message at hand, then more for nobody than is read at once, and another message.
  static const uint8_t nothing[100000];
  say_frame(both.server, 1, FRAME_DATA, 0, NULL, 0);
  say_frame(both.server, 99, FRAME_DATA, 0, nothing, sizeof nothing);
  say_frame(both.server, 1, FRAME_DATA, FLAG_REMOTE_CLOSED, NULL, 0);
  while (!deadline_has_passed(stream->deadline)) continue;
  Exclaim__V1__ListResponse *page = exclaim_records_list_stream_next(stream, &error);
  CHECK(page != NULL);
  exclaim_free(page);
  CHECK(exclaim_records_list_stream_next(stream, &error) == NULL);
  expect(error, EXCLAIM_DEADLINE_EXCEEDED);
  CHECK(exclaim_records_list_stream_next(stream, &error) == NULL && error == NULL);
  exclaim_close(stream);
  pair_close(&both);
}

static void last_words_are_heard(void) {
  // A server that is full says so unasked, on the first stream, and closes.
  pair both = pair_open();
  say_failure(both.server, 1, EXCLAIM_RESOURCE_EXHAUSTED);
  close(both.server);
  both.server = -1;
  exclaim_error *error;
  CHECK(exclaim_control_health(both.client, &health, NULL, &error) == NULL);
  expect(error, EXCLAIM_RESOURCE_EXHAUSTED);
  CHECK(exclaim_control_health(both.client, &health, NULL, &error) == NULL);
  expect(error, EXCLAIM_UNAVAILABLE);
  pair_close(&both);
}

static void hear_request(int descriptor, const char *name, uint32_t stream) {
  uint8_t payload[256], type;
  uint32_t came;
  size_t length = hear_frame(descriptor, &came, &type, payload, sizeof payload);
  CHECK(type == FRAME_REQUEST && came == stream);
  CHECK(memmem(payload, length, name, strlen(name)) != NULL);
}

static void a_stream_that_is_closed_early_is_called_off(void) {
  pair both = pair_open();
  exclaim_close(exclaim_records_list_stream(both.client, &list, NULL, NULL));
  hear_request(both.server, "ListStream", 1);
  hear_request(both.server, "Cancel", 3);
  // One that has ended is not.
  exclaim_stream *stream = exclaim_records_list_stream(both.client, &list, NULL, NULL);
  say_failure(both.server, 5, EXCLAIM_NOT_FOUND);
  exclaim_error *error;
  CHECK(exclaim_records_list_stream_next(stream, &error) == NULL);
  expect(error, EXCLAIM_NOT_FOUND);
  CHECK(
      exclaim_cancel(stream, &error) == EXCLAIM__V1__CANCEL_OUTCOME__CANCEL_OUTCOME_NOT_OPEN &&
      error == NULL);
  exclaim_close(stream);
  hear_request(both.server, "ListStream", 5);
  uint8_t byte;
  CHECK(recv(both.server, &byte, 1, MSG_DONTWAIT) < 0);
  pair_close(&both);
}

static void a_stream_that_is_called_off_ends_with_cancelled(void) {
  pair both = pair_open();
  static const uint8_t outcome[] = {0x12, 2, 8, 2};
  exclaim_error *error;
  exclaim_stream *stream = exclaim_records_list_stream(both.client, &list, NULL, NULL);
  say_frame(both.server, 1, FRAME_DATA, 0, NULL, 0);
  say_failure(both.server, 1, EXCLAIM_CANCELLED);
  say_frame(both.server, 3, FRAME_RESPONSE, 0, outcome, sizeof outcome);
  CHECK(
      exclaim_cancel(stream, &error) == EXCLAIM__V1__CANCEL_OUTCOME__CANCEL_OUTCOME_CANCELLED &&
      error == NULL);
  Exclaim__V1__ListResponse *page = exclaim_records_list_stream_next(stream, &error);
  CHECK(page != NULL);
  exclaim_free(page);
  CHECK(exclaim_records_list_stream_next(stream, &error) == NULL);
  expect(error, EXCLAIM_CANCELLED);
  CHECK(exclaim_records_list_stream_next(stream, &error) == NULL && error == NULL);
  exclaim_close(stream);
  pair_close(&both);
}

static void an_interrupt_calls_off_what_is_waited_for(void) {
  // A server that can call it off, and one that knows no Cancel.
  for (uint8_t knows = 0; knows < 2; knows++) {
    pair both = pair_open();
    int ends[2];
    CHECK(pipe(ends) == 0 && write(ends[1], "x", 1) == 1);
    exclaim_set_interrupt(both.client, ends[0]);
    if (knows) say_failure(both.server, 1, EXCLAIM_CANCELLED);
    else say_failure(both.server, 3, EXCLAIM_UNIMPLEMENTED);
    exclaim_error *error;
    CHECK(exclaim_control_health(both.client, &health, NULL, &error) == NULL);
    expect(error, EXCLAIM_CANCELLED);
    hear_request(both.server, "Health", 1);
    hear_request(both.server, "Cancel", 3);
    // It counts once.
    say_failure(both.server, 5, EXCLAIM_NOT_FOUND);
    CHECK(exclaim_control_health(both.client, &health, NULL, &error) == NULL);
    expect(error, EXCLAIM_NOT_FOUND);
    close(ends[0]);
    close(ends[1]);
    pair_close(&both);
  }
}

static void a_server_that_is_gone_raises_no_signal(void) {
  signal(SIGPIPE, SIG_DFL);
  pair both = pair_open();
  exclaim_stream *stream = exclaim_records_submit_stream(both.client, NULL, NULL);
  close(both.server);
  both.server = -1;
  Exclaim__V1__SubmitRequest request = EXCLAIM__V1__SUBMIT_REQUEST__INIT;
  exclaim_records_submit_stream_send(stream, &request, NULL);
  exclaim_records_submit_stream_send(stream, &request, NULL);
  exclaim_error *error;
  CHECK(exclaim_records_submit_stream_finish(stream, &error) == NULL);
  expect(error, EXCLAIM_UNAVAILABLE);
  exclaim_close(stream);
  CHECK(!exclaim_is_usable(both.client));
  pair_close(&both);
}

// -- Use and misuse

static void every_method_of_every_service_is_there(void) {
  const ProtobufCServiceDescriptor *services[] = {
      &exclaim__v1__analysis__descriptor, &exclaim__v1__control__descriptor,
      &exclaim__v1__journal__descriptor, &exclaim__v1__records__descriptor};
  for (size_t i = 0; i < sizeof services / sizeof services[0]; i++) {
    for (unsigned at = 0; at < services[i]->n_methods; at++) {
      const ProtobufCMethodDescriptor *wanted = &services[i]->methods[at];
      char path[128];
      snprintf(path, sizeof path, "%s/%s", services[i]->name, wanted->name);
      const exclaim_method *method = exclaim_find_method(path);
      CHECK(method != NULL && method->request == wanted->input && method->response == wanted->output);
    }
  }
  CHECK(exclaim_find_method("exclaim.v1.Records/Nothing") == NULL && exclaim_find_method("") == NULL);
  CHECK(exclaim_find_method("exclaim.v1.Records") == NULL && exclaim_find_method("Records/Get") == NULL);
}

static void misuse_is_refused_and_nothing_is_sent(void) {
  pair both = pair_open();
  exclaim_error *error;
  CHECK(exclaim_call(both.client, &exclaim_method_records_get, &health.base, NULL, &error) == NULL);
  expect(error, EXCLAIM_INVALID_ARGUMENT);
  CHECK(exclaim_call(both.client, &exclaim_method_records_get, NULL, NULL, &error) == NULL);
  expect(error, EXCLAIM_INVALID_ARGUMENT);
  CHECK(exclaim_call(both.client, &exclaim_method_records_list_stream, &list.base, NULL, &error) == NULL);
  expect(error, EXCLAIM_INVALID_ARGUMENT);
  CHECK(exclaim_call(both.client, exclaim_find_method("no/method"), &list.base, NULL, &error) == NULL);
  expect(error, EXCLAIM_INVALID_ARGUMENT);
  CHECK(exclaim_open(both.client, &exclaim_method_control_health, &health.base, NULL, &error) == NULL);
  expect(error, EXCLAIM_INVALID_ARGUMENT);
  CHECK(exclaim_open(both.client, &exclaim_method_records_submit_stream, &list.base, NULL, &error) == NULL);
  expect(error, EXCLAIM_INVALID_ARGUMENT);
  uint8_t byte;
  CHECK(recv(both.server, &byte, 1, MSG_DONTWAIT) < 0);
  exclaim_stream *stream = exclaim_records_list_stream(both.client, &list, NULL, &error);
  CHECK(!exclaim_send(stream, &list.base, &error));
  expect(error, EXCLAIM_INVALID_ARGUMENT);
  CHECK(exclaim_finish(stream, &error) == NULL);
  expect(error, EXCLAIM_INVALID_ARGUMENT);
  exclaim_free(NULL);
  exclaim_close(NULL);
  exclaim_error_free(NULL);
  exclaim_disconnect(NULL);
  pair_close(&both);
}

// Connections and pairs are closed by the tests, so that nothing is open but what was.
static int count_descriptors(void) {
  int count = 0;
  for (int descriptor = 0; descriptor < 1024; descriptor++) count += fcntl(descriptor, F_GETFD) != -1;
  return count;
}

int main(void) {
  int open_before = count_descriptors();
  the_socket_is_where_the_environment_says();
  a_connection_that_cannot_be_made_says_why();
  a_response_that_is_cut_off_is_none();
  what_is_no_utf8_is_repaired();
  details_are_kept_up_to_a_number();
  wrong_fields_are_named();
  a_server_may_say_anything();
  a_message_that_takes_much_memory_is_refused();
  a_stream_that_is_not_read_may_hold_so_much();
  a_request_may_fill_a_frame();
  a_call_without_time_is_not_sent();
  a_server_that_never_stops_talking_is_not_waited_for_longer();
  when_the_time_is_up_no_more_is_looked_for();
  last_words_are_heard();
  a_stream_that_is_closed_early_is_called_off();
  a_stream_that_is_called_off_ends_with_cancelled();
  an_interrupt_calls_off_what_is_waited_for();
  a_server_that_is_gone_raises_no_signal();
  every_method_of_every_service_is_there();
  misuse_is_refused_and_nothing_is_sent();
  CHECK(count_descriptors() == open_before);
  puts("every promise of the library holds");
  return 0;
}
