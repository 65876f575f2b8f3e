#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "cli.h"

// Records of one message of a submission: well below what a frame holds.
enum { BATCH_RECORDS_MAX = 500, BATCH_BYTES_MAX = 524288 };

static exclaim_options call_options(const options *given) {
  return (exclaim_options){.timeout_nanoseconds = given->timeout_nanoseconds};
}

// Reads "claim" or "claims"; nothing stands for every kind.
static bool read_kind(const char *name, Exclaim__V1__RecordKind *kind) {
  static const char *const kinds[] = {"actor",     "document", "claim",     "exchange",
                                      "agreement", "relation", "assessment"};
  *kind = EXCLAIM__V1__RECORD_KIND__RECORD_KIND_UNSPECIFIED;
  if (name == NULL) return true;
  for (int i = 0; i < 7; i++) {
    size_t length = strlen(kinds[i]);
    if (strncmp(name, kinds[i], length) != 0) continue;
    if (name[length] != '\0' && strcmp(name + length, "s") != 0) continue;
    // The kinds are numbered from 1, in this order.
    *kind = (Exclaim__V1__RecordKind)(i + 1);
    return true;
  }
  fprintf(stderr, "exclaim-c: no such kind of record: %s; see exclaim-c --help\n", name);
  return false;
}

static void show(const Exclaim__V1__Record *record, const options *given) {
  if (given->binary) write_record(stdout, record);
  else print_record_line(record);
}

int command_ping(exclaim_connection *connection, const options *given) {
  Exclaim__V1__HealthRequest request = EXCLAIM__V1__HEALTH_REQUEST__INIT;
  exclaim_options options = call_options(given);
  exclaim_error *error;
  Exclaim__V1__HealthResponse *health = exclaim_control_health(connection, &request, &options, &error);
  if (health == NULL) return fail(error);
  bool serves = health->state == EXCLAIM__V1__SERVING_STATE__SERVING_STATE_SERVING;
  printf("%s\tversion ", serves ? "serving" : "draining");
  print_words(stdout, health->version);
  putchar('\n');
  exclaim_free(health);
  return serves ? EXIT_DONE : EXIT_TRY_AGAIN;
}

int command_list(exclaim_connection *connection, const options *given) {
  Exclaim__V1__Filter filter = EXCLAIM__V1__FILTER__INIT;
  Exclaim__V1__ListRequest request = EXCLAIM__V1__LIST_REQUEST__INIT;
  if (!read_kind(given->subject, &filter.kind)) return EXIT_USAGE;
  request.filter = &filter;
  request.limit = given->limit;
  exclaim_options options = call_options(given);
  exclaim_error *error;
  exclaim_stream *stream = exclaim_records_list_stream(connection, &request, &options, &error);
  if (stream == NULL) return fail(error);
  int status = EXIT_NEGATIVE;
  Exclaim__V1__ListResponse *page;
  while ((page = exclaim_records_list_stream_next(stream, &error)) != NULL) {
    for (size_t i = 0; i < page->n_records; i++) show(page->records[i], given);
    if (page->n_records > 0) status = EXIT_DONE;
    exclaim_free(page);
    if (!flush_output(&status)) break;
  }
  if (error != NULL) status = fail(error);
  exclaim_close(stream);
  return status;
}

int command_get(exclaim_connection *connection, const options *given) {
  Exclaim__V1__GetRequest request = EXCLAIM__V1__GET_REQUEST__INIT;
  request.id = exclaim_text(given->subject);
  request.revision = given->revision;
  exclaim_options options = call_options(given);
  exclaim_error *error;
  Exclaim__V1__GetResponse *answer = exclaim_records_get(connection, &request, &options, &error);
  if (answer == NULL) return fail(error);
  if (answer->record != NULL && given->binary) write_record(stdout, answer->record);
  else if (answer->record != NULL) print_message(&answer->record->base, 0);
  exclaim_free(answer);
  return EXIT_DONE;
}

int command_watch(exclaim_connection *connection, const options *given) {
  Exclaim__V1__Filter filter = EXCLAIM__V1__FILTER__INIT;
  Exclaim__V1__WatchRequest request = EXCLAIM__V1__WATCH_REQUEST__INIT;
  if (!read_kind(given->subject, &filter.kind)) return EXIT_USAGE;
  request.filter = &filter;
  request.from = given->from;
  exclaim_options options = call_options(given);
  exclaim_error *error;
  exclaim_stream *stream = exclaim_journal_watch(connection, &request, &options, &error);
  if (stream == NULL) return fail(error);
  int status = EXIT_DONE;
  uint64_t seen = 0;
  bool goes_on = true;
  while (goes_on) {
    Exclaim__V1__WatchResponse *change = exclaim_journal_watch_next(stream, &error);
    if (change == NULL) break;
    for (size_t i = 0; i < change->n_records; i++) {
      const Exclaim__V1__Record *record = change->records[i];
      if (!given->binary) printf("%" PRIu64 "\t%" PRIu32 "\t", record->sequence, record->revision);
      show(record, given);
    }
    seen = change->sequence;
    goes_on = flush_output(&status) && !(given->until_now && change->at_end);
    exclaim_free(change);
  }
  if (error != NULL && is_interrupted()) exclaim_error_free(error);
  else if (error != NULL) {
    status = fail(error);
    if (seen > 0) fprintf(stderr, "exclaim-c: go on with --from %" PRIu64 "\n", seen + 1);
  }
  exclaim_close(stream);
  return status;
}

