// Tests/Conformance/scenarios against a real server.
#include <ctype.h>
#include <stdlib.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "runner.h"

// How long a step may wait.
enum { PATIENCE_SECONDS = 30 };

typedef struct scenario {
  exclaim_connection *connection;
  // Becomes readable when a step has waited too long; the library then calls the call off.
  int timer;
  // What placeholders stand for: texts by name.
  json_object *saved;
  struct {
    char name[32];
    exclaim_stream *stream;
  } streams[8];
  size_t n_streams;
} scenario;

// What a step came to: JSON, or an error; neither for a stream that ended without a message.
typedef struct outcome {
  json_object *message;
  exclaim_error *error;
} outcome;

// -- Placeholders

// A text with its placeholders replaced.
static char *fill_in(const scenario *self, const char *text, long element, json_object **out) {
  bytes all = {0};
  char *why = NULL;
  while (*text != '\0' && why == NULL) {
    const char *end = strncmp(text, "${", 2) == 0 ? strchr(text, '}') : NULL;
    if (end == NULL) {
      bytes_append(&all, text++, 1);
      continue;
    }
    char name[64], digits[32];
    snprintf(name, sizeof name, "%.*s", (int)(end - text - 2), text + 2);
    char *plus = strchr(name, '+');
    if (plus != NULL) *plus = '\0';
    const char *value = text_member(self->saved, name);
    if (strcmp(name, "n") == 0 && element >= 0) {
      snprintf(digits, sizeof digits, "%ld", element);
      value = digits;
    } else if (plus != NULL && value != NULL) {
      snprintf(digits, sizeof digits, "%llu", strtoull(value, NULL, 10) + strtoull(plus + 1, NULL, 10));
      value = digits;
    }
    if (value == NULL) why = failed("nothing was saved as %s", name);
    else bytes_append(&all, value, strlen(value));
    text = end + 1;
  }
  *out = json_object_new_string_len(all.count == 0 ? "" : (const char *)all.data, (int)all.count);
  free(all.data);
  return why;
}

// A copy of JSON with its placeholders replaced and its repetitions written out. To be released also after a
// failure.
static char *expand(const scenario *self, json_object *value, long element, json_object **out) {
  if (json_object_is_type(value, json_type_string)) {
    return fill_in(self, json_object_get_string(value), element, out);
  }
  if (json_object_is_type(value, json_type_object)) {
    *out = json_object_new_object();
    json_object_object_foreach(value, name, inner) {
      json_object *filled = NULL;
      char *why = expand(self, inner, element, &filled);
      json_object_object_add(*out, name, filled);
      if (why != NULL) return why;
    }
    return NULL;
  }
  if (!json_object_is_type(value, json_type_array)) {
    *out = json_object_get(value);
    return NULL;
  }
  *out = json_object_new_array();
  for (size_t i = 0; i < json_object_array_length(value); i++) {
    json_object *one = json_object_array_get_idx(value, i);
    int64_t times = json_object_is_type(one, json_type_object) ? number_member(one, "times", -1) : -1;
    if (times >= 0) TRY(check_names(one, "times of"));
    for (int64_t n = 0; n < (times < 0 ? 1 : times); n++) {
      json_object *filled = NULL;
      char *why =
          times < 0 ? expand(self, one, element, &filled) : expand(self, member(one, "of"), n, &filled);
      json_object_array_add(*out, filled);
      if (why != NULL) return why;
    }
  }
  return NULL;
}

// -- Comparing

// Whether an expected value says that a member may be missing.
static bool is_absence(json_object *value) {
  switch (json_object_get_type(value)) {
    case json_type_string:
      return strcmp(json_object_get_string(value), "") == 0 ||
             strcmp(json_object_get_string(value), "0") == 0;
    case json_type_array: return json_object_array_length(value) == 0;
    case json_type_boolean: return !json_object_get_boolean(value);
    case json_type_int:
    case json_type_double: return json_object_get_double(value) == 0;
    default: return false;
  }
}

static char *differs(const char *place, json_object *expected, json_object *came) {
  return failed(
      "%s: %.300s was expected, and %.300s came", *place == '\0' ? "the message" : place,
      json_object_to_json_string(expected), came == NULL ? "nothing" : json_object_to_json_string(came));
}

static char *match(const char *place, json_object *expected, json_object *came) {
  char inner[512];
  if (came == NULL) return is_absence(expected) ? NULL : differs(place, expected, came);
  if (json_object_is_type(expected, json_type_object) && json_object_is_type(came, json_type_object)) {
    json_object_object_foreach(expected, name, value) {
      snprintf(inner, sizeof inner, "%s%s%s", place, *place == '\0' ? "" : ".", name);
      TRY(match(inner, value, member(came, name)));
    }
    return NULL;
  }
  if (!json_object_is_type(expected, json_type_array) || !json_object_is_type(came, json_type_array)) {
    return json_object_equal(expected, came) ? NULL : differs(place, expected, came);
  }
  size_t count = json_object_array_length(expected);
  if (count != json_object_array_length(came)) {
    return failed(
        "%s: %zu elements were expected, and %zu came", place, count, json_object_array_length(came));
  }
  for (size_t i = 0; i < count; i++) {
    snprintf(inner, sizeof inner, "%s.%zu", place, i);
    TRY(match(inner, json_object_array_get_idx(expected, i), json_object_array_get_idx(came, i)));
  }
  return NULL;
}

