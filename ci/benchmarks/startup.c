// Time from the start of a process to its end, for two commands in turn. Their output is thrown away.
//
//   startup RUNS COMMAND... -- COMMAND...
//
// Prints the median of each: first_us, second_us.
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

#include "measuring.h"

extern char **environ;

static uint64_t run(char **command, posix_spawn_file_actions_t *silence) {
  uint64_t start = now_ns();
  pid_t child;
  int status;
  if (posix_spawnp(&child, command[0], silence, NULL, command, environ) != 0)
    give_up("cannot run %s", command[0]);
  if (waitpid(child, &status, 0) != child || status != 0) give_up("%s failed", command[0]);
  return now_ns() - start;
}

static double median_us(struct latencies *all) {
  qsort(all->ns, all->count, sizeof *all->ns, latencies_compare);
  return all->ns[all->count / 2] / 1e3;
}

int main(int count, char **arguments) {
  int runs = count > 1 ? atoi(arguments[1]) : 0, second = 0;
  for (int i = 2; i < count && !second; i++)
    if (strcmp(arguments[i], "--") == 0) second = i + 1;
  if (runs < 1 || second < 4 || second >= count) give_up("usage: startup RUNS COMMAND... -- COMMAND...");
  arguments[second - 1] = NULL;

  posix_spawn_file_actions_t silence;
  posix_spawn_file_actions_init(&silence);
  posix_spawn_file_actions_addopen(&silence, 1, "/dev/null", O_WRONLY, 0);
  struct latencies first_all = {0}, second_all = {0};
  for (int i = 0; i < runs; i++) {
    latencies_add(&first_all, run(arguments + 2, &silence));
    latencies_add(&second_all, run(arguments + second, &silence));
  }
  printf("first_us %.0f\n", median_us(&first_all));
  printf("second_us %.0f\n", median_us(&second_all));
}
