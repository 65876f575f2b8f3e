// Random numbers that can be had again (SplitMix64).
#ifndef FAULTY_DISK_RANDOM_H
#define FAULTY_DISK_RANDOM_H

#include <stdint.h>

static inline uint64_t next_random(uint64_t *state) {
  *state += UINT64_C(0x9E3779B97F4A7C15);
  uint64_t mixed = *state;
  mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
  return mixed ^ (mixed >> 31);
}

#endif
