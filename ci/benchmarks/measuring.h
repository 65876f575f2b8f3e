// What every measuring program needs: a clock, a list of latencies, one way to print and one way to give up.
//
// A program prints one `name value` line for each figure; ci/bench reads them.
#pragma once

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline uint64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

__attribute__((noreturn, format(printf, 1, 2))) static inline void give_up(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  exit(1);
}

static inline void *checked(void *pointer) {
  if (!pointer) give_up("out of memory");
  return pointer;
}

struct latencies {
  uint32_t *ns;
  size_t count, capacity;
};

static inline void latencies_add(struct latencies *all, uint64_t ns) {
  if (all->count == all->capacity) {
    all->capacity = all->capacity ? all->capacity * 2 : 1 << 16;
    all->ns = (uint32_t *)checked(realloc(all->ns, all->capacity * sizeof *all->ns));
  }
  all->ns[all->count++] = ns > UINT32_MAX ? UINT32_MAX : (uint32_t)ns;
}

static inline int latencies_compare(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return (a > b) - (a < b);
}

static inline double latencies_percentile(struct latencies *all, double percent) {
  if (all->count == 0) give_up("nothing was measured: measure for longer");
  qsort(all->ns, all->count, sizeof *all->ns, latencies_compare);
  return all->ns[(size_t)((double)all->count * percent / 100)];
}

// Prints two percentiles, under names that begin alike.
static inline void latencies_print_as(const char *prefix, struct latencies *all) {
  printf("%sp50_us %.1f\n", prefix, latencies_percentile(all, 50) / 1e3);
  printf("%sp99_us %.1f\n", prefix, latencies_percentile(all, 99) / 1e3);
}

static inline void latencies_print(struct latencies *all) { latencies_print_as("", all); }

static inline void latencies_print_ms_as(const char *prefix, struct latencies *all) {
  printf("%sp50_ms %.2f\n", prefix, latencies_percentile(all, 50) / 1e6);
  printf("%sp99_ms %.2f\n", prefix, latencies_percentile(all, 99) / 1e6);
}
