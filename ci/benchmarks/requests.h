// A request that is made again and again, with something else in its places each time.
//
// A place is a row of 16 or more `#` in the payload. A number is put there that stands in no other place of
// this or an earlier run; or, where a file of texts is given, one of its lines, each time from elsewhere in
// the file.
#pragma once

#include "calls.h"

enum { DIGITS_MIN = 16, PLACES_MAX = 1024 };

struct request {
  struct bytes frame;
  struct bytes places[PLACES_MAX];  // where numbers or texts go
  int place_count;
  uint64_t number;
  char *texts;
  size_t text_count, text_bytes;  // with the end of its line
};

// Microseconds have 16 digits, and no server takes a record in each of them.
static inline uint64_t microseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return (uint64_t)time.tv_sec * 1000000u + (uint64_t)time.tv_nsec / 1000u;
}

static inline void find_places(struct request *request) {
  const uint8_t *end = request->frame.start + request->frame.count;
  for (uint8_t *place = request->frame.start; place < end;) {
    uint8_t *past = place;
    while (past < end && *past == '#') past++;
    if (past - place >= DIGITS_MIN) {
      if (request->place_count == PLACES_MAX) give_up("the payload has more than %d places", PLACES_MAX);
      request->places[request->place_count++] = (struct bytes){place, (size_t)(past - place)};
    }
    place = past + 1;
  }
}

static inline void read_texts(struct request *request, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0) give_up("cannot read %s", path);
  size_t count = (size_t)ftell(file);
  rewind(file);
  request->texts = checked(malloc(count + 1));
  if (fread(request->texts, 1, count, file) != count) give_up("cannot read %s", path);
  fclose(file);
  request->text_bytes = strcspn(request->texts, "\n") + 1;
  request->text_count = count / request->text_bytes;
  if (request->text_count == 0) give_up("%s: no line in it", path);
  for (int i = 0; i < request->place_count; i++)
    if (request->places[i].count != request->text_bytes - 1)
      give_up("%s: its lines are not as long as the place for them", path);
}

static inline void fill_places(struct request *request, uint8_t *frame) {
  for (int i = 0; i < request->place_count; i++) {
    uint8_t *place = frame + (request->places[i].start - request->frame.start);
    size_t count = request->places[i].count;
    uint64_t rest = request->number++;
    if (request->texts) {
      // Steps of a golden section of the file: far apart, and each line has its turn.
      size_t line = (size_t)((double)(rest * 0x9e3779b97f4a7c15u) / 0x1p64 * (double)request->text_count);
      if (line >= request->text_count) line = request->text_count - 1;
      memcpy(place, request->texts + line * request->text_bytes, count);
    } else {
      for (; count > 0; rest /= 10) place[--count] = (uint8_t)('0' + rest % 10);
    }
  }
}

// The request of a method, with the payload in one file and the texts for its places in another, if given.
static inline struct request make_request(
    const char *service, const char *method, const char *payload, const char *texts) {
  struct request request = {
      .frame = request_frame(1, service, method, read_payload(payload), 0), .number = microseconds()};
  find_places(&request);
  if (texts) read_texts(&request, texts);
  return request;
}

static inline void queue_request(struct calls *calls, struct request *request, uint64_t now) {
  fill_places(request, queue_call(calls, request->frame, now));
}