static char *match_details(json_object *expected, const exclaim_error *error) {
  json_object_object_foreach(expected, name, value) {
    char path[128];
    snprintf(path, sizeof path, "exclaim.v1.%s", name);
    const struct {
      const char *type;
      const void *message;
    } known[] = {
        {"exclaim.v1.BadRequest", error->bad_request},
        {"exclaim.v1.LimitExceeded", error->limit},
        {"exclaim.v1.RevisionConflict", error->conflict},
        {"exclaim.v1.CallStopped", error->stopped},
    };
    const ProtobufCMessage *detail = NULL;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
      if (strcmp(known[i].type, path) == 0) detail = known[i].message;
    }
    if (detail == NULL) return failed("%s was expected among the details of: %s", name, error->message);
    json_object *came = json_of_message(detail);
    char *why = match(name, value, came);
    json_object_put(came);
    TRY(why);
  }
  return NULL;
}

static char *match_outcome(json_object *gives, const outcome *came) {
  if (gives != NULL) TRY(check_names(gives, "message error"));
  json_object *error = gives == NULL ? NULL : member(gives, "error");
  if (error == NULL) {
    if (came->error != NULL) {
      return failed(
          "success was expected, and %s came: %s", exclaim_code_name(came->error->code),
          came->error->message);
    }
    return gives == NULL ? NULL : match("", member(gives, "message"), came->message);
  }
  TRY(check_names(error, "code details"));
  const char *code = text_member(error, "code");
  if (came->error == NULL) return failed("%s was expected, and success came", code);
  if (strcmp(code, exclaim_code_name(came->error->code)) != 0) {
    return failed(
        "%s was expected, and %s came: %s", code, exclaim_code_name(came->error->code), came->error->message);
  }
  return member(error, "details") == NULL ? NULL : match_details(member(error, "details"), came->error);
}

static char *save(scenario *self, json_object *wanted, json_object *message) {
  json_object_object_foreach(wanted, name, path) {
    char rest[256];
    snprintf(rest, sizeof rest, "%s", json_object_get_string(path));
    json_object *value = message;
    for (char *left = rest, *part; value != NULL && (part = strsep(&left, ".")) != NULL;) {
      if (json_object_is_type(value, json_type_array))
        value = json_object_array_get_idx(value, strtoul(part, NULL, 10));
      else value = member(value, part);
    }
    if (!json_object_is_type(value, json_type_string))
      return failed("there is no text at %s", json_object_get_string(path));
    json_object_object_add(self->saved, name, json_object_get(value));
  }
  return NULL;
}

// -- Steps

static void set_message(outcome *out, ProtobufCMessage *message) {
  if (message != NULL) out->message = json_of_message(message);
  exclaim_free(message);
}

static char *make_call(
    scenario *self, const exclaim_method *method, json_object *step, const exclaim_options *options,
    outcome *out) {
  json_object *requests = member(step, "requests");
  ProtobufCMessage *message = NULL;
  if (requests == NULL) {
    char *why = message_of_json(method->request, member(step, "request"), &message);
    if (why == NULL) set_message(out, exclaim_call(self->connection, method, message, options, &out->error));
    exclaim_free(message);
    return why;
  }
  exclaim_stream *stream = exclaim_open(self->connection, method, NULL, options, &out->error);
  char *why = NULL;
  for (size_t i = 0; stream != NULL && why == NULL && i < json_object_array_length(requests); i++) {
    why = message_of_json(method->request, json_object_array_get_idx(requests, i), &message);
    if (why == NULL && !exclaim_send(stream, message, &out->error)) why = failed("%s", out->error->message);
    exclaim_free(message);
  }
  if (stream != NULL && why == NULL) set_message(out, exclaim_finish(stream, &out->error));
  exclaim_close(stream);
  return why;
}

static char *open_stream(
    scenario *self, const exclaim_method *method, json_object *step, const exclaim_options *options,
    outcome *out) {
  ProtobufCMessage *request = NULL;
  char *why = message_of_json(method->request, member(step, "request"), &request);
  exclaim_stream *stream =
      why == NULL ? exclaim_open(self->connection, method, request, options, &out->error) : NULL;
  exclaim_free(request);
  if (stream == NULL) return why;
  if (self->n_streams == sizeof self->streams / sizeof self->streams[0])
    return failed("more streams than a case has");
  const char *name = text_member(step, "as");
  snprintf(self->streams[self->n_streams].name, sizeof self->streams[0].name, "%s", name == NULL ? "" : name);
  self->streams[self->n_streams++].stream = stream;
  return NULL;
}

