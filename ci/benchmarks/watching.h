// What can be seen of another process: the memory that it has and the time that it has worked.
#pragma once

#include <string.h>
#include <sys/types.h>

#include "measuring.h"

// Resident memory, in kB.
static inline double resident_kb(pid_t process) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/status", process);
  FILE *file = fopen(path, "r");
  if (!file) give_up("cannot read %s: is the server gone?", path);
  double kb = -1;
  while (kb < 0 && fgets(line, sizeof line, file))
    if (strncmp(line, "VmRSS:", 6) == 0) kb = atof(line + 6);
  fclose(file);
  if (kb < 0) give_up("%s names no VmRSS", path);
  return kb;
}

// Time that all cores have worked for it since it started.
static inline uint64_t worked_ns(pid_t process) {
  clockid_t clock;
  struct timespec time;
  if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0)
    give_up("process %d has no clock: is the server gone?", process);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}
