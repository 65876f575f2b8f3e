// Whatever allocation fails, the library says so or does without, and leaks nothing. Linked with --wrap, so
// that the allocations of the library come here.
#include "test.h"

// How many allocations still succeed; below 0 all do.
static long left = -1;

static bool is_refused(void) { return left >= 0 && left-- == 0; }

void *__real_malloc(size_t n_bytes);
void *__real_calloc(size_t count, size_t n_bytes);
void *__real_realloc(void *memory, size_t n_bytes);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t n_bytes) { return is_refused() ? NULL : __real_malloc(n_bytes); }
void *__wrap_calloc(size_t count, size_t n_bytes) {
  return is_refused() ? NULL : __real_calloc(count, n_bytes);
}
void *__wrap_realloc(void *memory, size_t n_bytes) {
  return is_refused() ? NULL : __real_realloc(memory, n_bytes);
}
char *__wrap_strdup(const char *text) { return is_refused() ? NULL : __real_strdup(text); }

// A failure with a detail; a page with a record, a longer one that ends the stream, and an answer.
static const uint8_t failure[] =
    "\x0A\x3B\x08\x03\x12\x03"
    "bad"
    "\x1A\x32\x0A\x29"
    "type.googleapis.com/exclaim.v1.BadRequest"
    "\x12\x05\x0A\x03\x12\x01k";
static const uint8_t page[] = {0x0A, 4, 0x0A, 2, 'i', 'd'};
static const uint8_t answer[] = {0x12, 2, 0x10, 1};

// Every kind of call once. What fails is told, and the next one is made all the same.
static bool calls(const char *path, int listener) {
  uint8_t long_page[100000] = {0x12, 0x9C, 0x8D, 6};
  bool all_went_well = false;
  exclaim_error *error;
  exclaim_connection *connection = exclaim_connect(path, &error);
  CHECK((connection == NULL) == (error != NULL));
  exclaim_error_free(error);
  if (connection == NULL) return false;
  int server = accept(listener, NULL, NULL);
  say_frame(server, 1, FRAME_RESPONSE, 0, failure, sizeof failure - 1);
  Exclaim__V1__HealthRequest health = EXCLAIM__V1__HEALTH_REQUEST__INIT;
  CHECK(exclaim_control_health(connection, &health, NULL, &error) == NULL);
  CHECK(error != NULL && error->message != NULL);
  all_went_well = error->bad_request != NULL;
  exclaim_error_free(error);

  Exclaim__V1__ListRequest list = EXCLAIM__V1__LIST_REQUEST__INIT;
  exclaim_stream *stream = exclaim_records_list_stream(connection, &list, NULL, &error);
  CHECK((stream == NULL) == (error != NULL));
  exclaim_error_free(error);
  if (stream != NULL) {
    say_frame(server, stream->id, FRAME_DATA, 0, page, sizeof page);
    say_frame(server, stream->id, FRAME_DATA, FLAG_REMOTE_CLOSED, long_page, sizeof long_page);
  }
  int pages = 0;
  while (stream != NULL) {
    Exclaim__V1__ListResponse *came = exclaim_records_list_stream_next(stream, &error);
    exclaim_error_free(error);
    exclaim_free(came);
    if (came == NULL) break;
    pages++;
  }
  exclaim_close(stream);

  stream = exclaim_records_submit_stream(connection, NULL, NULL);
  Exclaim__V1__SubmitRequest submit = EXCLAIM__V1__SUBMIT_REQUEST__INIT;
  Exclaim__V1__SubmitResponse *stored = NULL;
  if (stream != NULL) {
    say_frame(server, stream->id, FRAME_RESPONSE, 0, answer, sizeof answer);
    if (!exclaim_records_submit_stream_send(stream, &submit, &error)) CHECK(error != NULL);
    exclaim_error_free(error);
    stored = exclaim_records_submit_stream_finish(stream, &error);
    CHECK((stored == NULL) == (error != NULL));
    exclaim_error_free(error);
  }
  all_went_well = all_went_well && pages == 2 && stored != NULL;
  exclaim_free(stored);
  exclaim_close(stream);
  exclaim_disconnect(connection);
  close(server);
  return all_went_well;
}

int main(void) {
  pair both = pair_open();
  long at = 0;
  while (true) {
    left = at;
    bool went_well = calls(both.path, both.listener);
    // So many are made in all, and none was refused.
    if (left >= 0) {
      CHECK(went_well);
      break;
    }
    at++;
  }
  left = -1;
  pair_close(&both);
  printf("each of %ld allocations may fail\n", at);
  return 0;
}