static char *named(scenario *self, const char *name, exclaim_stream **stream) {
  for (size_t i = 0; i < self->n_streams; i++) {
    if (strcmp(self->streams[i].name, name) != 0) continue;
    *stream = self->streams[i].stream;
    return NULL;
  }
  return failed("no stream is named %s", name);
}

// Reads until there is as much as the step asks for. The last message gets the records of all.
static char *read_stream(scenario *self, json_object *step, outcome *out) {
  exclaim_stream *stream = NULL;
  TRY(named(self, text_member(step, "read"), &stream));
  bool to_end = json_object_get_boolean(member(step, "toEnd"));
  int64_t messages = number_member(step, "messages", INT64_MAX),
          records = number_member(step, "records", INT64_MAX);
  json_object *all = json_object_new_array();
  int64_t n_messages = 0;
  bool ended = false;
  while (!ended && (to_end || (n_messages < messages && (int64_t)json_object_array_length(all) < records))) {
    ProtobufCMessage *message = exclaim_next(stream, &out->error);
    if (message == NULL) {
      ended = true;
      break;
    }
    n_messages++;
    json_object_put(out->message);
    set_message(out, message);
    json_object *some = member(out->message, "records");
    for (size_t i = 0; some != NULL && i < json_object_array_length(some); i++) {
      json_object_array_add(all, json_object_get(json_object_array_get_idx(some, i)));
    }
  }
  if (out->message == NULL) out->message = json_object_new_object();
  if (json_object_array_length(all) > 0) json_object_object_add(out->message, "records", all);
  else json_object_put(all);
  return ended && !to_end && out->error == NULL ? failed("the stream ended before there was enough") : NULL;
}

static char *do_step(scenario *self, json_object *step, outcome *out) {
  TRY(check_names(
      step, "call request requests open as read messages records toEnd cancel timeoutNano gives save"));
  const char *path =
      text_member(step, "call") != NULL ? text_member(step, "call") : text_member(step, "open");
  if (path != NULL) {
    const exclaim_method *method;
    TRY(find_method(path, &method));
    exclaim_options options = {number_member(step, "timeoutNano", 0)};
    if (text_member(step, "open") != NULL) return open_stream(self, method, step, &options, out);
    return make_call(self, method, step, &options, out);
  }
  if (text_member(step, "read") != NULL) return read_stream(self, step, out);
  exclaim_stream *stream = NULL;
  if (text_member(step, "cancel") == NULL) return failed("this is no step");
  TRY(named(self, text_member(step, "cancel"), &stream));
  exclaim_cancel(stream, &out->error);
  return NULL;
}

static char *run_step(scenario *self, json_object *given) {
  json_object *step = NULL;
  outcome out = {0};
  struct itimerspec patience = {.it_value = {.tv_sec = PATIENCE_SECONDS}};
  timerfd_settime(self->timer, 0, &patience, NULL);
  exclaim_set_interrupt(self->connection, self->timer);
  char *why = expand(self, given, -1, &step);
  if (why == NULL) why = do_step(self, step, &out);
  if (why == NULL) why = match_outcome(member(step, "gives"), &out);
  if (why == NULL && member(step, "save") != NULL) why = save(self, member(step, "save"), out.message);
  json_object_put(out.message);
  exclaim_error_free(out.error);
  json_object_put(step);
  return why;
}

char *run_scenario(json_object *one, void *context) {
  TRY(check_names(one, "name rule steps"));
  static unsigned number;
  scenario self = {.timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC), .saved = json_object_new_object()};
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  char run[41];
  snprintf(
      run, sizeof run, "c-%x-%llx%lx-%u", (unsigned)getpid(), (unsigned long long)now.tv_sec,
      (unsigned long)now.tv_nsec, number++);
  json_object_object_add(self.saved, "run", json_object_new_string(run));
  exclaim_error *error;
  self.connection = exclaim_connect(context, &error);
  char *why = NULL;
  if (self.connection == NULL || !exclaim_hello(self.connection, "exclaim-c-conformance", 0, NULL, &error)) {
    why = failed("%s", error->message);
    exclaim_error_free(error);
  }
  json_object *steps = member(one, "steps");
  for (size_t i = 0; why == NULL && i < json_object_array_length(steps); i++) {
    char *inner = run_step(&self, json_object_array_get_idx(steps, i));
    if (inner != NULL) why = failed("step %zu: %s", i, inner);
    free(inner);
  }
  for (size_t i = 0; i < self.n_streams; i++) exclaim_close(self.streams[i].stream);
  exclaim_disconnect(self.connection);
  json_object_put(self.saved);
  close(self.timer);
  return why;
}