// -- Submitting

static void tell_problem(const Exclaim__V1__FieldProblem *problem, size_t record) {
  fprintf(stderr, "record %zu: ", record + 1);
  print_words(stderr, problem->field);
  if (problem->value.len > 0) {
    fputs(" \"", stderr);
    print_words(stderr, problem->value);
    fputs("\"", stderr);
  }
  fputs(": ", stderr);
  print_words(stderr, problem->reason);
  if (problem->remedy.len > 0) fputs("; ", stderr);
  print_words(stderr, problem->remedy);
  fputc('\n', stderr);
}

// Sends the records of a file. Returns how the process ends when they are none, or -1 when all is well.
static int send_records(exclaim_stream *stream, FILE *in, const options *given) {
  Exclaim__V1__Record *batch[BATCH_RECORDS_MAX];
  Exclaim__V1__SubmitRequest request = EXCLAIM__V1__SUBMIT_REQUEST__INIT;
  request.records = batch;
  request.atomic = given->atomic;
  request.dry_run = given->dry_run;
  request.revise = given->revise;
  const char *problem = NULL;
  exclaim_error *error = NULL;
  size_t read = 0;
  bool at_end = false;
  while (!at_end && error == NULL) {
    size_t n_bytes = 0;
    for (request.n_records = 0; request.n_records < BATCH_RECORDS_MAX && n_bytes < BATCH_BYTES_MAX;) {
      Exclaim__V1__Record *record = read_record(in, &problem);
      if (record == NULL) break;
      n_bytes += protobuf_c_message_get_packed_size(&record->base);
      batch[request.n_records++] = record;
    }
    at_end = request.n_records < BATCH_RECORDS_MAX && n_bytes < BATCH_BYTES_MAX;
    if (problem == NULL && request.n_records > 0)
      exclaim_records_submit_stream_send(stream, &request, &error);
    for (size_t i = 0; i < request.n_records; i++) exclaim_free(batch[i]);
    read += request.n_records;
  }
  if (error != NULL) return fail(error);
  if (problem == NULL) return -1;
  fprintf(stderr, "exclaim-c: record %zu: %s; nothing was stored\n", read + 1, problem);
  return EXIT_BAD_INPUT;
}

int command_submit(exclaim_connection *connection, const options *given) {
  bool is_stdin = given->subject == NULL || strcmp(given->subject, "-") == 0;
  FILE *in = is_stdin ? stdin : fopen(given->subject, "rb");
  if (in == NULL) {
    fprintf(stderr, "exclaim-c: %s: %s\n", given->subject, strerror(errno));
    return EXIT_BAD_INPUT;
  }
  exclaim_options options = call_options(given);
  exclaim_error *error;
  exclaim_stream *stream = exclaim_records_submit_stream(connection, &options, &error);
  int status = stream == NULL ? fail(error) : send_records(stream, in, given);
  if (!is_stdin) fclose(in);
  Exclaim__V1__SubmitResponse *answer =
      status < 0 ? exclaim_records_submit_stream_finish(stream, &error) : NULL;
  if (status < 0 && answer == NULL) {
    bool is_refused = error->bad_request != NULL;
    for (size_t i = 0; is_refused && i < error->bad_request->n_problems; i++) {
      tell_problem(error->bad_request->problems[i], error->bad_request->problems[i]->record);
    }
    status = fail(error);
    // Also where a record that is referred to is not found: it is the input that is wrong.
    if (is_refused) status = EXIT_BAD_INPUT;
  }
  if (answer != NULL) {
    for (size_t i = 0; i < answer->n_results; i++) {
      for (size_t at = 0; at < answer->results[i]->n_problems; at++) {
        tell_problem(answer->results[i]->problems[at], i);
      }
    }
    printf(
        "%u new, %u unchanged, %u revised, %u refused\n", answer->created, answer->unchanged, answer->revised,
        answer->refused);
    status = answer->refused > 0 ? EXIT_BAD_INPUT : EXIT_DONE;
    exclaim_free(answer);
  }
  exclaim_close(stream);
  return status;
}
