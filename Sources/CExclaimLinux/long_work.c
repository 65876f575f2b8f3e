#define _GNU_SOURCE
#include <sys/resource.h>

#include "CExclaimLinux.h"

// On Linux, priorities are those of threads, and 0 stands for the one that calls.
void exclaim_begin_long_work(void) { setpriority(PRIO_PROCESS, 0, 10); }

void exclaim_end_long_work(void) { setpriority(PRIO_PROCESS, 0, 0); }
