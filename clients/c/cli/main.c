// exclaim-c: a small client on the command line, for machines without `exclaim`. It shows how the library is
// used.
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"

static const char help[] =
    "exclaim-c: ask an Exclaim server, with the C library.\n"
    "\n"
    "  exclaim-c ping                 ask whether the server serves\n"
    "  exclaim-c list [KIND]          list records: id, key, kind and a few words, with tabs between them\n"
    "  exclaim-c get REFERENCE        show one record, by its id or key, in protobuf's text format\n"
    "  exclaim-c watch [KIND]         follow changes: sequence, revision, and what list shows\n"
    "  exclaim-c submit [FILE]        store records that --binary wrote; - or nothing is stdin\n"
    "\n"
    "  --socket PATH      the server's socket; else $EXCLAIM_SOCKET, else $XDG_RUNTIME_DIR/exclaim/exclaim.sock,\n"
    "                     else ~/.local/state/exclaim/exclaim.sock\n"
    "  --timeout SECONDS  give the call this long\n"
    "  --binary           list, get, watch: write records as they are, each behind its length\n"
    "  --limit N          list: no more than N\n"
    "  --revision N       get: this revision, not the latest\n"
    "  --from SEQUENCE    watch: begin with this entry of the journal, from 1; else with what comes next\n"
    "  --until-now        watch: end where the journal ends now\n"
    "  --atomic           submit: store all or none\n"
    "  --revise           submit: where a key stands for other content, store a new revision\n"
    "  --dry-run          submit: check everything and store nothing\n"
    "\n"
    "KIND is actor, document, claim, exchange, agreement, relation or assessment.\n"
    "\n"
    "  exclaim-c list claims\n"
    "  exclaim-c list --binary | exclaim-c submit --socket /run/other/exclaim.sock\n"
    "  exclaim-c watch --from 1 --until-now\n"
    "\n"
    "Exit status: 0 done; 1 nothing matched; 64 usage; 65 bad input data; 69 no server; 70 bug; 75 try again;\n"
    "77 not permitted.\n";

// Ctrl-C writes to the one end, and the library looks at the other.
static int interrupt_ends[2] = {-1, -1};
static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal) {
  (void)signal;
  int kept = errno;
  interrupted = 1;
  ssize_t ignored = write(interrupt_ends[1], "", 1);
  (void)ignored;
  errno = kept;
}

bool is_interrupted(void) { return interrupted != 0; }

int fail(exclaim_error *error) {
  static const int statuses[] = {
      [EXCLAIM_OK] = EXIT_DONE,
      [EXCLAIM_CANCELLED] = EXIT_TRY_AGAIN,
      [EXCLAIM_UNKNOWN] = EXIT_BUG,
      [EXCLAIM_INVALID_ARGUMENT] = EXIT_BAD_INPUT,
      [EXCLAIM_DEADLINE_EXCEEDED] = EXIT_TRY_AGAIN,
      [EXCLAIM_NOT_FOUND] = EXIT_NEGATIVE,
      [EXCLAIM_ALREADY_EXISTS] = EXIT_BAD_INPUT,
      [EXCLAIM_PERMISSION_DENIED] = EXIT_NOT_PERMITTED,
      [EXCLAIM_RESOURCE_EXHAUSTED] = EXIT_TRY_AGAIN,
      [EXCLAIM_FAILED_PRECONDITION] = EXIT_BAD_INPUT,
      [EXCLAIM_ABORTED] = EXIT_TRY_AGAIN,
      [EXCLAIM_OUT_OF_RANGE] = EXIT_BAD_INPUT,
      [EXCLAIM_UNIMPLEMENTED] = EXIT_NO_SERVER,
      [EXCLAIM_INTERNAL] = EXIT_BUG,
      [EXCLAIM_UNAVAILABLE] = EXIT_TRY_AGAIN,
      [EXCLAIM_DATA_LOSS] = EXIT_BUG,
      [EXCLAIM_UNAUTHENTICATED] = EXIT_NOT_PERMITTED,
  };
  fprintf(stderr, "exclaim-c: ");
  print_words(stderr, exclaim_text(error->message));
  fputc('\n', stderr);
  int status = statuses[error->code];
  exclaim_error_free(error);
  return status;
}

bool flush_output(int *status) {
  if (fflush(stdout) == 0 && !ferror(stdout)) return true;
  if (*status != EXIT_BUG) fputs("exclaim-c: standard output cannot be written\n", stderr);
  *status = EXIT_BUG;
  return false;
}

// Nobody reads on: that is no failure, and there is nothing left to do. The library itself raises no SIGPIPE.
static void on_closed_pipe(int signal) {
  (void)signal;
  _exit(EXIT_DONE);
}

static int usage(const char *what, const char *value) {
  fprintf(stderr, "exclaim-c: %s%s; see exclaim-c --help\n", what, value == NULL ? "" : value);
  return EXIT_USAGE;
}

static bool read_number(const char *text, uint64_t max, uint64_t *number) {
  char *end;
  errno = 0;
  *number = strtoull(text, &end, 10);
  return *text >= '0' && *text <= '9' && *end == '\0' && errno == 0 && *number <= max;
}

static bool read_seconds(const char *text, int64_t *nanoseconds) {
  char *end;
  double seconds = strtod(text, &end);
  if (end == text || *end != '\0' || !isfinite(seconds) || seconds <= 0 || seconds > 1e9) return false;
  *nanoseconds = (int64_t)(seconds * 1e9);
  if (*nanoseconds == 0) *nanoseconds = 1;
  return true;
}

// Reads the options. Returns how the process ends, or -1 when it goes on.
static int read_options(int count, char **arguments, options *out) {
  enum { SOCKET, TIMEOUT, LIMIT, REVISION, FROM, BINARY, ATOMIC, DRY_RUN, REVISE, UNTIL_NOW, VERSION, HELP };
  static const struct option known[] = {
      {"socket", required_argument, NULL, SOCKET},
      {"timeout", required_argument, NULL, TIMEOUT},
      {"limit", required_argument, NULL, LIMIT},
      {"revision", required_argument, NULL, REVISION},
      {"from", required_argument, NULL, FROM},
      {"binary", no_argument, NULL, BINARY},
      {"atomic", no_argument, NULL, ATOMIC},
      {"dry-run", no_argument, NULL, DRY_RUN},
      {"revise", no_argument, NULL, REVISE},
      {"until-now", no_argument, NULL, UNTIL_NOW},
      {"version", no_argument, NULL, VERSION},
      {"help", no_argument, NULL, HELP},
      {NULL, 0, NULL, 0},
  };
  uint64_t number = 0;
  for (int option; (option = getopt_long(count, arguments, "h", known, NULL)) != -1;) {
    switch (option) {
      case SOCKET: out->socket = optarg; break;
      case TIMEOUT:
        if (!read_seconds(optarg, &out->timeout_nanoseconds)) return usage("not a time in seconds: ", optarg);
        break;
      case LIMIT:
      case REVISION:
        if (!read_number(optarg, UINT32_MAX, &number)) return usage("not a number: ", optarg);
        *(option == LIMIT ? &out->limit : &out->revision) = (uint32_t)number;
        break;
      case FROM:
        if (!read_number(optarg, UINT64_MAX, &out->from))
          return usage("not a place in the journal: ", optarg);
        break;
      case BINARY: out->binary = true; break;
      case ATOMIC: out->atomic = true; break;
      case DRY_RUN: out->dry_run = true; break;
      case REVISE: out->revise = true; break;
      case UNTIL_NOW: out->until_now = true; break;
      case VERSION: puts("exclaim-c " EXCLAIM_VERSION); return EXIT_DONE;
      case HELP:
      case 'h': fputs(help, stdout); return EXIT_DONE;
      default: return EXIT_USAGE;
    }
  }
  return -1;
}

static int run(int (*command)(exclaim_connection *, const options *), const options *given) {
  exclaim_error *error;
  exclaim_connection *connection = exclaim_connect(given->socket, &error);
  if (connection == NULL) {
    bool nobody = error->code == EXCLAIM_UNAVAILABLE;
    int status = fail(error);
    return nobody ? EXIT_NO_SERVER : status;
  }
  if (pipe(interrupt_ends) == 0) {
    exclaim_set_interrupt(connection, interrupt_ends[0]);
    signal(SIGINT, on_interrupt);
  }
  int status = exclaim_hello(connection, "exclaim-c/" EXCLAIM_VERSION, 0, NULL, &error)
                   ? command(connection, given)
                   : fail(error);
  exclaim_disconnect(connection);
  flush_output(&status);
  return status;
}

int main(int count, char **arguments) {
  signal(SIGPIPE, on_closed_pipe);
  static const struct {
    const char *name;
    int (*run)(exclaim_connection *, const options *);
    bool takes_subject, needs_subject;
  } commands[] = {
      {"ping", command_ping, false, false},    {"list", command_list, true, false},
      {"get", command_get, true, true},        {"watch", command_watch, true, false},
      {"submit", command_submit, true, false},
  };
  options given = {0};
  int status = read_options(count, arguments, &given);
  if (status >= 0) return status;
  if (optind == count) return usage("a command is needed", NULL);
  for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
    if (strcmp(commands[i].name, arguments[optind]) != 0) continue;
    int n_subjects = count - optind - 1;
    if (n_subjects > (commands[i].takes_subject ? 1 : 0)) return usage("too much: ", arguments[count - 1]);
    if (n_subjects == 0 && commands[i].needs_subject) return usage("an id or a key is needed", NULL);
    given.subject = n_subjects == 1 ? arguments[optind + 1] : NULL;
    return run(commands[i].run, &given);
  }
  return usage("no such command: ", arguments[optind]);
}
